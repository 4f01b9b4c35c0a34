export const linkDe = {
  unknown: 'Diesen Kurzlink gibt es nicht.',
  notYet:
    'Der Beitrag hinter diesem Link ist noch nicht veröffentlicht. Bitte versuche es später noch einmal.',
} as const
