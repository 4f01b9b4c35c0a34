import { leaders } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import { hasMailServer } from '../../kernel/mail/mail.ts'
import { command, query } from '../../kernel/procedure.ts'
import { ById, Done } from '../person/person.schema.ts'
import { OpenedMail, OutboxFilter, OutboxPage } from './outbox.schema.ts'
import { listMails, openMail, resendMail } from './outbox.store.ts'

export const outboxApi = {
  list: query({
    path: '/outbox',
    allow: leaders,
    summary: 'Mails of the workspace, newest first, and whether a mail server is configured.',
    input: OutboxFilter,
    output: OutboxPage,
    run: async (call, filter) => ({
      mails: await listMails(call, filter),
      hasMailServer: hasMailServer(call.app),
    }),
  }),
  // A command: who read somebody's link is written down (threats R39).
  open: command({
    path: '/outbox/{id}/opening',
    allow: leaders,
    audit: 'outbox.open',
    summary: 'The text and links of a mail that did not go out, to be passed on by hand.',
    input: ById,
    output: OpenedMail,
    run: async (call, { id }) => {
      const { toAddress, ...mail } = await openMail(call, id)
      recordChange(call, { objectType: 'mail', objectId: id, label: mail.subject, after: { toAddress } })
      return mail
    },
  }),
  resend: command({
    path: '/outbox/{id}/resending',
    allow: leaders,
    audit: 'outbox.resend',
    summary: 'Sends a mail once more that was held back or failed.',
    input: ById,
    output: Done,
    run: async (call, { id }) => {
      const { subject, toAddress } = await resendMail(call, id)
      recordChange(call, { objectType: 'mail', objectId: id, label: subject, after: { toAddress } })
      return {}
    },
  }),
}
