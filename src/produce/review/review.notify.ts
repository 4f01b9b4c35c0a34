import { actorLabel } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import { mailBody, type MailBody } from '../../kernel/mail/mailBody.ts'
import { fill, textsIn, type Language, type TextParams } from '../../kernel/text/text.ts'
import { notify, workspaceOf } from '../../manage/index.ts'
import { notificationText } from '../text.ts'
import type { ApprovalRow } from './approval.store.ts'
import { reviewText } from './review.text.ts'

type Kind = keyof (typeof notificationText)['de']

/** Tells the member who is asked, also by mail; guests get a link of their own (review.mail.ts). */
export async function tellAsked(
  call: Call,
  approval: ApprovalRow,
  kind: 'approval.requested' | 'approval.reminder',
): Promise<void> {
  if (approval.askedUserId === null) return
  const params = { title: approval.pieceTitle, name: approval.requestedByName, note: approval.note }
  await tell(call, approval, approval.askedUserId, kind, params, approval.note)
}

/** Tells the person who asked what became of it, also by mail. */
export async function tellRequester(
  call: Call,
  approval: ApprovalRow,
  kind: 'approval.approved' | 'approval.rejected' | 'approval.voided' | 'approval.expired',
  params: { reason?: string } = {},
): Promise<void> {
  if (approval.requestedBy === null) return
  const reason = params.reason ?? ''
  const by = actorLabel(call.actor)
  const all = { title: approval.pieceTitle, name: approval.askedName, by, reason }
  await tell(call, approval, approval.requestedBy, kind, all, reason)
}

async function tell(
  call: Call,
  approval: ApprovalRow,
  userId: string,
  kind: Kind,
  params: TextParams,
  remark: string,
): Promise<void> {
  const { slug, name } = await workspaceOf(call)
  const url = `${call.app.settings.publicUrl}/w/${slug}/pieces/${approval.pieceId}`
  await notify(call, {
    userIds: [userId],
    kind,
    objectType: 'piece',
    objectId: approval.pieceId,
    params,
    mail: ({ language }) => memberMail(language, kind, params, { remark, url, workspace: name }),
  })
}

function memberMail(
  language: Language,
  kind: Kind,
  params: TextParams,
  { remark, url, workspace }: { remark: string; url: string; workspace: string },
): MailBody {
  const t = textsIn(reviewText, language)
  const sentence = fill(notificationText[language][kind], params, language)
  return mailBody({
    subject: sentence,
    paragraphs: [sentence, ...(remark === '' ? [] : [t('mail.quote', { text: remark })])],
    action: { label: t('mail.open'), url },
    footer: t('mail.footer', { workspace }),
  })
}
