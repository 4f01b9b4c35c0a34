import type { UserActor } from '../../kernel/access/actor.ts'
import type { Role } from '../../kernel/access/role.ts'
import type { AccountCall, Call } from '../../kernel/call.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import type { Language } from '../../kernel/text/text.ts'
import { memberActions, type Member, type MemberShown } from './member.schema.ts'
import { whyNotManage } from './member.rules.ts'
import { initialsOf } from './person.rules.ts'
import type { Membership } from './person.schema.ts'

type WorkspaceCall = Pick<Call, 'db' | 'workspaceId'>

function membersWithAddress(call: WorkspaceCall) {
  return call.db
    .selectFrom('manage.member as m')
    .leftJoin('identity.user as u', 'u.id', 'm.userId')
    .leftJoin('manage.invitation as i', (join) =>
      join
        .onRef('i.workspaceId', '=', 'm.workspaceId')
        .onRef('i.memberId', '=', 'm.id')
        .on('i.acceptedAt', 'is', null)
        .on('i.revokedAt', 'is', null),
    )
    .select(['m.id as memberId', 'm.userId', 'm.displayName as name', 'm.role', 'm.state', 'm.version'])
    .select((eb) => eb.fn.coalesce('u.email', 'i.email').as('email'))
    .where('m.workspaceId', '=', call.workspaceId)
}

type Row = Omit<Member, 'initials' | 'role' | 'state'> & { role: string; state: string }

function memberOf(row: Row): Member {
  return {
    ...row,
    initials: initialsOf(row.name),
    role: row.role as Role,
    state: row.state as Member['state'],
  }
}

async function findMember(call: WorkspaceCall, memberId: string): Promise<Member | null> {
  const row = await membersWithAddress(call).where('m.id', '=', memberId).executeTakeFirst()
  return row ? memberOf(row) : null
}

/** A member by id, also one who left. @throws Refusal `member.not_found` */
export async function memberOrRefuse(call: WorkspaceCall, memberId: string): Promise<Member> {
  return foundOrRefuse(await findMember(call, memberId), 'member.not_found')
}

async function listMembers(call: WorkspaceCall): Promise<Member[]> {
  const rows = await membersWithAddress(call)
    .where('m.state', '!=', 'removed')
    .orderBy('m.displayName')
    .orderBy('m.id')
    .execute()
  return rows.map(memberOf)
}

/** Everybody who belongs to the workspace (invited, active, suspended), with what the caller may do about each. */
export async function listMembersFor(call: Call): Promise<MemberShown[]> {
  const members = await listMembers(call)
  const owners = members.filter(isActiveOwner).length
  const judge = call.actor.kind === 'user' ? call.actor : null
  return members.map((member) => ({
    ...member,
    // Addresses are for those who answer for people; everybody else needs names.
    email: judge && isLeader(judge.role) ? member.email : null,
    may: Object.fromEntries(
      memberActions.map((action) => [
        action,
        judge && isLeader(judge.role) ? whyNotManage(action, member, judge, owners, 'viewer') : 'access.role',
      ]),
    ) as MemberShown['may'],
  }))
}

const isActiveOwner = ({ role, state }: { role: string; state: string }) =>
  role === 'owner' && state === 'active'
const isLeader = (role: Role) => role === 'owner' || role === 'manager'

/**
 * The number of owners who can sign in, with their rows locked until the end of the transaction: two owners who
 * remove each other at the same time must not both succeed.
 */
export async function countOwnersAlone(call: WorkspaceCall): Promise<number> {
  const owners = await call.db
    .selectFrom('manage.member')
    .select(['id', 'role', 'state'])
    .where('workspaceId', '=', call.workspaceId)
    .where('role', '=', 'owner')
    .orderBy('id')
    .forUpdate()
    .execute()
  return owners.filter(isActiveOwner).length
}

/** Writes a change to a member. @throws Refusal `member.stale` */
export async function changeMember(
  call: WorkspaceCall,
  { memberId, version }: { memberId: string; version: number },
  change: { role?: Role; state?: Member['state'] },
): Promise<Member> {
  const changed = await call.db
    .updateTable('manage.member')
    .set({ ...change, version: version + 1 })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', memberId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new Refusal('member.stale', 'stale')
  return memberOrRefuse(call, memberId)
}

/** The signed-in person behind a call in a workspace. @throws Refusal for guests and the system */
export function personOrRefuse(call: Pick<Call, 'actor'>): UserActor {
  if (call.actor.kind !== 'user') throw new Refusal('access.role', 'forbidden')
  return call.actor
}

/** Where a person may act, by name. System mode: looks over all workspaces. */
export async function membershipsOf(call: Pick<AccountCall, 'db'>, userId: string): Promise<Membership[]> {
  const rows = await call.db
    .selectFrom('manage.member as m')
    .innerJoin('manage.workspace as w', 'w.id', 'm.workspaceId')
    .select([
      'w.id',
      'w.slug',
      'w.name',
      'm.role',
      'm.id as memberId',
      'w.zone',
      'w.language',
      'w.currency',
      'w.approvalRequired',
      'w.isDemo',
    ])
    .where('m.userId', '=', userId)
    .where('m.state', '=', 'active')
    .where('w.deletedAt', 'is', null)
    .orderBy('w.name')
    .execute()
  return rows.map((row) => ({ ...row, role: row.role as Role, language: row.language as Language }))
}
