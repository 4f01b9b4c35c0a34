import type { TextsLike } from '../../kernel/text/text.ts'
import type { outboxDe } from './outbox.text.de.ts'

export const outboxEn: TextsLike<typeof outboxDe> = {
  title: 'Outbox',
  intro: 'All mails of this workspace: what went out, what waits, what did not arrive.',
  noServerTitle: 'No mail server is configured',
  noServer:
    'Leitstand therefore holds mails back. Open a mail, copy its link and pass it on yourself. Whoever runs Leitstand can name a mail server with SMTP_URL.',
  to: 'To',
  subject: 'Subject',
  status: 'Status',
  created: 'Created',
  sent: 'Sent',
  statusName: { queued: 'waiting', held: 'held back', sent: 'sent', failed: 'not delivered' },
  open: 'Open',
  resend: 'Send again',
  resent: 'The mail is being sent again.',
  links: 'Links in this mail',
  copy: 'Copy',
  copied: 'Link copied.',
  warning:
    'The link opens everything it is meant for. Give it to {to} only. That you opened the mail is in the audit log.',
  empty: 'No mails yet',
  emptyWhat:
    'Invitations, requests for approval and important notes appear here as soon as Leitstand sends some.',
  refusal: {
    'outbox.not_found': 'This mail does not exist (any more).',
    'outbox.delivered': 'This mail is on its way or has arrived; only the person it goes to may read it.',
    'outbox.owners_only': 'Only owners may open this mail.',
    'outbox.no_server': 'No mail server is configured.',
  },
}
