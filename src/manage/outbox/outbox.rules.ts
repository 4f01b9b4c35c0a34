import type { Role } from '../../kernel/access/role.ts'
import type { MailStatus } from './outbox.schema.ts'

type Mail = { status: MailStatus; kind: string }

/**
 * Why the text of a mail is not shown; null when it is. Links in mails open doors for their readers, so a mail that
 * went out, or still will, is nobody else's to read; one that did not is passed on by hand.
 */
export function whyNotOpen(
  mail: Mail,
  reader: { role: Role },
): 'outbox.delivered' | 'outbox.owners_only' | null {
  if (mail.kind === 'owner_invitation' && reader.role !== 'owner') return 'outbox.owners_only'
  return mail.status === 'held' || mail.status === 'failed' ? null : 'outbox.delivered'
}

/** Why a mail cannot be sent again; null when it can. */
export function whyNotResend(
  mail: Mail,
  hasMailServer: boolean,
): 'outbox.no_server' | 'outbox.delivered' | null {
  if (!hasMailServer) return 'outbox.no_server'
  return mail.status === 'held' || mail.status === 'failed' ? null : 'outbox.delivered'
}

/** The web addresses in a text, each once, in their order. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"]+/g) ?? []
  return [...new Set(found.map((link) => link.replace(/[.,;:!?)]+$/, '')))]
}
