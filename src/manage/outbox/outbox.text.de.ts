export const outboxDe = {
  title: 'Postausgang',
  intro: 'Alle Mails dieses Arbeitsbereichs: was hinausging, was wartet, was nicht ankam.',
  noServerTitle: 'Es ist kein Mailserver eingerichtet',
  noServer:
    'Leitstand hält Mails deshalb zurück. Öffne eine Mail, kopiere ihren Link und gib ihn selbst weiter. Wer Leitstand betreibt, kann mit SMTP_URL einen Mailserver angeben.',
  to: 'An',
  subject: 'Betreff',
  status: 'Status',
  created: 'Erstellt',
  sent: 'Gesendet',
  statusName: { queued: 'wartet', held: 'zurückgehalten', sent: 'gesendet', failed: 'nicht zugestellt' },
  open: 'Öffnen',
  resend: 'Noch einmal senden',
  resent: 'Die Mail wird noch einmal gesendet.',
  links: 'Links in dieser Mail',
  copy: 'Kopieren',
  copied: 'Link kopiert.',
  warning:
    'Der Link öffnet alles, wofür er gedacht ist. Gib ihn nur an {to} weiter. Dass du die Mail geöffnet hast, steht im Protokoll.',
  empty: 'Noch keine Mails',
  emptyWhat:
    'Einladungen, Bitten um Freigabe und wichtige Hinweise stehen hier, sobald Leitstand welche verschickt.',
  refusal: {
    'outbox.not_found': 'Diese Mail gibt es nicht (mehr).',
    'outbox.delivered': 'Diese Mail ist unterwegs oder angekommen; lesen darf sie nur, an wen sie geht.',
    'outbox.owners_only': 'Diese Mail dürfen nur Inhaber:innen öffnen.',
    'outbox.no_server': 'Es ist kein Mailserver eingerichtet.',
  },
} as const
