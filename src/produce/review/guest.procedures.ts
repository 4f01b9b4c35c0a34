import { z } from 'zod'
import type { Actor } from '../../kernel/access/actor.ts'
import { recordChange, writeAudit } from '../../kernel/audit.ts'
import type { AccountCall, Call } from '../../kernel/call.ts'
import { hasMailServer } from '../../kernel/mail/mail.ts'
import { accountCommand, accountQuery } from '../../kernel/procedure.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { workspaceOf } from '../../manage/index.ts'
import { hintOf } from './guest.rules.ts'
import { CodeSent, GuestEntered, GuestEntry, GuestLink, GuestLinkByToken } from './guest.schema.ts'
import {
  closeSession,
  grantOfToken,
  guestOfSession,
  isOpen,
  newCode,
  openSession,
  tryCode,
  type GrantRow,
} from './guest.store.ts'
import { guestCookie, setGuestCookie } from './guestDoor.ts'
import { mailCode } from './review.mail.ts'

export const guestProcedures = {
  link: accountQuery({
    path: '/guest-links/{token}',
    allow: 'public',
    summary: 'Says who sent a guest link and whether it is still valid.',
    input: GuestLinkByToken,
    output: GuestLink,
    run: async (call, { token }) => {
      const { grant, workspaceId } = await grantOfToken(call, token)
      const { name } = await workspaceOf(inWorkspaceOf(call, grant))
      const { requestedByName } = await call.db
        .selectFrom('produce.approval')
        .select('requestedByName')
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', grant.approvalId)
        .executeTakeFirstOrThrow()
      const cookie = guestCookie(call.app, call.headers)
      const session = cookie === null ? null : await guestOfSession(call, cookie)
      return {
        state: isOpen(grant, call.now) ? ('open' as const) : ('ended' as const),
        workspaceName: name,
        requestedByName,
        emailHint: hintOf(grant.email),
        language: grant.language === 'en' ? ('en' as const) : ('de' as const),
        hasMailServer: hasMailServer(call.app),
        approvalId: session?.approvalId === grant.approvalId ? grant.approvalId : null,
      }
    },
  }),
  sendCode: accountCommand({
    path: '/guest-links/{token}/code',
    allow: 'public',
    audit: 'guest.send_code',
    summary: 'Mails the code that opens a guest link to its guest.',
    input: GuestLinkByToken,
    output: CodeSent,
    run: async (call, { token }) => {
      const grant = await openGrantOfToken(call, token)
      const inside = inWorkspaceOf(call, grant)
      await mailCode(inside, grant, await newCode(inside, grant.id))
      await auditInWorkspace(inside, grant, 'guest.send_code')
      return { emailHint: hintOf(grant.email) }
    },
  }),
  enter: accountCommand({
    path: '/guest-links/{token}/session',
    allow: 'public',
    audit: 'guest.enter',
    summary: 'Opens a guest link with the code from the mailbox; sets the guest cookie.',
    input: GuestEntry,
    output: GuestEntered,
    run: async (call, { token, code }) => {
      const grant = await openGrantOfToken(call, token)
      const inside = inWorkspaceOf(call, grant)
      const wrong = await tryCode(inside, grant.id, code)
      // An answer and no refusal: the used up try must be committed.
      if (wrong) {
        await auditInWorkspace(inside, grant, 'guest.wrong_code')
        return { approvalId: null, triesLeft: wrong.left }
      }
      const secret = await openSession(inside, grant.id)
      call.responseHeaders.append('set-cookie', setGuestCookie(call.app, secret))
      await auditInWorkspace(inside, grant, 'guest.enter')
      return { approvalId: grant.approvalId, triesLeft: null }
    },
  }),
  leave: accountCommand({
    method: 'DELETE',
    path: '/guest-session',
    allow: 'public',
    audit: 'guest.leave',
    summary: 'Ends the guest session of this browser.',
    input: z.object({}),
    output: z.object({}),
    run: async (call) => {
      const cookie = guestCookie(call.app, call.headers)
      // Refused without a session, so that strangers do not fill the audit log.
      if (cookie === null || !(await closeSession(call, cookie))) throw new Refusal('guest.not_entered')
      call.responseHeaders.append('set-cookie', setGuestCookie(call.app, ''))
      return {}
    },
  }),
}

async function openGrantOfToken(call: AccountCall, token: string): Promise<GrantRow> {
  const { grant } = await grantOfToken(call, token)
  if (!isOpen(grant, call.now)) throw new Refusal('guest.link_ended', 'forbidden')
  return grant
}

/** The call as it is inside the workspace of the link, with the guest as the one who acts. */
function inWorkspaceOf(call: AccountCall, grant: GrantRow): Call {
  const { app, db, now, requestId } = call
  const { id: grantId, email, name, pieceId: objectId, workspaceId } = grant
  const actor: Actor = { kind: 'guest', grantId, email, name, objectId }
  return { app, db, now, requestId, workspaceId, actor, audit: {} }
}

// The command's own row belongs to the installation; those who run the workspace look for it in theirs.
async function auditInWorkspace(inside: Call, grant: GrantRow, action: string): Promise<void> {
  recordChange(inside, { objectType: 'approval', objectId: grant.approvalId, label: grant.email })
  await writeAudit(inside, action)
}
