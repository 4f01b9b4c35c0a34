import type { TextsLike } from '../../kernel/text/text.ts'
import type { de } from './guest.text.de.ts'

export const en = {
  mail: {
    request: {
      subject: 'Please approve: {title}',
      greeting: 'Hello {name},',
      asks: '{requester} ({workspace}) asks for your approval of “{title}”.',
      note: 'Message from {requester}: {note}',
      how: 'Open the link, read the piece, then approve it or send it back with a comment. When you open it we send a code to this address; you do not need an account.',
      until: 'The link is valid until {until}.',
      action: 'View the piece',
    },
    reminder: {
      subject: 'Reminder: approval of {title}',
      asks: '{requester} ({workspace}) is still waiting for your approval of “{title}”.',
    },
    code: {
      subject: 'Your code for the approval',
      text: 'Use this code to open the piece you were asked to approve. It is valid for 10 minutes.',
      footer: 'You did not ask for a code? Then you can simply delete this e-mail.',
    },
    footer: 'You receive this e-mail because {requester} asked for your approval through Leitstand.',
  },
  page: {
    title: 'Approval',
    greeting: '{requester} asks for your approval',
    forWorkspace: 'for {workspace}',
    codeHow: 'To be safe we send a six-digit code to {email}. It opens the piece.',
    codeHowHeld:
      'To be safe, a six-digit code opens the piece. Leitstand cannot send e-mails here: request the code and have {requester} give it to you.',
    sendCode: 'Send code',
    makeCode: 'Request code',
    sendAgain: 'Send the code again',
    makeAgain: 'Request a new code',
    codeSent: 'We sent a code to {email}. It is valid for 10 minutes.',
    codeHeld:
      'Your code is now in the outbox of {workspace}. Ask {requester} for it. It is valid for 10 minutes.',
    code: 'Six-digit code',
    wrongCode: 'The code is not right. {left|One try left.|# tries left.}',
    open: 'Open the piece',
    ended: 'This link is no longer valid',
    endedHow: 'It has expired or was withdrawn. Ask {requester} for a new one.',
    unknown: 'There is no such link',
    unknownHow: 'Please check that you opened the whole link from the e-mail.',
    leave: 'Sign out',
    left: 'You are signed out. The link in the e-mail lets you in again.',
  },
} as const satisfies TextsLike<typeof de>
