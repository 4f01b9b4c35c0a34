import type { ChannelFailure } from '../channel/port.ts'
import type { BlockedBy, PublicationState } from './publication.schema.ts'

/**
 * Where each state can lead. The engine and the people move along the same table. `published` straight from `draft`,
 * `scheduled`, `missed`, `blocked`: somebody has published by hand and says so.
 */
export const transitions = {
  draft: ['scheduled', 'published', 'cancelled'],
  scheduled: [
    'scheduled',
    'draft',
    'preparing',
    'blocked',
    'missed',
    'awaiting_manual',
    'failed',
    'published',
    'cancelled',
  ],
  preparing: ['armed', 'scheduled', 'blocked', 'failed', 'missed', 'published', 'cancelled'],
  armed: ['committing', 'scheduled', 'preparing', 'blocked', 'missed', 'cancelled'],
  committing: ['published', 'unconfirmed', 'scheduled', 'failed', 'blocked', 'missed'],
  unconfirmed: ['published', 'scheduled', 'unconfirmed', 'blocked'],
  failed: ['scheduled', 'published', 'cancelled'],
  missed: ['scheduled', 'published', 'cancelled'],
  blocked: ['blocked', 'scheduled', 'missed', 'published', 'cancelled'],
  awaiting_manual: ['published', 'scheduled', 'blocked', 'missed', 'cancelled'],
  cancelled: ['scheduled'],
  published: [],
} as const satisfies Record<PublicationState, readonly PublicationState[]>

/** Whether a publication may go from one state to another. */
export function canBecome(from: PublicationState, to: PublicationState): boolean {
  const next: readonly PublicationState[] = transitions[from]
  return next.includes(to)
}

/** What rules need to know of a publication. */
export type Judged = {
  state: PublicationState
  isManual: boolean
  dueAt: Date | null
  notBefore: Date | null
  notAfter: Date | null
  graceMinutes: number
  lateAllowedAt: Date | null
  remoteId: string | null
}
export type PublicationRefusal =
  | 'publication.running'
  | 'publication.already_published'
  | 'publication.unclear'
  | 'publication.cancelled'
  | 'publication.approved_for_later'
  | 'publication.not_failed'
  | 'publication.not_unclear'
  | 'publication.not_manual'
  | 'publication.by_hand'
  | 'publication.not_live'
  | 'publication.cannot_update_by_hand'
  | 'publication.over'

/** Why the time cannot be changed; null when it can. A cancelled one comes back by a new time. */
export function whyNotMove({ state }: Judged): PublicationRefusal | null {
  if (state === 'committing') return 'publication.running'
  if (state === 'published') return 'publication.already_published'
  if (state === 'unconfirmed') return 'publication.unclear'
  return null
}

/** Why it cannot be called off. */
export function whyNotCancel(publication: Judged): PublicationRefusal | null {
  if (publication.state === 'cancelled') return 'publication.cancelled'
  return whyNotMove(publication)
}

/**
 * Why it cannot go out this minute. Where an approval is needed it was given for a time; what goes out before that
 * time was not approved.
 */
export function whyNotPublishNow(
  publication: Judged,
  now: Date,
  needsApproval: boolean,
): PublicationRefusal | null {
  if (publication.state === 'cancelled') return 'publication.cancelled'
  if (publication.isManual) return 'publication.by_hand'
  if (publication.notAfter !== null && publication.notAfter <= now) return 'publication.over'
  const isAhead = publication.dueAt !== null && publication.dueAt > now
  if (needsApproval && isAhead && publication.state !== 'published') {
    return whyNotMove(publication) ?? 'publication.approved_for_later'
  }
  return whyNotMove(publication)
}

/** Why it cannot be tried again. An unclear one is decided first: it may be online. */
export function whyNotRetry({ state }: Judged): PublicationRefusal | null {
  if (state === 'unconfirmed') return 'publication.unclear'
  if (state === 'failed' || state === 'missed' || state === 'blocked') return null
  return state === 'published' ? 'publication.already_published' : 'publication.not_failed'
}

/** Why nobody can say "it is online". */
export function whyNotSayOnline({ state, isManual }: Judged): PublicationRefusal | null {
  if (isManual) return 'publication.not_unclear'
  return state === 'unconfirmed' || state === 'failed' ? null : 'publication.not_unclear'
}

/** Why nobody can say "it is not online". */
export function whyNotSayOffline({ state }: Judged): PublicationRefusal | null {
  return state === 'unconfirmed' ? null : 'publication.not_unclear'
}

/** Why it cannot be confirmed by hand. */
export function whyNotConfirmManual({ state, isManual }: Judged): PublicationRefusal | null {
  if (!isManual) return 'publication.not_manual'
  if (state === 'published') return 'publication.already_published'
  return state === 'cancelled' ? 'publication.cancelled' : null
}

/** Why the live text cannot be brought up to date. */
export function whyNotUpdate({ state, isManual, remoteId }: Judged): PublicationRefusal | null {
  if (isManual) return 'publication.cannot_update_by_hand'
  return state === 'published' && remoteId !== null ? null : 'publication.not_live'
}

const minute = 60_000

/** The moment before which nothing goes out. */
export function commitAt({ dueAt, notBefore }: Pick<Judged, 'dueAt' | 'notBefore'>): Date | null {
  if (dueAt === null) return null
  return notBefore !== null && notBefore > dueAt ? notBefore : dueAt
}

/** The last moment at which a late one still goes out by itself; later ones are missed (T18–T20). */
export function deadlineOf(publication: Judged): Date | null {
  const start = publication.lateAllowedAt ?? commitAt(publication)
  if (start === null) return null
  const graceEnds = new Date(start.getTime() + publication.graceMinutes * minute)
  const { notAfter } = publication
  return notAfter !== null && notAfter < graceEnds ? notAfter : graceEnds
}

/** How long before its moment a publication is first looked at: early enough to tell what stands against it. */
const firstLookMs = 15 * minute

/** When the engine looks at a planned publication for the first time; null without a time. */
export function firstLookAt(publication: Pick<Judged, 'dueAt' | 'notBefore'>): Date | null {
  const start = commitAt(publication)
  return start === null ? null : new Date(start.getTime() - firstLookMs)
}

/** When a manual publication that nobody confirmed is told to the leaders. */
export function escalateAt(publication: Pick<Judged, 'dueAt' | 'notBefore'>): Date | null {
  const start = commitAt(publication)
  return start === null ? null : new Date(start.getTime() + 30 * minute)
}

/** Whether it is too late to go out without asking. */
export function isTooLate(publication: Judged, now: Date): boolean {
  const deadline = deadlineOf(publication)
  return deadline !== null && now > deadline
}

/** How long before its moment a text is drafted at the platform, so that uploads do not delay it. */
export function prepareLeadMs(imageCount: number): number {
  return imageCount > 0 ? 10 * minute : minute
}

/** Minutes between the planned and the real moment; null when it was on time (within a minute). */
export function lateMinutes(dueAt: Date | null, publishedAt: Date | null): number | null {
  if (dueAt === null || publishedAt === null) return null
  const minutes = Math.floor((publishedAt.getTime() - dueAt.getTime()) / minute)
  return minutes >= 1 ? minutes : null
}

/** Pause before try `attempt + 1`: 60 s, doubled each time, at most an hour, spread by up to a tenth (T60). */
export function backoffMs(attempt: number, spread: number): number {
  const base = Math.min(minute * 2 ** Math.max(0, attempt - 1), 60 * minute)
  return Math.round(base * (1 + 0.1 * spread))
}

/** How long after the intent the platform is asked what became of it; then a person decides. */
const looksAfterMs = [5_000, 30_000, 2 * minute, 10 * minute]

/** When to look at the platform next for an unknown outcome; null: no more. */
export function nextLookAt(intentAt: Date, now: Date): Date | null {
  const after = looksAfterMs.find((ms) => intentAt.getTime() + ms > now.getTime())
  return after === undefined ? null : new Date(intentAt.getTime() + after)
}

const maxAttempts = 8

export type Verdict =
  | { state: 'scheduled'; nextAt: Date; countsAsAttempt: boolean }
  | { state: 'failed' }
  | { state: 'missed' }
  | { state: 'blocked'; blockedBy: BlockedBy }
  | { state: 'unconfirmed'; nextAt: Date | null }

/** What follows from a failure (publishing-failures.md §8: classification). `spread` is 0 to 1. */
export function afterFailure(
  failure: ChannelFailure,
  publication: Judged & { attempt: number },
  now: Date,
  spread: number,
): Verdict {
  switch (failure.kind) {
    case 'rejected':
    case 'api_version':
      return { state: 'failed' }
    case 'auth':
      return { state: 'blocked', blockedBy: 'auth' }
    case 'unknown':
      return { state: 'unconfirmed', nextAt: nextLookAt(now, now) }
    case 'rate_limited':
      return later(publication, failure.retryAt, false)
    case 'transient': {
      if (publication.attempt >= maxAttempts) return { state: 'failed' }
      return later(publication, new Date(now.getTime() + backoffMs(publication.attempt, spread)), true)
    }
    default:
      return failure satisfies never
  }
}

// A try that would come too late is told now, not then (T61).
function later(publication: Judged, at: Date, countsAsAttempt: boolean): Verdict {
  return isTooLate(publication, at)
    ? { state: 'missed' }
    : { state: 'scheduled', nextAt: at, countsAsAttempt }
}
