import { createTransport } from 'nodemailer'
import type { App } from '../app.ts'
import type { AccountCall, Call } from '../call.ts'
import { installationId } from '../db/database.ts'
import { newId } from '../id.ts'
import type { Job } from '../jobs.ts'
import type { MailBody } from './mailBody.ts'

export type NewMail = MailBody & {
  /** What the mail is for: `invitation`, `password_reset`, `approval_request` … */
  kind: string
  to: { address: string; name?: string }
}

/**
 * Queues a mail with the commit of the transaction. Without a mail server the mail is held and shown in the outbox,
 * where a manager can pass its link on by hand. Answers the id of the mail.
 */
export async function queueMail(call: Call | AccountCall, mail: NewMail): Promise<string> {
  const id = newId()
  const workspaceId = 'workspaceId' in call ? call.workspaceId : installationId
  const isHeld = !hasMailServer(call.app)
  await call.db
    .insertInto('kernel.mail')
    .values({
      workspaceId,
      id,
      kind: mail.kind,
      toAddress: oneLine(mail.to.address),
      toName: oneLine(mail.to.name ?? ''),
      subject: oneLine(mail.subject),
      bodyText: mail.text,
      bodyHtml: mail.html,
      status: isHeld ? 'held' : 'queued',
      createdAt: call.now,
    })
    .execute()
  if (!isHeld) await call.app.jobs.later(call.db, sendMail.name, { workspaceId, id })
  return id
}

/** Whether mails go out by themselves; without a mail server they are held in the outbox. */
export function hasMailServer({ settings }: Pick<App, 'settings'>): boolean {
  return settings.mail.smtpUrl !== null
}

// A line break in a header field would start another header (threats R55).
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ').trim()
}

const triesBeforeFailed = 8

/** Sends one queued mail. A temporary refusal of the server is tried again by the queue, a final one is kept. */
export const sendMail: Job = {
  name: 'mail.send',
  retryLimit: triesBeforeFailed,
  run: async (app, { workspaceId, id }) => {
    if (workspaceId === undefined || id === undefined) return
    const mail = await app.database.asSystem((db) =>
      db
        .selectFrom('kernel.mail')
        .selectAll()
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', id)
        .where('status', '=', 'queued')
        .executeTakeFirst(),
    )
    if (!mail || app.settings.mail.smtpUrl === null) return
    try {
      await transportOf(app).sendMail({
        from: app.settings.mail.from,
        to: { address: mail.toAddress, name: mail.toName },
        subject: mail.subject,
        text: mail.bodyText,
        html: mail.bodyHtml,
        // The id makes a mail that was sent twice after a crash recognisable as one.
        messageId: `<${mail.id}@${new URL(app.settings.publicUrl).hostname}>`,
      })
      // The text goes with it: it holds links that open something, and nobody reads it here any more (threats R38).
      const noText = { bodyText: '', bodyHtml: '' }
      await settle(app, workspaceId, id, { status: 'sent', sentAt: app.clock.now(), error: null, ...noText })
    } catch (error) {
      const { responseCode = 0, message } = error as Error & { responseCode?: number }
      const isFinal = responseCode >= 500 || mail.attempts + 1 >= triesBeforeFailed
      await settle(app, workspaceId, id, {
        status: isFinal ? 'failed' : 'queued',
        attempts: mail.attempts + 1,
        error: message.slice(0, 500),
      })
      if (!isFinal) throw error
    }
  },
}

function settle(app: App, workspaceId: string, id: string, change: object): Promise<unknown> {
  return app.database.asSystem((db) =>
    db
      .updateTable('kernel.mail')
      .set(change)
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', id)
      .execute(),
  )
}

/** The way out to the mail server of the settings; also used by `leitstand doctor` to check it. */
export function transportOf(app: { settings: Pick<App['settings'], 'mail'> }) {
  return createTransport(app.settings.mail.smtpUrl ?? '')
}
