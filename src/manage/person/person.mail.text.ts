import type { Texts } from '../../kernel/text/text.ts'

const de = {
  greeting: 'Hallo {name},',
  invitation: {
    subject: '{invitedBy} lädt dich zu „{workspaceName}“ in Leitstand ein',
    what: '{invitedBy} möchte mit dir im Arbeitsbereich „{workspaceName}“ zusammenarbeiten. Leitstand ist die gemeinsame Leitzentrale für Planung, Texte, Freigaben und Veröffentlichungen.',
    until: 'Der Link gilt 72 Stunden und lässt sich einmal verwenden.',
    action: 'Einladung annehmen',
    footer: 'Du bekommst diese Mail, weil {invitedBy} deine Adresse eingetragen hat. Wenn du damit nichts anfangen kannst, lösche sie einfach.',
  },
  reset: {
    subject: 'Neues Passwort für Leitstand',
    what: 'Jemand hat für dein Konto ein neues Passwort angefordert. Über den Link legst du es fest.',
    until: 'Der Link gilt 30 Minuten und lässt sich einmal verwenden.',
    action: 'Neues Passwort festlegen',
    footer: 'Wenn du das nicht warst, brauchst du nichts zu tun: Dein Passwort bleibt, wie es ist.',
  },
  changed: {
    subject: 'Dein Leitstand-Passwort wurde geändert',
    what: 'Dein Passwort ist soeben geändert worden. Alle anderen Geräte sind abgemeldet.',
    ifNot: 'Warst du das nicht? Dann lege sofort ein neues Passwort fest und gib deiner Leitung Bescheid.',
    action: 'Zu Leitstand',
    footer: 'Diese Mail geht zur Sicherheit an jede Person, deren Passwort sich ändert.',
  },
}

const en = {
  greeting: 'Hello {name},',
  invitation: {
    subject: '{invitedBy} invites you to “{workspaceName}” in Leitstand',
    what: '{invitedBy} would like to work with you in the workspace “{workspaceName}”. Leitstand is the shared control room for planning, texts, approvals and publications.',
    until: 'The link is valid for 72 hours and can be used once.',
    action: 'Accept invitation',
    footer: 'You receive this mail because {invitedBy} entered your address. If it means nothing to you, simply delete it.',
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

export const personMailText: Texts<typeof de> = { de, en }
