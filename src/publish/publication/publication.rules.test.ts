import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChannelFailure } from '../channel/port.ts'
import {
  afterFailure,
  backoffMs,
  canBecome,
  commitAt,
  deadlineOf,
  firstLookAt,
  isTooLate,
  lateMinutes,
  nextLookAt,
  transitions,
  whyNotCancel,
  whyNotConfirmManual,
  whyNotMove,
  whyNotPublishNow,
  whyNotRetry,
  whyNotSayOffline,
  whyNotSayOnline,
  whyNotUpdate,
} from './publication.rules.ts'
import type { Judged } from './publication.rules.ts'
import { publicationStates } from './publication.schema.ts'
import type { PublicationState } from './publication.schema.ts'

const due = new Date('2026-11-23T08:30:00Z')
const planned: Judged = {
  state: 'scheduled',
  isManual: false,
  dueAt: due,
  notBefore: null,
  notAfter: null,
  graceMinutes: 60,
  lateAllowedAt: null,
  remoteId: null,
}
const inState = (state: PublicationState): Judged => ({ ...planned, state })
const minutesAfter = (minutes: number) => new Date(due.getTime() + minutes * 60_000)

describe('the machine', () => {
  it('what is out stays out', () => {
    expect(transitions.published).toEqual([])
  })
  it('an unclear one is never called off, missed or failed by itself', () => {
    for (const state of ['cancelled', 'missed', 'failed'] as const)
      expect(canBecome('unconfirmed', state)).toBe(false)
  })
  it('from every state but the last a person or the engine gets on', () => {
    for (const state of publicationStates) {
      if (state !== 'published') expect(transitions[state].length).toBeGreaterThan(0)
    }
  })
  it('only the intent leads to the request', () => {
    const before = publicationStates.filter((state) => canBecome(state, 'committing'))
    expect(before).toEqual(['armed'])
  })
})

describe('what people may do', () => {
  it.each([
    ['committing', 'publication.running'],
    ['published', 'publication.already_published'],
    ['unconfirmed', 'publication.unclear'],
    ['scheduled', null],
    ['armed', null],
    ['missed', null],
    ['cancelled', null],
  ] as const)('moves in state %s: %s', (state, refusal) => {
    expect(whyNotMove(inState(state))).toBe(refusal)
  })
  it('every permitted move and cancellation is a transition', () => {
    for (const state of publicationStates) {
      if (whyNotMove(inState(state)) === null) expect(canBecome(state, 'scheduled')).toBe(true)
      if (whyNotCancel(inState(state)) === null) expect(canBecome(state, 'cancelled')).toBe(true)
      if (whyNotRetry(inState(state)) === null) expect(canBecome(state, 'scheduled')).toBe(true)
      if (whyNotSayOffline(inState(state)) === null) expect(canBecome(state, 'scheduled')).toBe(true)
      if (whyNotSayOnline(inState(state)) === null) expect(canBecome(state, 'published')).toBe(true)
    }
  })
  it('T45: an unclear one is decided before it is tried again', () => {
    expect(whyNotRetry(inState('unconfirmed'))).toBe('publication.unclear')
    expect(whyNotSayOffline(inState('unconfirmed'))).toBeNull()
  })
  it('what was approved for later does not go out now', () => {
    expect(whyNotPublishNow(planned, minutesAfter(-60), true)).toBe('publication.approved_for_later')
    expect(whyNotPublishNow(planned, minutesAfter(-60), false)).toBeNull()
    expect(whyNotPublishNow(planned, minutesAfter(5), true)).toBeNull()
    expect(whyNotPublishNow({ ...planned, state: 'draft', dueAt: null }, due, true)).toBeNull()
    expect(whyNotPublishNow({ ...planned, notAfter: due }, minutesAfter(1), false)).toBe('publication.over')
    expect(whyNotPublishNow({ ...planned, isManual: true }, due, false)).toBe('publication.by_hand')
  })
  it('manual channels are confirmed, others are not', () => {
    expect(whyNotConfirmManual({ ...planned, isManual: true })).toBeNull()
    expect(whyNotConfirmManual(planned)).toBe('publication.not_manual')
  })
  it('T110: only a live one can be updated', () => {
    expect(whyNotUpdate({ ...planned, state: 'published', remoteId: '7' })).toBeNull()
    expect(whyNotUpdate(planned)).toBe('publication.not_live')
  })
})

describe('time', () => {
  it('T18–T20: the grace ends at the latest moment that was allowed', () => {
    expect(deadlineOf(planned)).toEqual(minutesAfter(60))
    expect(deadlineOf({ ...planned, notAfter: minutesAfter(20) })).toEqual(minutesAfter(20))
    expect(deadlineOf({ ...planned, lateAllowedAt: minutesAfter(500) })).toEqual(minutesAfter(560))
    expect(isTooLate(planned, minutesAfter(60))).toBe(false)
    expect(isTooLate(planned, minutesAfter(60.1))).toBe(true)
  })
  it('nothing goes out before its embargo', () => {
    expect(commitAt({ ...planned, notBefore: minutesAfter(10) })).toEqual(minutesAfter(10))
    expect(commitAt({ ...planned, notBefore: minutesAfter(-10) })).toEqual(due)
    expect(firstLookAt(planned)).toEqual(minutesAfter(-15))
  })
  it('says how late it was, from a minute on', () => {
    expect(lateMinutes(due, minutesAfter(0.9))).toBeNull()
    expect(lateMinutes(due, minutesAfter(40))).toBe(40)
  })
  it('T60: pauses grow from a minute to an hour', () => {
    expect([1, 2, 3, 7, 50].map((attempt) => backoffMs(attempt, 0) / 60_000)).toEqual([1, 2, 4, 60, 60])
    fc.assert(
      fc.property(fc.nat(100), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, spread) => {
        const pause = backoffMs(attempt, spread)
        expect(pause).toBeGreaterThanOrEqual(60_000)
        expect(pause).toBeLessThanOrEqual(66 * 60_000)
      }),
    )
  })
  it('looks for an unclear one a few times, then leaves it to people', () => {
    const looks: number[] = []
    for (let now: Date | null = due; (now = nextLookAt(due, now)) !== null;)
      looks.push(now.getTime() - due.getTime())
    expect(looks).toEqual([5_000, 30_000, 120_000, 600_000])
  })
})

describe('after a failure', () => {
  const failure = fc.constantFrom<ChannelFailure>(
    { kind: 'rejected', reason: 'validation', key: 'k' },
    { kind: 'auth', key: 'k' },
    { kind: 'api_version', key: 'k' },
    { kind: 'rate_limited', key: 'k', retryAt: minutesAfter(3) },
    { kind: 'rate_limited', key: 'k', retryAt: minutesAfter(300) },
    { kind: 'transient', key: 'k' },
    { kind: 'unknown', key: 'k' },
  )
  it('an unknown outcome is never repeated, everything else never called unclear', () => {
    fc.assert(
      fc.property(
        failure,
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 0, max: 90 }),
        (one, attempt, late) => {
          const verdict = afterFailure(one, { ...planned, attempt }, minutesAfter(late), 0)
          expect(verdict.state === 'unconfirmed').toBe(one.kind === 'unknown')
          if (verdict.state === 'scheduled') {
            expect(['transient', 'rate_limited']).toContain(one.kind)
            expect(isTooLate(planned, verdict.nextAt)).toBe(false)
          }
          expect(canBecome('committing', verdict.state)).toBe(true)
        },
      ),
    )
  })
  it('T61: what would come too late is told now', () => {
    const late = { kind: 'rate_limited', key: 'k', retryAt: minutesAfter(61) } as const
    expect(afterFailure(late, { ...planned, attempt: 1 }, due, 0)).toEqual({ state: 'missed' })
  })
  it('gives up after eight tries', () => {
    const again = { kind: 'transient', key: 'k' } as const
    expect(afterFailure(again, { ...planned, attempt: 8, graceMinutes: 9999 }, due, 0)).toEqual({
      state: 'failed',
    })
  })
})
