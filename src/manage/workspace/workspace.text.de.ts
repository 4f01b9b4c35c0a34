export const workspaceDe = {
  title: 'Arbeitsbereich einrichten',
  name: 'Name',
  slug: 'Kurzname',
  slugHint: 'Steht in der Adresse. Wer die alte Adresse gespeichert hat, muss neu suchen.',
  zone: 'Zeitzone',
  zoneHint: 'In dieser Zone wird geplant und veröffentlicht.',
  language: 'Sprache',
  languageHint: 'In dieser Sprache gehen Mails an Menschen ohne Konto.',
  languageName: { de: 'Deutsch', en: 'Englisch' },
  currency: 'Währung',
  approvalRequired: 'Veröffentlichen nur mit Freigabe',
  approvalHint:
    'Ohne gültige Freigabe geht dann nichts hinaus. Wer nach der Freigabe etwas ändert, braucht eine neue.',
  save: 'Speichern',
  saved: 'Gespeichert.',
  demo: 'Das ist ein Vorführ-Arbeitsbereich mit erfundenen Daten.',
  removeDemo: 'Vorführung löschen',
  removeDemoTitle: 'Vorführung löschen?',
  removeDemoText:
    'Der Arbeitsbereich wird mit allem, was darin ist, endgültig gelöscht. Deine anderen Arbeitsbereiche bleiben, wie sie sind.',
  refusal: {
    'workspace.slug_taken': 'Diesen Kurznamen hat schon ein anderer Arbeitsbereich.',
    'workspace.stale':
      'Jemand anders hat die Einstellungen inzwischen geändert. Bitte sieh noch einmal nach.',
    'workspace.no_demo': 'Nur ein Vorführ-Arbeitsbereich lässt sich so löschen.',
    'workspace.leaders_only': 'Neue Arbeitsbereiche legt an, wer schon einen leitet.',
  },
} as const
