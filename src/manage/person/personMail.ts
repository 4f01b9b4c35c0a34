import { mailBody, type MailBody } from '../../kernel/mail/mailBody.ts'
import { textsIn, type Language } from '../../kernel/text/text.ts'
import { personMailText } from './personMail.text.ts'

/** The mail that carries an invitation link. */
export function invitationMail(
  language: Language,
  {
    invitedBy,
    workspaceName,
    link,
    name,
  }: { invitedBy: string; workspaceName: string; link: string; name: string },
): MailBody {
  const t = textsIn(personMailText, language)
  const params = { invitedBy, workspaceName, name }
  return mailBody({
    subject: t('invitation.subject', params),
    paragraphs: [t('greeting', params), t('invitation.what', params), t('invitation.until')],
    action: { label: t('invitation.action'), url: link },
    footer: t('invitation.footer', params),
  })
}

/** The mail that carries a reset link. */
export function resetMail(language: Language, { name, link }: { name: string; link: string }): MailBody {
  const t = textsIn(personMailText, language)
  return mailBody({
    subject: t('reset.subject'),
    paragraphs: [t('greeting', { name }), t('reset.what'), t('reset.until')],
    action: { label: t('reset.action'), url: link },
    footer: t('reset.footer'),
  })
}

/** Tells a person that their password is another one now. */
export function passwordChangedMail(
  language: Language,
  { name, link }: { name: string; link: string },
): MailBody {
  const t = textsIn(personMailText, language)
  return mailBody({
    subject: t('changed.subject'),
    paragraphs: [t('greeting', { name }), t('changed.what'), t('changed.ifNot')],
    action: { label: t('changed.action'), url: link },
    footer: t('changed.footer'),
  })
}
