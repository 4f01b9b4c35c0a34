export const todayDe = {
  title: 'Heute',
  greeting: '{day}, {week}',
  waiting: {
    title: 'Wartet auf mich',
    nothing: 'Niemand wartet auf deine Entscheidung.',
    asked: '{name} bittet um Freigabe',
    until: 'bis {day}',
  },
  due: { title: 'Geht heute raus', nothing: 'Für heute ist keine Ausspielung geplant.', at: '{time} Uhr' },
  late: { title: 'Überfällig', nothing: 'Alles im Plan.', since: 'geplant für {day}' },
  failed: { title: 'Fehlgeschlagen oder offen', nothing: 'Keine Ausspielung braucht dich.' },
  mine: {
    title: 'Meine nächsten Beiträge',
    nothing: 'In den nächsten zwei Wochen steht nichts auf deinem Namen.',
  },
  ownerless: { title: 'Ohne Verantwortliche', nothing: 'Jeder Beitrag hat jemanden, der sich kümmert.' },
  all: 'Alle {count} zeigen',
  allOpen: 'Alle zeigen',
  more: 'mehr als {count}',
  empty: {
    title: 'Willkommen im Leitstand',
    text: 'Hier steht jeden Morgen, was auf dich wartet, was heute rausgeht und was klemmt. Dazu braucht es einen Plan: Bring die Tabelle mit, die du schon hast, oder lege den ersten Beitrag an.',
    import: 'Plan importieren',
    create: 'Ersten Beitrag anlegen',
  },
}
