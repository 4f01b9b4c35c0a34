export const personMailDe = {
  greeting: 'Hallo {name},',
  invitation: {
    subject: '{invitedBy} lädt dich zu „{workspaceName}“ in Leitstand ein',
    what: '{invitedBy} möchte mit dir im Arbeitsbereich „{workspaceName}“ zusammenarbeiten. Leitstand ist die gemeinsame Leitzentrale für Planung, Texte, Freigaben und Veröffentlichungen.',
    until: 'Der Link gilt 72 Stunden und lässt sich einmal verwenden.',
    action: 'Einladung annehmen',
    footer:
      'Du bekommst diese Mail, weil {invitedBy} deine Adresse eingetragen hat. Wenn du damit nichts anfangen kannst, lösche sie einfach.',
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
} as const
