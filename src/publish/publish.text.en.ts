import type { TextsLike } from '../kernel/text/text.ts'
import type { publishDe } from './publish.text.de.ts'

export const publishEn = {
  refusal: {
    'publication.not_found': 'This publication does not exist (any more).',
    'publication.stale': 'The publication has changed meanwhile. Have a look at how it stands now.',
    'publication.running': 'The piece is being published right now.',
    'publication.already_published': 'The piece has already been published here.',
    'publication.unclear': 'It is unclear whether the piece is online. Have a look and settle that first.',
    'publication.cancelled': 'The publication is cancelled. A new date brings it back.',
    'publication.approved_for_later':
      'The approval is for the planned time. An earlier one needs a new approval.',
    'publication.not_failed': 'Nothing has failed here.',
    'publication.not_unclear': 'There is nothing to settle here.',
    'publication.not_manual': 'Leitstand publishes on this channel by itself.',
    'publication.by_hand': 'You publish on this channel by hand and then report it here.',
    'publication.not_live': 'The piece is not online here yet.',
    'publication.cannot_update_by_hand': 'You look after this channel by hand.',
    'publication.over': 'The last permitted moment has passed.',
    'publication.approval_missing': 'The approval is still missing. Ask for it, then this goes on.',
    'publication.approval_void':
      'The approval no longer holds because the piece or its time has changed. Please ask for approval again.',
    'publication.approved_too_late':
      'At the planned time the approval was missing. Publish now, choose a new time or cancel.',
    'publication.too_late':
      'Leitstand could not keep the planned time. Publish now, choose a new time or cancel.',
    'publication.worker_died':
      'Leitstand was ended in the middle of its work and is looking at what has happened.',
    'publication.piece_deleted': 'The piece was deleted.',
    'channel.not_found': 'This channel does not exist (any more).',
    'channel.stale': 'Somebody else has changed the channel meanwhile.',
    'channel.name_taken': 'There is already a channel of this name.',
    'channel.no_connector': 'This channel cannot be connected.',
    'channel.needs_reconnect':
      'The credentials of the channel are refused. Connect it again, then this goes on.',
    'channel.paused': 'The channel is paused. Resume it, then this goes on.',
    'channel.has_planned': 'Something is still planned on this channel. Move it or cancel it.',
    'channel.other_account': 'That is another website. Please add a channel of its own for it.',
    'channel.archived': 'The channel is archived.',
    'channel.secret_unreadable': 'The stored password can no longer be read. Connect the channel again.',
    'wordpress.address_malformed': 'That is not a web address.',
    'wordpress.no_interface':
      'No WordPress interface answers at {address}. Is the address right? A security plugin may also have switched it off.',
    'wordpress.password_refused':
      'WordPress refuses the user name or the application password. The ordinary login password does not work here. If both are right, the web server does not pass the login on (Authorization header).',
    'wordpress.https_needed':
      'The website has to be reachable by https: without encryption WordPress allows no application passwords.',
    'wordpress.passwords_off':
      'Application passwords are switched off on this website, mostly by a security plugin.',
    'wordpress.may_not_publish':
      'The role “{role}” may not publish in WordPress. It takes at least “author”.',
    'wordpress.may_not_upload': 'The role “{role}” may not upload pictures in WordPress.',
    'wordpress.html_filtered':
      'For the role “{role}” WordPress removes some HTML elements (scripts, embeds).',
    'wordpress.too_many_requests': 'The website asks for a pause. Leitstand tries again after it.',
    'wordpress.moved': 'The website answers at another address. Connect the channel again.',
    'wordpress.blocked': 'The website turned the request away, probably a security plugin or a firewall.',
    'wordpress.upload_refused': 'WordPress does not accept a picture: wrong type of file, or too large.',
    'wordpress.refused': 'WordPress refused the request.',
    'wordpress.no_reliable_answer': 'The website gave no answer that can be understood.',
    'wordpress.no_answer': 'The website did not answer in time.',
    'wordpress.draft_gone': 'The draft is no longer there in WordPress.',
    'wordpress.interface_closed': 'The interface of WordPress is switched off, mostly by a security plugin.',
    'wordpress.invalid': 'WordPress finds these values invalid: {fields}.',
    'wordpress.not_allowed': 'The WordPress account may not do that. Check its role.',
    'wordpress.address_refused':
      'This address is in the internal network. Whoever runs Leitstand can allow it (LEITSTAND_ALLOW_PRIVATE_HOSTS).',
    'wordpress.certificate': 'The certificate of the website is invalid or has expired.',
    'wordpress.unresolved': 'This address is unknown. Is it spelled correctly?',
    'wordpress.unreachable': 'The website cannot be reached at the moment.',
    'wordpress.title_missing': 'The title is missing.',
    'wordpress.text_missing': 'The piece has no text yet.',
    'wordpress.slug_invalid':
      'The part of the address (slug) may only consist of lower-case letters, digits and hyphens.',
    'wordpress.slug_taken': 'That part of the address was taken, so it is now “{slug}”.',
    'wordpress.edited_there':
      'Somebody has changed the draft in WordPress. “Try again” brings back the text from Leitstand.',
    'wordpress.not_published': 'WordPress did not publish the piece at once.',
    'wordpress.still_draft': 'The piece is still a draft in WordPress.',
    'wordpress.post_gone': 'The piece no longer exists in WordPress.',
    'wordpress.category_lost': 'A category no longer exists in WordPress; it was left out.',
    'wordpress.featured_lost': 'WordPress did not take the featured image.',
    'wordpress.text_changed': 'WordPress changed parts of the text.',
  },
  notification: {
    'publication.failed': 'Not published: {title} on {channel}',
    'publication.missed': 'Time missed: {title} on {channel}',
    'publication.unconfirmed': 'Please check whether it is online: {title} on {channel}',
    'publication.blocked': 'Waiting for approval: {title} on {channel}',
    'publication.awaiting_manual': 'To be published by hand now: {title} on {channel}',
    'publication.still_manual': 'Still not published by hand: {title} on {channel}',
    'publication.live_after_all': 'Published after all: {title} on {channel}',
    'channel.needs_reconnect':
      'Channel {channel} needs new credentials. What is planned waits, for example: {title}',
  },
  mail: {
    due: 'Planned for: {when}',
    open: 'Open the piece',
    footer: 'You receive this message because the piece or the channels are in your hands.',
  },
} as const satisfies TextsLike<typeof publishDe>
