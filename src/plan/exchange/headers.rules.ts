import { cellText } from './cells.rules.ts'
import { readDate, weekdayOf } from './dates.rules.ts'
import type { ImportField } from './exchange.schema.ts'
import type { Row } from './reading/workbook.ts'
import { folded } from './words.rules.ts'

/** Header words that have a field of their own in a piece (plan-import.md §6.2, with the headers of real sheets). */
const aliases: Partial<Record<ImportField, string>> = {
  date: 'datum|veroeffentlichung|veroeffentlichungsdatum|veroeffentlichungstermin|veroeffentlichung am|geplante veroeffentlichung|geplante veroeffentlichung am|datum der veroeffentlichung|voe|voe datum|livegang|go live|golive|publikation|publikationsdatum|posting datum|postingdatum|versand|versanddatum|erscheinungstermin|erscheinungsdatum|termin|date|publish date|publishing date|publication date|post date|posting date|go live date|launch date|scheduled date|release date',
  week: 'kw|kalenderwoche|woche|week|wk|calendar week|week number|week no',
  weekday: 'wochentag|wt|weekday|day of week|day of the week',
  time: 'uhrzeit|zeit|posting zeit|postingzeit|versandzeit|um|time|publish time|post time|posting time|publishing time',
  due: 'deadline|faellig|faellig am|faelligkeit|faelligkeitsdatum|fertig bis|fertig bis am|abgabe|abgabetermin|redaktionsschluss|lieferdatum|due|due date',
  title:
    'titel|arbeitstitel|headline|ueberschrift|h1|beitrag|beitragstitel|betreff|thema|name|title|working title|post title|blog title|subject|topic|concept|content title|hook',
  channel:
    'kanal|kanaele|plattform|plattformen|community|netzwerk|soziales netzwerk|ausspielung|channel|channels|platform|platforms|network|social network|social media',
  format:
    'format|formate|typ|inhaltstyp|content art|art|medium|beitragsart|beitragsformat|content type|type|type of post|post type|content format|format type',
  campaign: 'kampagne|aktion|campaign|campaign name',
  owner:
    'verantwortlich|verantwortliche|verantwortlicher|verantwortlichkeit|verantwortung|zustaendig|zustaendigkeit|wer|owner|ansprechpartner|redakteur|redakteurin|autor|autorin|verfasser|ersteller|asset owner|content owner|responsible|assignee|assigned to|author|writer|who|who creates|created by',
  status:
    'status|bearbeitungsstatus|stand|fortschritt|ampel|post progress|progress|stage|state|workflow status',
  goal: 'ziel|zielsetzung|goal|objective',
  note: 'hinweis|hinweise|hinweis offen|notiz|notizen|bemerkung|bemerkungen|kommentar|kommentare|anmerkung|anmerkungen|note|notes|comment|comments|remark|remarks',
}
/** Headers that say that a row is one of a plan, though a piece has no field for them. */
const planWords =
  'nr|caption|text|copy|postingtext|inhalt|beschreibung|teaser|hashtags|tags|keyword|keywords|primary keyword|fokuskeyword|pillar|content pillar|saeule|rubrik|kategorie|themenfeld|persona|zielgruppe|target audience|cta|link|url|url slug|slug|bild|grafik|visual|budget|kosten|funnel|priority|prioritaet|freigabe|file|theme|theme topic'

// Where no better title exists: the first of these that a sheet has.
const titleWords = 'titel|title|headline|ueberschrift|h1|arbeitstitel|betreff|hook|beitrag'
const titleStandIns =
  'thema|topic|concept|name|caption|postingtext|copy|text|inhalt|beschreibung|keyword|fokuskeyword|primary keyword'

const fieldByAlias = new Map<string, ImportField>()
for (const [field, words] of Object.entries(aliases) as [ImportField, string][])
  for (const word of words.split('|')) fieldByAlias.set(word, field)
const knownPlanWords = new Set(planWords.split('|'))
const strongTitles = new Set(titleWords.split('|'))
const standIns = titleStandIns.split('|')

/** Folds a header: `Autor*in (intern):` → `autor`, `Week #` → `week`. */
function foldedHeader(header: string): string {
  return folded(header.slice(0, 300))
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .replace(/[*:/_]in(nen)?\b/g, '')
    .replace(/[^\p{L}\p{N}/]+/gu, ' ')
    .replace(/ *\/ */g, '/')
    .trim()
}

type HeaderMeaning = { field: ImportField; confidence: number }

/** What a header means by its words alone; null when they are not known. */
function meaningOfHeader(header: string): HeaderMeaning | null {
  const plain = foldedHeader(header)
  const spaced = plain.replaceAll('/', ' ')
  const exact = fieldByAlias.get(plain) ?? fieldByAlias.get(spaced)
  if (exact) return { field: exact, confidence: isStandIn(plain) ? 0.7 : 1 }
  // `Title/Hook`, `Kanal / Plattform`: one of two names.
  for (const part of plain.split('/')) {
    const field = plain.includes('/') ? fieldByAlias.get(part) : undefined
    if (field) return { field, confidence: isStandIn(part) ? 0.6 : 0.8 }
  }
  if (isStandIn(plain)) return { field: 'title', confidence: 0.4 }
  // `Copy / Hashtags`, `Topic Ideas`: better than no title at all.
  return plain.split(/[ /]/).some(isStandIn) ? { field: 'title', confidence: 0.35 } : null
}

const isStandIn = (plain: string) => standIns.includes(plain) && !strongTitles.has(plain)

/** How many cells of a row look like headers of a plan. */
export function headerHits(row: Row): number {
  const known = new Set<string>()
  for (const cell of row.cells) {
    if (typeof cell !== 'string' || cell.length > 80) continue
    const plain = foldedHeader(cell)
    if (meaningOfHeader(cell) || knownPlanWords.has(plain) || plain === 'tag' || plain === 'day')
      known.add(plain)
  }
  return known.size
}

/** The row of the headers among the first 25 filled ones; null when none has two known words. */
export function findHeaderRow(rows: readonly Row[]): { row: Row; hits: number } | null {
  let best: { row: Row; hits: number } | null = null
  for (const row of rows.slice(0, 25)) {
    const hits = headerHits(row)
    if (hits >= 2 && hits > (best?.hits ?? 0)) best = { row, hits }
  }
  return best
}

export type ProposedColumn = {
  column: number
  header: string
  field: ImportField
  confidence: number
  samples: string[]
}

/**
 * What each column means, by its header and its first values. No field is given twice, except `extra`: the surer
 * column wins, of equal ones the left one.
 */
export function proposeColumns(header: Row | null, rows: readonly Row[]): ProposedColumn[] {
  const width = Math.max(header?.cells.length ?? 0, ...rows.slice(0, 5_000).map((row) => row.cells.length), 0)
  const proposed: ProposedColumn[] = []
  for (let at = 0; at < width; at++) {
    const values = valuesOf(rows, at)
    const name = cellText(header?.cells[at])
    if (name === '' && values.length === 0) continue
    proposed.push({
      column: at + 1,
      header: name,
      samples: values.slice(0, 3),
      ...meaningOfColumn(name, values),
    })
  }
  const winners = new Map<ImportField, ProposedColumn>()
  for (const column of proposed) {
    const other = winners.get(column.field)
    if (!other || column.confidence > other.confidence) winners.set(column.field, column)
  }
  return proposed.map((column) =>
    column.field === 'extra' || winners.get(column.field) === column
      ? column
      : { ...column, field: 'extra' as const, confidence: 0.5 },
  )
}

function valuesOf(rows: readonly Row[], at: number): string[] {
  const values: string[] = []
  for (const row of rows) {
    const text = cellText(row.cells[at]).slice(0, 200)
    if (text !== '') values.push(text)
    if (values.length >= 40) break
  }
  return values
}

function meaningOfColumn(header: string, values: readonly string[]): HeaderMeaning {
  const share = (test: (value: string) => boolean) =>
    values.length === 0 ? 0 : values.filter(test).length / values.length
  const dates = () => share((value) => isDateLike(value))
  const plain = foldedHeader(header)
  // "Tag" and "Day" head a weekday as often as a date.
  if (plain === 'tag' || plain === 'day') {
    if (share((value) => weekdayOf(value) !== null) > 0.6) return { field: 'weekday', confidence: 0.9 }
    return dates() > 0.6 ? { field: 'date', confidence: 0.8 } : { field: 'extra', confidence: 0.3 }
  }
  const known = meaningOfHeader(header)
  if (known?.field === 'date' && values.length > 0 && dates() < 0.3)
    return share((value) => weekdayOf(value) !== null) > 0.6
      ? { field: 'weekday', confidence: 0.7 }
      : { field: 'date', confidence: 0.4 }
  if (known) return known
  if (values.length >= 3 && dates() > 0.8) return { field: 'date', confidence: header === '' ? 0.5 : 0.3 }
  return { field: 'extra', confidence: header === '' ? 0.3 : 0.6 }
}

function isDateLike(value: string): boolean {
  const read = readDate(value, { year: 2026, dayOrder: 'dmy' })
  return read !== null && 'planned' in read && !/^\d{5}$/.test(value)
}
