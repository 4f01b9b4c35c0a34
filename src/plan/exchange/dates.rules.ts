import { addDays, isDay, isoWeek, mondayOfIsoWeek } from '../../kernel/calendar.ts'
import type { PlannedDate } from './exchange.schema.ts'
import { folded } from './words.rules.ts'

/** What a person told us about the dates of a sheet. */
export type DateHints = { year: number | null; dayOrder: 'dmy' | 'mdy' | null }

/** Why a text gives no date. Nothing is guessed: a text without a year stays without a date. */
type DateTrouble =
  | 'date_unreadable'
  | 'date_impossible'
  | 'date_without_year'
  | 'date_ambiguous'
  | 'date_span'

export type ReadDate =
  | {
      planned: PlannedDate
      time: string | null
      /** Day of the week the text names, Monday 1 to Sunday 7. */
      weekday: number | null
      /** "Anfang März": the month is certain, the rest is kept as text. */
      isVague: boolean
    }
  | { trouble: DateTrouble }

const months: Record<string, number> = {}
for (const [index, names] of [
  'januar|jaenner|january|jan',
  'februar|february|feb',
  'maerz|march|mar|mrz|maer',
  'april|apr',
  'mai|may',
  'juni|june|jun',
  'juli|july|jul',
  'august|aug',
  'september|sept|sep',
  'oktober|october|okt|oct',
  'november|nov',
  'dezember|december|dez|dec',
].entries())
  for (const name of names.split('|')) months[name] = index + 1
const monthNames = Object.keys(months).join('|')

const weekdays: Record<string, number> = {}
for (const [index, names] of [
  'montag|monday|mo|mon',
  'dienstag|tuesday|di|tue|tues',
  'mittwoch|wednesday|mi|wed',
  'donnerstag|thursday|do|thu|thur|thurs',
  'freitag|friday|fr|fri',
  'samstag|sonnabend|saturday|sa|sat',
  'sonntag|sunday|so|sun',
].entries())
  for (const name of names.split('|')) weekdays[name] = index + 1

/** Monday 1 to Sunday 7 for `Mo`, `Montag`, `Mon`; null for anything else. */
export function weekdayOf(text: string): number | null {
  return weekdays[folded(text).replace(/[.,]+$/, '')] ?? null
}

/** Day of the week of a day, Monday 1 to Sunday 7. */
export function weekdayOfDay(day: string): number {
  const { year, week } = isoWeek(day)
  for (let weekday = 1; weekday < 7; weekday++)
    if (addDays(mondayOfIsoWeek(year, week), weekday - 1) === day) return weekday
  return 7
}

/** Reads a date in one of the spellings of plan-import.md §6.3. Null when the text says that it is open. */
export function readDate(text: string, hints: DateHints): ReadDate | null {
  // Longer texts are no dates; the patterns below are not to search through them.
  if (text.length > 80) return { trouble: 'date_unreadable' }
  let rest = folded(text).replace(/[‐‑–—]/g, '-')
  if (isOpen(rest)) return null
  const named = /^([a-z]{2,10})\.?,? +(?=\d|[a-z])/.exec(rest)
  const weekday = named ? (weekdays[named[1] ?? ''] ?? null) : null
  if (named && weekday !== null) rest = rest.slice(named[0].length)
  const { date, time } = splitTime(rest)
  for (const reader of readers) {
    const found = reader(date, hints)
    if (found === null) continue
    if ('trouble' in found) return found
    return { time: found.planned.precision === 'day' ? time : null, weekday, isVague: false, ...found }
  }
  return { trouble: 'date_unreadable' }
}

const isOpen = (text: string) =>
  /^(-|\?+|\/|tbd|tba|offen|n\.? ?n\.?|n\/a|open|ohne|keins?|unklar|\.\.\.)$/.test(text)

function splitTime(text: string): { date: string; time: string | null } {
  const match =
    /^(.*\d[^\d:]*?)(?:t|,? +(?:um +)?)(\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: ?uhr)?|\d{1,2} ?(?:uhr|[ap]m))(?:\.\d+)?z?$/.exec(
      text,
    )
  const time = match ? readTime(match[2] ?? '') : null
  return match && time !== null ? { date: (match[1] ?? '').trim(), time } : { date: text, time: null }
}

type Found = { planned: PlannedDate; isVague?: boolean } | { trouble: DateTrouble } | null
const day = (year: number, month: number, dayOfMonth: number): Found => {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(dayOfMonth).padStart(2, '0')}`
  return isPlausible(text) ? { planned: { day: text, precision: 'day' } } : { trouble: 'date_impossible' }
}
const month = (year: number, number: number): Found =>
  number >= 1 && number <= 12 && year >= 2000 && year <= 2099
    ? { planned: { day: `${year}-${String(number).padStart(2, '0')}-01`, precision: 'month' } }
    : { trouble: 'date_impossible' }

/** A day that exists and that a plan can mean: from 2000 to 2099. */
function isPlausible(text: string): boolean {
  return text.startsWith('20') && isDay(text)
}

/** The Monday that stands for an ISO week; impossible when the year has no such week. */
export function weekOf(year: number, week: number): Found {
  const monday = week >= 1 && week <= 53 ? mondayOfIsoWeek(year, week) : ''
  if (!isPlausible(monday) || isoWeek(monday).week !== week) return { trouble: 'date_impossible' }
  return { planned: { day: monday, precision: 'week' } }
}

const fullYear = (text: string | undefined, hints: DateHints): number | null => {
  if (text === undefined || text === '') return hints.year
  return text.length === 2 ? 2000 + Number(text) : Number(text)
}
const withYear = (year: number | null, found: (year: number) => Found): Found =>
  year === null ? { trouble: 'date_without_year' } : found(year)

/** Each knows one way to write a date; null hands the text on to the next. */
const readers: ((text: string, hints: DateHints) => Found)[] = [
  // 2026-01-12, 2026/1/12, 2026.01.12
  (text) => {
    const m = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text)
    return m ? day(Number(m[1]), Number(m[2]), Number(m[3])) : null
  },
  // 12.01.2026, 12.1.26, 12.01., 12.1
  (text, hints) => {
    const m = /^(\d{1,2})\. ?(\d{1,2})(?:\. ?(\d{4}|\d{2})?)?$/.exec(text)
    return m ? withYear(fullYear(m[3], hints), (year) => day(year, Number(m[2]), Number(m[1]))) : null
  },
  // 3/8/2026, 03-08-26: day and month change places between countries
  (text, hints) => {
    const m = /^(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text)
    if (!m) return null
    const [first, second, year] = [Number(m[1]), Number(m[3]), fullYear(m[4], hints)]
    const order = first > 12 ? 'dmy' : second > 12 ? 'mdy' : first === second ? 'dmy' : hints.dayOrder
    if (order === null) return { trouble: 'date_ambiguous' }
    return withYear(year, (known) =>
      order === 'dmy' ? day(known, second, first) : day(known, first, second),
    )
  },
  // 12. Januar 2026, 12 Jan, 6 October
  (text, hints) => {
    const m = new RegExp(`^(\\d{1,2})(?:\\.|st|nd|rd|th)? ?(?:of )?(${monthNames})\\.?,? ?(\\d{4})?$`).exec(
      text,
    )
    return m
      ? withYear(fullYear(m[3], hints), (year) => day(year, months[m[2] ?? ''] ?? 0, Number(m[1])))
      : null
  },
  // January 12, 2026
  (text, hints) => {
    const m = new RegExp(`^(${monthNames})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?:,? (\\d{4}))?$`).exec(text)
    return m
      ? withYear(fullYear(m[3], hints), (year) => day(year, months[m[1] ?? ''] ?? 0, Number(m[2])))
      : null
  },
  // KW 3, KW03/2026, 3. KW 2026, 2026-W03, Week 3
  (text, hints) => {
    const m =
      /^(?:kw|kalenderwoche|woche|week|cw|wk|w) ?\.?(\d{1,2})(?:(?: ?[/,-] ?| )(\d{4}|\d{2}))?$/.exec(text) ??
      /^(\d{1,2})\. ?(?:kw|kalenderwoche|woche)(?:(?: ?[/,-] ?| )(\d{4}|\d{2}))?$/.exec(text)
    if (m) return withYear(fullYear(m[2], hints), (year) => weekOf(year, Number(m[1])))
    const iso = /^(\d{4})[- /]*(?:w|kw) ?(\d{1,2})$/.exec(text)
    return iso ? weekOf(Number(iso[1]), Number(iso[2])) : null
  },
  // Januar 2026, Ende März, 03/2026
  (text, hints) => {
    const m = new RegExp(
      `^((?:anfang|mitte|ende|early|mid|late|beginning of|end of)[ -])?(${monthNames})\\.?(?:,? (\\d{4}))?$`,
    ).exec(text)
    if (m) {
      const found = withYear(fullYear(m[3], hints), (year) => month(year, months[m[2] ?? ''] ?? 0))
      return found && 'planned' in found ? { ...found, isVague: m[1] !== undefined } : found
    }
    const digits = /^(\d{1,2})[/.](\d{4})$/.exec(text)
    return digits ? month(Number(digits[2]), Number(digits[1])) : null
  },
  // 01.-15.03., 1.3.-15.3.2026, Q1 2026: no single day is meant
  (text) =>
    /^\d{1,2}\.[\d. ]*-[\d. ]+$|^(q[1-4]|[1-4]\. ?quartal)\b/.test(text) ? { trouble: 'date_span' } : null,
  // 46153: the number behind a date whose cell lost its format (Excel's system of 1900)
  (text) => {
    const serial = /^\d{5}$/.test(text) ? Number(text) : 0
    return serial >= 36_526 && serial <= 73_050
      ? { planned: { day: addDays('1899-12-30', serial), precision: 'day' } }
      : null
  },
]

/** Reads a time of day: `9:00`, `09.00`, `9 Uhr`, `7:30 PM`, `0,375`; a bare `9` counts as nine o'clock. */
export function readTime(text: string): string | null {
  if (text.length > 40) return null
  const plain = folded(text).replace(/^(?:um|ca\.?|gegen) /, '')
  const fraction = /^0[.,](\d{3,})$/.exec(plain)
  if (fraction) return clock(Math.round(Number(`0.${fraction[1]}`) * 1_440))
  const m =
    /^(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})? ?(uhr|h|[ap]\.?m\.?)?(?: ?(?:cet|cest|mez|mesz|est))?$/.exec(
      plain,
    )
  if (!m) return null
  const half = m[3]?.startsWith('a') ? 'am' : m[3]?.startsWith('p') ? 'pm' : null
  const hour = Number(m[1])
  const minute = Number(m[2] ?? 0)
  if (minute > 59 || (half !== null && (hour < 1 || hour > 12))) return null
  const real = half === null ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  return real > 23 ? null : clock(real * 60 + minute)
}

const clock = (minutes: number) =>
  minutes >= 1_440
    ? null
    : `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** The order of day and month that a column's slash dates prove, with the value that proves it. */
export function dayOrderOf(texts: readonly string[]): {
  order: 'dmy' | 'mdy' | null
  evidence: string | null
} {
  const votes = { dmy: null as string | null, mdy: null as string | null }
  for (const text of texts) {
    const m = /^\D*(\d{1,2})[/-](\d{1,2})[/-]\d{2,4}/.exec(text)
    if (!m) continue
    if (Number(m[1]) > 12 && Number(m[2]) <= 12) votes.dmy ??= text
    if (Number(m[2]) > 12 && Number(m[1]) <= 12) votes.mdy ??= text
  }
  // Both at once is a sheet that was shuffled (cal-03): nobody can tell, so nothing is proposed.
  if (votes.dmy !== null && votes.mdy === null) return { order: 'dmy', evidence: votes.dmy }
  if (votes.mdy !== null && votes.dmy === null) return { order: 'mdy', evidence: votes.mdy }
  return { order: null, evidence: votes.dmy === null ? null : `${votes.dmy} · ${votes.mdy}` }
}

/** The year that names of file and sheet and the lines above the header speak of; null when none or several. */
export function yearOfNames(names: readonly string[]): number | null {
  const years = new Set(names.flatMap((name) => name.match(/(?<!\d)20\d{2}(?!\d)/g) ?? []))
  return years.size === 1 ? Number([...years][0]) : null
}
