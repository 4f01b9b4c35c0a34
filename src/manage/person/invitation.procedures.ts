import { z } from 'zod'
import { leaders } from '../../kernel/access/role.ts'
import { recordChange, writeAudit } from '../../kernel/audit.ts'
import type { AccountCall, Call } from '../../kernel/call.ts'
import { networkOf } from '../../kernel/http/clientAddress.rules.ts'
import { announce } from '../../kernel/live.ts'
import { queueMail } from '../../kernel/mail/mail.ts'
import { accountCommand, accountQuery, command, query } from '../../kernel/procedure.ts'
import { Refusal, refuseIf } from '../../kernel/refusal.ts'
import { workspaceOf } from '../workspace/workspace.store.ts'
import { createAccount, findAccount } from './account.store.ts'
import { attemptsOf } from './attempts.ts'
import { hashGate } from './hashing.ts'
import {
  completeInvitation,
  invitationLink,
  invitationOrRefuse,
  invite,
  listInvitations,
  openInvitation,
  renewInvitation,
  revokeInvitationsOf,
  type OpenInvitation,
} from './invitation.store.ts'
import { whyNotInvite } from './member.rules.ts'
import { Acceptance, Invitation, InvitationMade, InvitationSeen, NewInvitation } from './member.schema.ts'
import { changeMember, memberOrRefuse, personOrRefuse } from './member.store.ts'
import { invitationMail } from './personMail.ts'
import { ById, Done, Landing, LinkToken, Nothing } from './person.schema.ts'
import { signInWith } from './session.store.ts'

async function handOver(call: Call, made: { id: string; token: string }, sendMail: boolean) {
  const invitation = await invitationOrRefuse(call, made.id)
  const link = invitationLink(call, made.token)
  if (sendMail) {
    const { name: workspaceName, language } = await workspaceOf(call)
    const mail = invitationMail(language, { ...invitation, workspaceName, link })
    // A held mail is shown in the outbox; what makes an owner is for owners only.
    const kind = invitation.role === 'owner' ? 'owner_invitation' : 'invitation'
    await queueMail(call, { ...mail, kind, to: { address: invitation.email, name: invitation.name } })
  }
  // Without a mail server the mail waits in the outbox, and whoever invites passes the link on.
  const isMailed = sendMail && call.app.settings.mail.smtpUrl !== null
  const { id, email, role, name } = invitation
  recordChange(call, { objectType: 'invitation', objectId: id, label: name, after: { email, role } })
  return { invitation, link, isMailed }
}

export const invitationApi = {
  list: query({
    path: '/invitations',
    allow: leaders,
    summary: 'Invitations that wait, also those that ran out.',
    input: Nothing,
    output: z.object({ invitations: z.array(Invitation) }),
    run: async (call) => ({ invitations: await listInvitations(call) }),
  }),
  create: command({
    path: '/invitations',
    allow: leaders,
    audit: 'invitation.create',
    summary: 'Invites a person by mail or by a link to hand over. The link is answered once.',
    input: NewInvitation,
    output: InvitationMade,
    run: async (call, input) => {
      refuseIf(whyNotInvite(input.role, personOrRefuse(call)), 'forbidden')
      return handOver(call, await invite(call, input), input.sendMail)
    },
  }),
  renew: command({
    path: '/invitations/{id}/renewal',
    allow: leaders,
    audit: 'invitation.renew',
    summary: 'Replaces the link of an invitation by a new one that runs 72 hours again.',
    input: ById.extend({ sendMail: z.boolean().default(true) }),
    output: InvitationMade,
    run: async (call, input) => {
      const before = await invitationOrRefuse(call, input.id)
      refuseIf(whyNotInvite(before.role, personOrRefuse(call)), 'forbidden')
      return handOver(call, await renewInvitation(call, before), input.sendMail)
    },
  }),
  revoke: command({
    path: '/invitations/{id}',
    method: 'DELETE',
    allow: leaders,
    audit: 'invitation.revoke',
    summary: 'Withdraws an invitation; its link ends.',
    input: ById,
    output: Done,
    run: async (call, { id }) => {
      const { memberId, name, role } = await invitationOrRefuse(call, id)
      refuseIf(whyNotInvite(role, personOrRefuse(call)), 'forbidden')
      await revokeInvitationsOf(call, memberId)
      const { version } = await memberOrRefuse(call, memberId)
      await changeMember(call, { memberId, version }, { state: 'removed' })
      recordChange(call, { objectType: 'invitation', objectId: id, label: name })
      return {}
    },
  }),
}

export const acceptanceApi = {
  invitation: accountQuery({
    path: '/invitation',
    allow: 'public',
    summary: 'What an invitation link is about. Looking does not use it up.',
    input: z.object({ token: LinkToken }),
    output: InvitationSeen,
    run: async (call, { token }) => {
      await attemptsOf(call.app).spend('openingByNetwork', networkOf(call.address))
      const { workspaceName, invitedBy, role, email, name, expiresAt } = await openInvitation(call, token)
      const hasAccount = (await findAccount(call, email)) !== null
      return { workspaceName, invitedBy, role, email, name, expiresAt: expiresAt.toISOString(), hasAccount }
    },
  }),
  acceptInvitation: accountCommand({
    gate: hashGate,
    path: '/invitation/acceptance',
    allow: 'public',
    audit: 'invitation.accept',
    summary: 'Accepts an invitation: with a new account, or signed in with the account of that very address.',
    input: Acceptance,
    output: Landing,
    run: async (call, input) => {
      await attemptsOf(call.app).spend('openingByNetwork', networkOf(call.address))
      const invitation = await openInvitation(call, input.token, true)
      const person = await personAccepting(call, invitation, input)
      await completeInvitation(call, invitation, person)
      const { workspaceId, memberId, role } = invitation
      recordChange(call, { objectType: 'member', objectId: memberId, label: person.name, after: { role } })
      // The workspace shall see it in its own audit log, not only the installation.
      await writeAudit({ ...call, workspaceId } as Call, 'invitation.accept')
      await announce(call.db, {
        workspaceId,
        action: 'member.accept',
        objectId: memberId,
        byUserId: person.userId,
      })
      return { workspace: invitation.slug }
    },
  }),
}

/**
 * Who accepts: the invitation binds to its address, so another signed-in account is refused (threats R36), and an
 * address that has an account already must sign in to it first.
 */
async function personAccepting(
  call: AccountCall,
  invitation: OpenInvitation,
  input: z.output<typeof Acceptance>,
) {
  if (call.actor.kind === 'account') {
    if (call.actor.email !== invitation.email)
      throw new Refusal('invitation.other_account', 'forbidden', { email: invitation.email })
    return { userId: call.actor.userId, name: call.actor.name }
  }
  if (await findAccount(call, invitation.email))
    throw new Refusal('invitation.sign_in_first', 'unauthenticated')
  const { name = invitation.name, password } = input
  if (password === undefined)
    throw new Refusal('person.password_short', 'invalid', {}, [{ path: 'password', code: 'too_small' }])
  const { email, language, zone } = invitation
  await createAccount(call, { name, email, password, zone, language: language === 'en' ? 'en' : 'de' })
  const userId = await signInWith(call, email, password)
  attemptsOf(call.app).remember(call, userId)
  return { userId, name }
}
