import type { Call } from '../../kernel/call.ts'
import { mailBody } from '../../kernel/mail/mailBody.ts'
import { queueMail } from '../../kernel/mail/mail.ts'
import { textsIn, type Language } from '../../kernel/text/text.ts'
import { workspaceOf } from '../../manage/index.ts'
import type { ApprovalRow } from './approval.store.ts'
import { guestText } from './guest.text.ts'
import { linkOf, type GrantRow } from './guest.store.ts'

function languageOf(grant: GrantRow): Language {
  return grant.language === 'en' ? 'en' : 'de'
}

/** Mails a guest the link to what they are asked to approve, for the first time or as a reminder. */
export async function mailLink(
  call: Call,
  approval: ApprovalRow,
  grant: GrantRow,
  kind: 'request' | 'reminder',
): Promise<void> {
  const language = languageOf(grant)
  const t = textsIn(guestText, language)
  const workspace = await workspaceOf(call)
  const params = {
    title: approval.pieceTitle,
    requester: approval.requestedByName,
    workspace: workspace.name,
  }
  const until = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: workspace.zone }).format(
    grant.expiresAt,
  )
  const body = mailBody({
    subject: t(`mail.${kind}.subject`, params),
    paragraphs: [
      t('mail.request.greeting', { name: grant.name }),
      t(`mail.${kind}.asks`, params),
      ...(approval.note === '' ? [] : [t('mail.request.note', { ...params, note: approval.note })]),
      t('mail.request.how'),
      t('mail.request.until', { until }),
    ],
    action: { label: t('mail.request.action'), url: linkOf(call.app, grant) },
    footer: t('mail.footer', params),
  })
  await queueMail(call, { ...body, kind: `approval_${kind}`, to: { address: grant.email, name: grant.name } })
}

/** Mails a guest the code that opens their link. */
export async function mailCode(call: Call, grant: GrantRow, code: string): Promise<void> {
  const t = textsIn(guestText, languageOf(grant))
  const body = mailBody({
    subject: t('mail.code.subject'),
    paragraphs: [t('mail.code.text')],
    code,
    footer: t('mail.code.footer'),
  })
  await queueMail(call, { ...body, kind: 'guest_code', to: { address: grant.email, name: grant.name } })
}
