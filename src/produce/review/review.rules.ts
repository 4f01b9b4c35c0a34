import type { Actor } from '../../kernel/access/actor.ts'
import { leaders, planners, writers, type Role } from '../../kernel/access/role.ts'
import { canonicalJson } from '../manuscript/manuscript.rules.ts'
import type { ApprovalState, ReviewState } from './review.schema.ts'

/** Roles that may be asked for a decision. */
const deciders: readonly Role[] = ['owner', 'manager', 'editor', 'approver']
/** Between two reminders to the same person. */
const reminderPauseMs = 60 * 60_000

const hasRole = (actor: Actor, roles: readonly Role[]) => actor.kind === 'user' && roles.includes(actor.role)

type Open = {
  state: ApprovalState
  expiresAt: Date
  askedUserId: string | null
  requestedBy: string | null
  isGuest: boolean
  remindedAt: Date | null
  requestedAt: Date
}

/** The state as it is now: a request whose time is over has expired, also before the job that writes it down ran. */
export function stateAt(approval: Pick<Open, 'state' | 'expiresAt'>, now: Date): ApprovalState {
  return approval.state === 'requested' && approval.expiresAt <= now ? 'expired' : approval.state
}

/** Why the actor cannot ask for an approval of this content; null when they can. */
export function whyNotRequest(actor: Actor, content: { isBlank: boolean }): string | null {
  if (actor.kind !== 'system' && !hasRole(actor, writers)) return 'approval.writers_only'
  return content.isBlank ? 'approval.nothing_written' : null
}

/** Why this member cannot be asked; null when they can. Only leaders may ask themselves. */
export function whyNotAsk(
  member: { userId: string | null; role: Role; state: string },
  actor: Actor,
): string | null {
  if (member.state !== 'active' || member.userId === null) return 'approval.member_inactive'
  if (!deciders.includes(member.role)) return 'approval.role_cannot_decide'
  const isSelf = actor.kind === 'user' && actor.userId === member.userId
  return isSelf && !hasRole(actor, leaders) ? 'approval.own_request' : null
}

/**
 * Why the actor cannot decide; null when they can. A guest reaches only the approval of their link, which the store
 * sees to.
 */
export function whyNotDecide(approval: Open, actor: Actor, now: Date): string | null {
  const state = stateAt(approval, now)
  if (state === 'expired') return 'approval.expired'
  if (state !== 'requested') return 'approval.not_open'
  if (approval.isGuest) return actor.kind === 'guest' ? null : 'approval.not_asked'
  return actor.kind === 'user' && actor.userId === approval.askedUserId ? null : 'approval.not_asked'
}

/** Why the actor cannot take back the request, or a given approval; null when they can. */
export function whyNotWithdraw(approval: Open, actor: Actor, now: Date): string | null {
  const state = stateAt(approval, now)
  if (state !== 'requested' && state !== 'approved') return 'approval.not_open'
  if (hasRole(actor, planners) || actor.kind === 'system') return null
  const owner = state === 'requested' ? approval.requestedBy : approval.askedUserId
  return actor.kind === 'user' && actor.userId === owner ? null : 'approval.not_yours'
}

/** Why no reminder can go out; null when one can. */
export function whyNotRemind(approval: Open, actor: Actor, now: Date): string | null {
  if (stateAt(approval, now) !== 'requested') return 'approval.not_open'
  if (!hasRole(actor, planners) && !(actor.kind === 'user' && actor.userId === approval.requestedBy))
    return 'approval.not_yours'
  const last = approval.remindedAt ?? approval.requestedAt
  return now.getTime() - last.getTime() < reminderPauseMs ? 'approval.reminded_just_now' : null
}

/** Why the guest cannot get a new link; null when they can. */
export function whyNotRenewLink(approval: Open, actor: Actor, now: Date): string | null {
  if (!approval.isGuest) return 'approval.no_guest'
  const state = stateAt(approval, now)
  if (state !== 'requested' && state !== 'expired') return 'approval.not_open'
  return hasRole(actor, planners) || (actor.kind === 'user' && actor.userId === approval.requestedBy)
    ? null
    : 'approval.not_yours'
}

/** What was, or is, there to be decided on; see `seenIn` in content.store.ts. */
export type Seen = { targets: readonly unknown[]; [part: string]: unknown }

/**
 * Whether what is there now was approved with what was seen: text, title, address, excerpt and pictures are the same,
 * and every place and time now planned was seen too. Who approved while no place and time was planned was told so and
 * left them open (decision 0006).
 */
export function doesCover(seen: Seen, now: Seen): boolean {
  const { targets: seenTargets, ...seenRest } = seen
  const { targets: targetsNow, ...restNow } = now
  if (canonicalJson(seenRest) !== canonicalJson(restNow)) return false
  const approved = new Set(seenTargets.map(canonicalJson))
  return approved.size === 0 || targetsNow.every((target) => approved.has(canonicalJson(target)))
}

type Given = {
  state: ApprovalState
  expiresAt: Date
  /** Who was asked: account or address. */
  asked: string
  /** Whether it covers the present content. */
  isCurrent: boolean
}

/**
 * Where a piece stands; `approvals` come newest first. Of each asked person the newest request counts, requests taken
 * back do not. One who said no to this very content, or has not answered yet, holds up the others' yes. What was said
 * of an earlier content counts no more once somebody was asked about the present one.
 */
export function reviewStateOf(approvals: readonly Given[], now: Date): ReviewState {
  const newest = new Map<string, Given>()
  for (const approval of approvals)
    if (approval.state !== 'withdrawn' && !newest.has(approval.asked)) newest.set(approval.asked, approval)
  const counting = [...newest.values()].map((approval) => ({ ...approval, state: stateAt(approval, now) }))
  const isAny = (state: ReviewState) =>
    counting.some((approval) => approval.state === state && (state === 'requested' || approval.isCurrent))
  const found = (['rejected', 'requested', 'approved'] as const).find(isAny)
  if (found) return found
  const [last] = counting
  if (!last) return approvals.length > 0 ? 'withdrawn' : 'none'
  return last.state === 'approved' ? 'void' : last.state
}
