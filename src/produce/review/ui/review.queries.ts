import { queryOptions } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import type { manageApi } from '../../../manage/api.ts'
import type { produceApi } from '../../api.ts'

const produce = sliceClient<typeof produceApi>('produce')
export const client = { review: () => produce.review, guest: () => produce.guest }
const manage = sliceClient<typeof manageApi>('manage')

/** The commands of this entity are audited as `approval.…`, so this is their topic. */
export const topic = 'approval'

/** Approvals of a piece. A saved text or a moved publication changes where they stand. */
export const reviewOfPiece = (pieceId: string) =>
  queryOptions({
    queryKey: [topic, 'piece', pieceId],
    queryFn: () => produce.review.ofPiece({ pieceId }),
  })

export const reviewList = (scope: 'mine' | 'asked' | 'open') =>
  queryOptions({ queryKey: [topic, 'list', scope], queryFn: () => produce.review.list({ scope }) })

/** What is to be decided on; read again when the window comes back, because guests get no live updates. */
export const reviewView = (id: string) =>
  queryOptions({
    queryKey: [topic, 'view', id],
    queryFn: () => produce.review.show({ id }),
    refetchOnWindowFocus: true,
    staleTime: 0,
  })

/** Members who may be asked. */
export const askable = queryOptions({
  queryKey: ['member', 'askable'],
  queryFn: async () => {
    const { members } = await manage.member.list({})
    return members.filter(
      ({ state, role }) => state === 'active' && ['owner', 'manager', 'editor', 'approver'].includes(role),
    )
  },
})
