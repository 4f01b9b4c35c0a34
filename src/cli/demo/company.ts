import type { Role } from '../../kernel/access/role.ts'

// A made-up company with made-up people. Nothing here exists; `.example` addresses lead nowhere (RFC 2606).

export const company = {
  name: 'Hafenlicht Leuchten GmbH (Demo)',
  zone: 'Europe/Berlin',
  host: 'www.hafenlicht.example',
}
export const domain = 'hafenlicht.example'

export type PersonKey = 'jonna' | 'mats' | 'silke' | 'tarek' | 'henrike'
type Person = { name: string; role: Role }

export const people: Record<PersonKey, Person> = {
  jonna: { name: 'Jonna Petersen', role: 'manager' },
  mats: { name: 'Mats Brandt', role: 'editor' },
  silke: { name: 'Silke Aßmann', role: 'author' },
  tarek: { name: 'Tarek Yıldız', role: 'author' },
  henrike: { name: 'Dr. Henrike Voss', role: 'approver' },
}

/** The address of a made-up person. */
export function addressOf(key: PersonKey): string {
  return `${key}@${domain}`
}

export type CampaignKey = 'herbst' | 'messe'
/** Days count from today. */
export const campaigns: Record<
  CampaignKey,
  { name: string; from: number; to: number; colour: 'orange' | 'cyan' }
> = {
  herbst: { name: 'Herbstlicht', from: -60, to: 10, colour: 'orange' },
  messe: { name: 'Messe Licht & Raum', from: -10, to: 45, colour: 'cyan' },
}

export type ChannelKey = 'blog' | 'linkedin' | 'newsletter' | 'print'
export const channels: Record<ChannelKey, { name: string; utmSource: string; utmMedium: string }> = {
  blog: { name: 'Hausblog', utmSource: 'hausblog', utmMedium: 'blog' },
  linkedin: { name: 'LinkedIn', utmSource: 'linkedin', utmMedium: 'social' },
  newsletter: { name: 'Newsletter', utmSource: 'newsletter', utmMedium: 'email' },
  print: { name: 'Fachpresse', utmSource: 'fachpresse', utmMedium: 'print' },
}

export type DemoCost = { kind: 'planned' | 'actual'; label: string; euros: number; supplier?: string }

export type DemoPiece = {
  title: string
  format: string
  /** Where it goes out; the first is where the article itself stands. */
  channels: readonly ChannelKey[]
  /** Planned day, counted from today; null: not yet placed. Weekends move to Monday. */
  day: number | null
  time?: string
  author?: PersonKey
  campaign?: CampaignKey
  /** How far it is. `asked` waits for the owner of the workspace, `guest` for somebody outside. */
  stage:
    | 'idea'
    | 'backlog'
    | 'briefing'
    | 'writing'
    | 'asked'
    | 'guest'
    | 'sent_back'
    | 'scheduled'
    | 'published'
  /** Paragraphs; `## ` begins a heading, `- ` an item of a list. */
  text?: readonly string[]
  goal?: string
  note?: string
  costs?: readonly DemoCost[]
  /** Readers on the first day, for what is published. */
  readers?: number
}

const teaser = (sentence: string) => [sentence, 'Mehr dazu im Artikel.']

export const pieces: readonly DemoPiece[] = [
  {
    title: 'Blendfrei am Bildschirm: Licht für das Homeoffice',
    ...{
      format: 'Blogartikel',
      channels: ['blog', 'linkedin', 'newsletter'],
      day: -47,
      time: '09:00',
      author: 'silke',
    },
    ...{ campaign: 'herbst', stage: 'published', readers: 46, goal: '1.000 Leser:innen in drei Monaten' },
    text: [
      'Wer acht Stunden am Bildschirm sitzt, merkt am Abend, ob das Licht stimmt. Drei Regeln helfen sofort.',
      '## Das Licht kommt von der Seite',
      'Steht die Leuchte hinter dem Bildschirm, blendet sie. Steht sie im Rücken, spiegelt sie sich. Seitlich ist richtig.',
      '## 500 Lux auf dem Tisch',
      'So viel verlangt die Norm für Büroarbeit. Eine gute Tischleuchte schafft das mit weniger als zehn Watt.',
      '- Lichtfarbe zwischen 3.000 und 4.000 Kelvin',
      '- Stufenlos dimmbar',
      '- Schirm aus mattem Material',
    ],
    costs: [
      { kind: 'planned', label: 'Text', euros: 350 },
      { kind: 'actual', label: 'Text und Bildauswahl', euros: 380, supplier: 'Silke Aßmann' },
    ],
  },
  {
    title: 'Vom Schiffsscheinwerfer zur Stehleuchte: unsere Werkstatt',
    ...{ format: 'Reportage', channels: ['blog', 'linkedin'], day: -39, time: '10:00', author: 'tarek' },
    ...{ stage: 'published', readers: 31, goal: 'Marke: Handwerk zeigen' },
    text: [
      'In Halle 3 riecht es nach Messing und Politur. Hier bekommen ausgemusterte Schiffsscheinwerfer ein zweites Leben.',
      '## Vierzig Arbeitsschritte',
      'Zerlegen, entlacken, richten, polieren, neu verkabeln: Für eine Leuchte braucht das Team zwei Tage.',
      '„Man sieht jeder Lampe an, wo sie gefahren ist“, heißt es in der Werkstatt. Die Beulen bleiben.',
    ],
    costs: [
      { kind: 'planned', label: 'Reportage mit Fotos', euros: 1200 },
      { kind: 'actual', label: 'Text', euros: 520, supplier: 'Tarek Yıldız' },
      {
        kind: 'actual',
        label: 'Fotografie, halber Tag',
        euros: 640,
        supplier: 'Fotostudio Kaispeicher (erfunden)',
      },
    ],
  },
  {
    title: 'Energiesparen mit Licht: was sich wirklich rechnet',
    ...{ format: 'Ratgeber', channels: ['blog', 'newsletter'], day: -32, time: '08:30', author: 'silke' },
    ...{ campaign: 'herbst', stage: 'published', readers: 72, goal: '2.000 Leser:innen, 20 Anfragen' },
    text: [
      'Eine alte Halogenlampe kostet im Jahr mehr Strom als ein Kühlschrank. Wir haben nachgerechnet.',
      '## Die Rechnung',
      'Sechs Strahler mit 50 Watt, vier Stunden am Tag: 438 Kilowattstunden. Mit LED sind es 61.',
      '- Austausch lohnt sich nach sieben Monaten',
      '- Dimmer müssen zu LED passen',
      '- Bewegungsmelder nur im Flur',
    ],
    costs: [{ kind: 'actual', label: 'Text', euros: 420, supplier: 'Silke Aßmann' }],
  },
  {
    title: 'Drei Fragen an die Lichtplanung',
    ...{ format: 'Interview', channels: ['blog', 'linkedin'], day: -25, time: '09:00', author: 'tarek' },
    ...{ stage: 'published', readers: 24 },
    text: [
      'Wie plant man Licht für ein Haus, das noch nicht steht? Drei Fragen, drei Antworten.',
      '## Wann sollte man anfangen?',
      'Bevor die Elektrik geplant ist. Danach wird jede Änderung teuer.',
      '## Was wird am häufigsten vergessen?',
      'Der Schrank. Niemand denkt an Licht im Schrank.',
    ],
    costs: [{ kind: 'actual', label: 'Interview', euros: 310, supplier: 'Tarek Yıldız' }],
  },
  {
    title: 'Checkliste: Licht im Treppenhaus',
    ...{
      format: 'Checkliste',
      channels: ['blog', 'linkedin', 'newsletter'],
      day: -18,
      time: '09:00',
      author: 'silke',
    },
    ...{ campaign: 'herbst', stage: 'published', readers: 58, goal: '150 Downloads' },
    text: [
      'Stürze passieren im Dunkeln. Mit dieser Liste prüfst du dein Treppenhaus in fünf Minuten.',
      '- Jede Stufe ist zu sehen, die erste und die letzte besonders',
      '- Schalter oben und unten',
      '- Kein Licht, das von unten blendet',
      '- Nachtlicht für den Weg ins Bad',
    ],
    costs: [
      { kind: 'planned', label: 'Text und Gestaltung', euros: 500 },
      { kind: 'actual', label: 'Text', euros: 240, supplier: 'Silke Aßmann' },
      { kind: 'actual', label: 'Gestaltung', euros: 290, supplier: 'Büro Nordkante (erfunden)' },
    ],
  },
  {
    title: 'Anzeige und Fachbeitrag: Blendschutz in Praxen',
    ...{ format: 'Fachartikel', channels: ['print'], day: -14, time: '08:00', author: 'mats' },
    ...{ stage: 'published', goal: 'Zehn Anfragen aus Arztpraxen' },
    text: [
      'Im Wartezimmer zählt das erste Gefühl. Blendfreies Licht beruhigt, und es lässt sich nachrüsten.',
      'Der Beitrag erscheint mit einer halbseitigen Anzeige.',
    ],
    costs: [
      { kind: 'planned', label: 'Anzeige 1/2 Seite', euros: 1900 },
      { kind: 'actual', label: 'Anzeige 1/2 Seite', euros: 1900, supplier: 'Verlag Lichtwerk (erfunden)' },
    ],
  },
  {
    title: 'Warmweiß oder neutralweiß? Lichtfarben einfach erklärt',
    ...{ format: 'Blogartikel', channels: ['blog', 'linkedin'], day: -7, time: '09:00', author: 'silke' },
    ...{ campaign: 'herbst', stage: 'published', readers: 64, goal: '1.500 Leser:innen' },
    text: [
      '2.700, 3.000, 4.000 Kelvin: Was auf der Packung steht, sagt wenig. Diese Bilder sagen mehr.',
      '## Abends warm, am Tisch neutral',
      'Warmes Licht macht müde, und das darf es auch. In der Küche braucht das Messer klares Licht.',
    ],
    costs: [{ kind: 'actual', label: 'Text', euros: 330, supplier: 'Silke Aßmann' }],
  },
  {
    title: 'Neu im Sortiment: Kajüte, die kleine Wandleuchte',
    ...{ format: 'Produktmeldung', channels: ['blog', 'newsletter'], day: -2, time: '11:00', author: 'mats' },
    ...{ stage: 'published', readers: 39, goal: '60 Bestellungen' },
    text: [
      'Klein wie eine Bullauge, hell wie ein Leuchtfeuer: Kajüte ist da.',
      'Gehäuse aus Messing, Licht aus acht Watt, Kabel aus Leinen. Ab sofort im Laden und im Netz.',
    ],
    costs: [
      { kind: 'actual', label: 'Produktfotos', euros: 450, supplier: 'Fotostudio Kaispeicher (erfunden)' },
    ],
  },
  {
    title: 'Wir stellen aus: Messe Licht & Raum',
    ...{
      format: 'Meldung',
      channels: ['linkedin'],
      day: 0,
      time: '09:00',
      author: 'mats',
      campaign: 'messe',
    },
    stage: 'scheduled',
    text: teaser('Halle 4, Stand B12: Wir bringen zwölf neue Leuchten mit und die Werkbank gleich dazu.'),
  },
  {
    title: 'Fünf Fehler bei der Küchenbeleuchtung',
    ...{ format: 'Blogartikel', channels: ['blog', 'linkedin'], day: 2, time: '09:00', author: 'silke' },
    ...{ campaign: 'herbst', stage: 'scheduled', goal: '1.200 Leser:innen' },
    text: [
      'Die Küche ist der hellste Raum und oft der am schlechtesten beleuchtete.',
      '- Eine Leuchte in der Mitte: Du stehst dir selbst im Licht',
      '- Unterbauleuchten zu weit hinten',
      '- Kaltes Licht über dem Esstisch',
      '- Kein Dimmer',
      '- Schalter hinter der Tür',
    ],
    costs: [{ kind: 'planned', label: 'Text', euros: 350 }],
  },
  {
    title: 'Newsletter Dezember',
    ...{ format: 'Newsletter', channels: ['newsletter'], day: 8, time: '07:30', author: 'mats' },
    stage: 'asked',
    text: [
      'Der kürzeste Tag kommt. Wir haben Licht dagegen.',
      '## Diesen Monat',
      'Kajüte ist da, die Werkstatt öffnet am dritten Advent, und am 15. verlosen wir drei Führungen.',
    ],
    note: 'Betreff A/B testen.',
  },
  {
    title: 'So beleuchten Hotels ihre Flure',
    ...{ format: 'Fallstudie', channels: ['blog', 'linkedin'], day: 9, time: '10:00', author: 'tarek' },
    ...{ campaign: 'messe', stage: 'guest', goal: 'Drei Gespräche mit Hotels' },
    text: [
      'Achtzig Meter Flur, keine Fenster: Ein Haus an der Küste hat sein Licht neu gedacht.',
      '## Weniger Leuchten, mehr Licht',
      'Statt 64 Deckenspots hängen dort heute 22 Wandleuchten. Der Strombedarf ist um zwei Drittel gesunken.',
    ],
    costs: [{ kind: 'planned', label: 'Text, Reise, Fotos', euros: 980 }],
  },
  {
    title: 'Weihnachtsaktion: Leuchten spenden',
    ...{ format: 'Kampagnenseite', channels: ['blog', 'newsletter'], day: 5, time: '12:00', author: 'silke' },
    stage: 'sent_back',
    text: ['Für jede verkaufte Leuchte geben wir eine an eine Einrichtung in der Nachbarschaft.'],
  },
  {
    title: 'Video: Eine Leuchte entsteht in 60 Sekunden',
    ...{ format: 'Kurzvideo', channels: ['linkedin'], day: -3, time: '15:00', author: 'tarek' },
    ...{ stage: 'writing', note: 'Schnittfassung fehlt noch.' },
    costs: [{ kind: 'planned', label: 'Schnitt', euros: 600 }],
  },
  {
    title: 'Lichtplanung in Altbauten',
    ...{ format: 'Ratgeber', channels: ['blog'], day: 13, time: '09:00', author: 'silke', stage: 'writing' },
    text: ['Hohe Decken, Stuck, zu wenige Anschlüsse: Altbauten sind schön und schwierig.'],
  },
  {
    title: 'Messebericht: Was wir gesehen haben',
    ...{ format: 'Bericht', channels: ['blog', 'linkedin', 'newsletter'], day: 24, author: 'mats' },
    ...{ campaign: 'messe', stage: 'briefing', goal: '500 Leser:innen in der ersten Woche' },
  },
  {
    title: 'Podcast-Folge: Licht und Schlaf',
    ...{ format: 'Podcast', channels: ['blog'], day: 16, author: 'tarek', stage: 'briefing' },
    costs: [{ kind: 'planned', label: 'Tonstudio, halber Tag', euros: 420 }],
  },
  {
    title: 'Jahresrückblick der Werkstatt',
    format: 'Blogartikel',
    channels: ['blog'],
    day: 28,
    stage: 'backlog',
  },
  {
    title: 'Pflegetipps für Messing',
    ...{ format: 'Ratgeber', channels: ['blog', 'newsletter'], day: 35, author: 'silke', stage: 'backlog' },
  },
  {
    title: 'Quiz: Welches Licht passt zu dir?',
    format: 'Quiz',
    channels: ['linkedin'],
    day: null,
    stage: 'idea',
  },
  {
    title: 'Gastbeitrag: Licht in der Gastronomie',
    ...{ format: 'Gastbeitrag', channels: ['print'], day: null, author: 'mats', stage: 'idea' },
  },
]
