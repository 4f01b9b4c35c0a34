import { queryOptions } from '@tanstack/react-query'
import { addDays, dayAt, resolveSlot, type Day, type Zone } from '../../kernel/calendar.ts'
import { sliceClient } from '../../kit/api.ts'
import type { planApi } from '../../plan/api.ts'
import type { produceApi } from '../../produce/api.ts'
import type { publishApi } from '../../publish/api.ts'
import type { PublicationState } from '../../publish/publication/publication.schema.ts'

const plan = sliceClient<typeof planApi>('plan')
const produce = sliceClient<typeof produceApi>('produce')
const publish = sliceClient<typeof publishApi>('publish')

/** Rows each list shows before it refers to the full page. */
export const rowsShown = 7
const nextDays = 14

/** What a person must look at; the engine goes on by itself with everything else. */
const statesForPeople = [
  'unconfirmed',
  'failed',
  'missed',
  'blocked',
  'awaiting_manual',
] as const satisfies readonly PublicationState[]
const statesOnTheWay = [
  'scheduled',
  'preparing',
  'armed',
  'committing',
  'published',
  'awaiting_manual',
  'blocked',
] as const satisfies readonly PublicationState[]

/** Requests for approval that wait for the reader's decision. */
export const waitingQuery = queryOptions({
  queryKey: ['approval', 'today'],
  queryFn: () => produce.review.list({ scope: 'mine' }),
})

/** Publications of the day in the zone of the workspace. */
export function dueQuery(day: Day, zone: Zone) {
  const startOf = (of: Day) => resolveSlot({ date: of, time: '00:00', zone }).instant.toISOString()
  return queryOptions({
    queryKey: ['publication', 'today', day, zone],
    queryFn: () =>
      publish.publication.list({
        states: [...statesOnTheWay],
        from: startOf(day),
        to: startOf(addDays(day, 1)),
        pageSize: rowsShown,
      }),
  })
}

/** Publications that stopped and need a person. */
export const stuckQuery = queryOptions({
  queryKey: ['publication', 'stuck'],
  queryFn: () => publish.publication.list({ states: [...statesForPeople], pageSize: rowsShown }),
})

/** Pieces whose day is over though they are not done. */
export const lateQuery = queryOptions({
  queryKey: ['piece', 'late'],
  queryFn: () => plan.piece.list({ late: true, limit: rowsShown }),
})

/** Open pieces nobody answers for. */
export const ownerlessQuery = queryOptions({
  queryKey: ['piece', 'ownerless'],
  queryFn: () => plan.piece.list({ withoutOwner: true, limit: rowsShown }),
})

/** What is in the reader's name from today on. */
export function mineQuery(memberId: string, today: Day) {
  return queryOptions({
    queryKey: ['piece', 'mine', memberId, today],
    queryFn: () =>
      plan.piece.list({ ownerIds: [memberId], from: today, to: addDays(today, nextDays), limit: rowsShown }),
  })
}

/** Whether there is any piece yet. */
export const anyPieceQuery = queryOptions({
  queryKey: ['piece', 'any'],
  queryFn: async () => (await plan.piece.list({ limit: 1 })).total > 0,
})

/** The day it is where the workspace works. */
export function todayIn(zone: Zone): Day {
  return dayAt(new Date(), zone)
}
