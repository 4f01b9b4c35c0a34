import { z } from 'zod'
import { everyMember, leaders, type Role } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import type { Call } from '../../kernel/call.ts'
import { command, query } from '../../kernel/procedure.ts'
import { refuseIf } from '../../kernel/refusal.ts'
import { revokeInvitationsOf } from './invitation.store.ts'
import { whyNotManage } from './member.rules.ts'
import { Member, MemberAt, MemberShown, RoleChange, type MemberAction } from './member.schema.ts'
import {
  changeMember,
  countOwnersAlone,
  listMembersFor,
  memberOrRefuse,
  personOrRefuse,
} from './member.store.ts'
import { Nothing } from './person.schema.ts'

const stateAfter = {
  suspend: 'suspended',
  resume: 'active',
  remove: 'removed',
  changeRole: undefined,
} as const

async function manage(call: Call, action: MemberAction, input: z.output<typeof MemberAt> & { role?: Role }) {
  const judge = personOrRefuse(call)
  const owners = await countOwnersAlone(call)
  const member = await memberOrRefuse(call, input.memberId)
  refuseIf(whyNotManage(action, member, judge, owners, input.role))
  const state = stateAfter[action]
  if (action === 'remove') await revokeInvitationsOf(call, member.memberId)
  const after = await changeMember(call, input, {
    ...(input.role ? { role: input.role } : {}),
    ...(state ? { state } : {}),
  })
  const shown = ({ role, state: now }: Member) => ({ role, state: now })
  recordChange(call, {
    objectType: 'member',
    objectId: member.memberId,
    label: member.name,
    before: shown(member),
    after: shown(after),
  })
  return after
}

export const memberApi = {
  list: query({
    path: '/members',
    allow: everyMember,
    summary: 'Everybody who belongs to the workspace, with what the caller may do about them.',
    input: Nothing,
    output: z.object({ members: z.array(MemberShown) }),
    run: async (call) => ({ members: await listMembersFor(call) }),
  }),
  changeRole: command({
    path: '/members/{memberId}/role',
    method: 'PUT',
    allow: leaders,
    audit: 'member.change_role',
    summary: 'Gives a member another role. The last owner stays owner.',
    input: RoleChange,
    output: Member,
    run: (call, input) => manage(call, 'changeRole', input),
  }),
  suspend: command({
    path: '/members/{memberId}/suspension',
    method: 'PUT',
    allow: leaders,
    audit: 'member.suspend',
    summary: 'Keeps a member out until they are let in again.',
    input: MemberAt,
    output: Member,
    run: (call, input) => manage(call, 'suspend', input),
  }),
  resume: command({
    path: '/members/{memberId}/suspension',
    method: 'DELETE',
    allow: leaders,
    audit: 'member.resume',
    summary: 'Lets a suspended member in again.',
    input: MemberAt,
    output: Member,
    run: (call, input) => manage(call, 'resume', input),
  }),
  remove: command({
    path: '/members/{memberId}',
    method: 'DELETE',
    allow: leaders,
    audit: 'member.remove',
    summary: 'Takes a person out of the workspace; their name stays on what they did.',
    input: MemberAt,
    output: Member,
    run: (call, input) => manage(call, 'remove', input),
  }),
}
