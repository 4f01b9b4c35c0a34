import type { Role } from '../../kernel/access/role.ts'
import type { Member, MemberAction } from './member.schema.ts'

type Judge = { memberId: string; role: Role }
type Target = Pick<Member, 'memberId' | 'role' | 'state'>
export type MemberRefusal = 'member.owners_only' | 'member.last_owner' | 'member.self' | 'member.wrong_state'

const actionable: Record<MemberAction, readonly Member['state'][]> = {
  changeRole: ['active', 'suspended', 'invited'],
  suspend: ['active'],
  resume: ['suspended'],
  remove: ['active', 'suspended', 'invited'],
}

/**
 * Why `judge` cannot do this to the member; null when they can. `activeOwners` counts the owners who can sign in:
 * the last of them stays, or nobody could let anybody in again.
 */
export function whyNotManage(
  action: MemberAction,
  target: Target,
  judge: Judge,
  activeOwners: number,
  nextRole?: Role,
): MemberRefusal | null {
  if (!actionable[action].includes(target.state)) return 'member.wrong_state'
  if (judge.role !== 'owner' && (target.role === 'owner' || nextRole === 'owner')) return 'member.owners_only'
  const losesOwner =
    target.role === 'owner' &&
    target.state === 'active' &&
    (action === 'suspend' || action === 'remove' || (action === 'changeRole' && nextRole !== 'owner'))
  if (losesOwner && activeOwners <= 1) return 'member.last_owner'
  if (action === 'suspend' && target.memberId === judge.memberId) return 'member.self'
  return null
}

/** Why this role cannot be given in an invitation; null when it can. */
export function whyNotInvite(role: Role, judge: { role: Role }): MemberRefusal | null {
  return role === 'owner' && judge.role !== 'owner' ? 'member.owners_only' : null
}

const hourMs = 60 * 60_000
/** An invitation can be accepted for 72 hours (threats R30). */
export const invitationLifeMs = 72 * hourMs
/** A reset link works for 30 minutes (threats R30). */
export const resetLifeMs = hourMs / 2
