import type { Call } from '../../kernel/call.ts'
import { hasMailServer, sendMail } from '../../kernel/mail/mail.ts'
import { foundOrRefuse, refuseIf } from '../../kernel/refusal.ts'
import { personOrRefuse } from '../person/member.store.ts'
import { linksIn, whyNotOpen, whyNotResend } from './outbox.rules.ts'
import type { MailStatus, OutboxMail } from './outbox.schema.ts'

const columns = [
  'id',
  'kind',
  'toAddress',
  'toName',
  'subject',
  'status',
  'attempts',
  'error',
  'createdAt',
  'sentAt',
] as const

type Filter = { statuses: readonly MailStatus[]; before?: string | undefined; limit: number }

/** Mails of the workspace, newest first. */
export async function listMails(call: Call, { statuses, before, limit }: Filter): Promise<OutboxMail[]> {
  let rows = call.db
    .selectFrom('kernel.mail')
    .select(columns)
    .where('workspaceId', '=', call.workspaceId)
    .orderBy('id', 'desc')
    .limit(limit)
  if (statuses.length > 0) rows = rows.where('status', 'in', statuses)
  if (before !== undefined) rows = rows.where('id', '<', before)
  const reader = personOrRefuse(call)
  return (await rows.execute()).map((row) => {
    const mail = { ...row, status: row.status as MailStatus }
    return {
      ...mail,
      createdAt: row.createdAt.toISOString(),
      sentAt: row.sentAt?.toISOString() ?? null,
      may: { open: whyNotOpen(mail, reader), resend: whyNotResend(mail, hasMailServer(call.app)) },
    }
  })
}

async function mailOrRefuse(call: Call, id: string) {
  const row = await call.db
    .selectFrom('kernel.mail')
    .select([...columns, 'bodyText'])
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  const mail = foundOrRefuse(row, 'outbox.not_found')
  return { ...mail, status: mail.status as MailStatus }
}

/** The text of a mail that did not go out. @throws Refusal `outbox.delivered`, `outbox.owners_only` */
export async function openMail(call: Call, id: string) {
  const mail = await mailOrRefuse(call, id)
  refuseIf(whyNotOpen(mail, personOrRefuse(call)), 'forbidden')
  const { subject, bodyText: text, toAddress } = mail
  return { id, subject, text, links: linksIn(text), toAddress }
}

/** Queues a mail once more. @throws Refusal `outbox.no_server`, `outbox.delivered` */
export async function resendMail(call: Call, id: string): Promise<{ toAddress: string; subject: string }> {
  const mail = await mailOrRefuse(call, id)
  refuseIf(whyNotResend(mail, hasMailServer(call.app)))
  await call.db
    .updateTable('kernel.mail')
    .set({ status: 'queued', attempts: 0, error: null })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .execute()
  await call.app.jobs.later(call.db, sendMail.name, { workspaceId: call.workspaceId, id })
  return mail
}
