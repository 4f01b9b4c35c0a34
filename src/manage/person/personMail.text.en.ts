import type { TextsLike } from '../../kernel/text/text.ts'
import type { personMailDe } from './personMail.text.de.ts'

export const personMailEn: TextsLike<typeof personMailDe> = {
  greeting: 'Hello {name},',
  invitation: {
    subject: '{invitedBy} invites you to “{workspaceName}” in Leitstand',
    what: '{invitedBy} would like to work with you in the workspace “{workspaceName}”. Leitstand is the shared control room for planning, texts, approvals and publications.',
    until: 'The link is valid for 72 hours and can be used once.',
    action: 'Accept invitation',
    footer:
      'You receive this mail because {invitedBy} entered your address. If it means nothing to you, simply delete it.',
  },
  reset: {
    subject: 'New password for Leitstand',
    what: 'Somebody asked for a new password for your account. Use the link to set it.',
    until: 'The link is valid for 30 minutes and can be used once.',
    action: 'Set new password',
    footer: 'If that was not you, there is nothing to do: your password stays as it is.',
  },
  changed: {
    subject: 'Your Leitstand password was changed',
    what: 'Your password has just been changed. All other devices are signed out.',
    ifNot: 'Was that not you? Then set a new password at once and tell the person who manages your team.',
    action: 'Open Leitstand',
    footer: 'For safety, this mail goes to everybody whose password changes.',
  },
}
