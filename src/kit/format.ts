import type { Day, Instant, LocalSlot, Zone } from '../kernel/calendar.ts'
import { isoWeek } from '../kernel/calendar.ts'
import type { Money } from '../kernel/money.ts'
import { textsIn, type Language } from '../kernel/text/text.ts'
import { kitText } from './text.ts'

/** How a reader writes values. Every function is pure; `relative` takes the present as an argument. */
export type Formats = {
  /** `24.12.2026` · `24 Dec 2026` */
  day(day: Day): string
  /** `Do., 24.12.` · `Thu 24 Dec` */
  dayShort(day: Day): string
  /** `Donnerstag, 24. Dezember 2026` */
  dayLong(day: Day): string
  /** `21.–27.12.2026` · `21–27 Dec 2026` */
  daySpan(from: Day, to: Day): string
  /** `Dezember 2026`; takes any day of the month. */
  month(day: Day): string
  /** `KW 52`, by ISO 8601 */
  week(day: Day): string
  /** `24.12.2026, 09:30`, in the zone of the reader */
  instant(instant: Instant | Date): string
  /** `09:30`, in the zone of the reader */
  time(instant: Instant | Date): string
  /** `24.12.2026, 09:30` as it was chosen; names the zone when it is not the reader's. */
  slot(slot: LocalSlot): string
  /** `1.234,56 €` */
  money(money: Money): string
  /** `1.234,5`; at most two digits behind the comma */
  number(value: number): string
  /** `12,5 %` of a share between 0 and 1 */
  percent(share: number): string
  /** `vor 3 Minuten`, `in 2 Tagen` */
  relative(instant: Instant | Date, now?: Date): string
}

const localeOf: Record<Language, string> = { de: 'de-DE', en: 'en-GB' }

const noonOf = (day: Day) => new Date(`${day}T12:00:00Z`)

const steps = [
  { unit: 'second', ms: 1000, until: 45 },
  { unit: 'minute', ms: 60_000, until: 45 },
  { unit: 'hour', ms: 3_600_000, until: 22 },
  { unit: 'day', ms: 86_400_000, until: 26 },
  { unit: 'month', ms: 30.44 * 86_400_000, until: 11 },
  { unit: 'year', ms: 365.25 * 86_400_000, until: Infinity },
] as const

/** The formats of a language, with instants shown in a zone. */
export function formatsFor(language: Language, zone: Zone): Formats {
  const locale = localeOf[language]
  const text = textsIn(kitText, language)
  const isGerman = language === 'de'
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return (day: Day) => format.format(noonOf(day))
  }
  const written: Intl.DateTimeFormatOptions = isGerman
    ? { day: '2-digit', month: '2-digit', year: 'numeric' }
    : { day: 'numeric', month: 'short', year: 'numeric' }
  const clock: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  const instantFormat = new Intl.DateTimeFormat(locale, { ...written, ...clock, timeZone: zone })
  const timeFormat = new Intl.DateTimeFormat(locale, { ...clock, timeZone: zone })
  const numberFormat = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const percentFormat = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 })
  const relativeFormat = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const spanFormat = new Intl.DateTimeFormat(locale, { ...written, timeZone: 'UTC' })
  const day = date(written)

  return {
    day,
    dayShort: date({ weekday: 'short', day: '2-digit', month: isGerman ? '2-digit' : 'short' }),
    dayLong: date({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    daySpan: (from, to) => spanFormat.formatRange(noonOf(from), noonOf(to)),
    month: date({ month: 'long', year: 'numeric' }),
    week: (of) => text('week', { week: String(isoWeek(of).week) }),
    instant: (at) => instantFormat.format(new Date(at)),
    time: (at) => timeFormat.format(new Date(at)),
    slot: (slot) => `${day(slot.date)}, ${slot.time}${slot.zone === zone ? '' : ` (${slot.zone})`}`,
    money: ({ cents, currency }) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(cents / 100),
    number: (value) => numberFormat.format(value),
    percent: (share) => percentFormat.format(share),
    relative: (at, now = new Date()) => {
      const ms = new Date(at).getTime() - now.getTime()
      const step = steps.find(({ ms: size, until }) => Math.abs(ms) / size < until) ?? steps[0]
      return relativeFormat.format(Math.round(ms / step.ms), step.unit)
    },
  }
}
