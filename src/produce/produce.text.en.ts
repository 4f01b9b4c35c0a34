import type { TextsLike } from '../kernel/text/text.ts'
import type { notificationDe, refusalDe } from './produce.text.de.ts'

export const refusalEn = {
  'manuscript.stale':
    'Someone else has changed the text in the meantime. Yours is still here – compare the two.',
  'manuscript.nothing_written': 'Nothing is written here yet.',
  'manuscript.version_not_found': 'This version is not there (any more).',
  'asset.not_found': 'This picture is not there (any more).',
  'asset.unknown_in_text': 'The text has a picture that is not kept here. Remove it and insert it again.',
  'asset.not_a_picture': 'This file is not a picture we can open. Use JPEG, PNG, WebP or GIF.',
  'asset.svg': 'We do not take SVG files because they can contain programs. Export the picture as PNG.',
  'asset.heic': 'This server cannot open HEIC pictures. Save the picture as JPEG and upload it again.',
  'asset.too_many_pixels':
    'The picture has {megapixels} megapixels; 50 is the limit. Please make it smaller.',
  'asset.damaged': 'The picture is damaged and cannot be opened.',
  'approval.not_found': 'This approval is not there (any more).',
  'approval.writers_only': 'Approval is asked for by those who write the piece.',
  'approval.nothing_written': 'Write a text first: there is nothing to approve yet.',
  'approval.member_inactive': 'This person does not work in this workspace at present.',
  'approval.role_cannot_decide': 'This person’s role does not allow approvals.',
  'approval.own_request': 'Please ask somebody else for the approval.',
  'approval.already_asked': '{name} has been asked and has not decided yet.',
  'approval.expired': 'The time for this approval is over.',
  'approval.not_open': 'This has been decided already.',
  'approval.not_asked': 'Only the person who was asked can decide.',
  'approval.not_yours': 'Only the person who asked for the approval, or the editors, can do this.',
  'approval.reminded_just_now': 'The request or the last reminder is less than an hour old.',
  'approval.no_guest': 'No guest was asked here, so there is no link.',
  'approval.content_changed': 'The piece has just been changed. Please read it again before you decide.',
  'approval.stale': 'Something about this approval has just changed. Reload the page.',
  'guest.unknown_link': 'There is no such link.',
  'guest.link_ended': 'This link is no longer valid.',
  'guest.code_just_sent': 'We have just sent a code. You can ask for the next one in {seconds} seconds.',
  'guest.too_many_codes': 'We have sent very many codes today. Please try again tomorrow.',
  'guest.code_over': 'This code is no longer valid. Ask for a new one.',
  'guest.not_entered': 'You are not signed in.',
  'cost.not_found': 'This cost is not there (any more).',
  'cost.stale': 'Someone else has changed this cost in the meantime.',
  'cost.planners_only': 'Costs are entered by the editors.',
} as const satisfies TextsLike<typeof refusalDe>

export const notificationEn = {
  'approval.requested': '{name} asks for your approval: {title}',
  'approval.reminder': '{name} is waiting for your approval: {title}',
  'approval.approved': '{by} approved: {title}',
  'approval.rejected': '{by} sent back: {title} – {reason}',
  'approval.voided': 'Approval void because the piece has changed: {title}',
  'approval.expired': '{name} did not decide in time: {title}',
} as const satisfies TextsLike<typeof notificationDe>
