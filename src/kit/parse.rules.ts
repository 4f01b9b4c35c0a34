import { addDays, isDay, type Day, type TimeOfDay } from '../kernel/calendar.ts'
import type { Language } from '../kernel/text/text.ts'

/**
 * The day a person typed: `24.12.`, `24.12.26`, `24.12.2026`, `24/12/2026`, `2026-12-24`, `+3`. Without a year the one
 * of `today` is meant. Null when no such day exists.
 */
export function parseDay(text: string, today: Day): Day | null {
  const typed = text.trim()
  if (isDay(typed)) return typed
  const offset = /^([+-]\d{1,3})$/.exec(typed)
  if (offset) return addDays(today, Number(offset[1]))
  const parts = /^(\d{1,2})[./-]\s?(\d{1,2})(?:[./-]\s?(\d{4}|\d{2})?)?$/.exec(typed)
  if (!parts) return null
  const [, day = '', month = '', year = today.slice(0, 4)] = parts
  const written = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(written) ? written : null
}

/** The time a person typed: `9`, `930`, `9:30`, `9.30`, `0930`, `9 Uhr`, `9:30 pm`. Null when there is no such time. */
export function parseTime(text: string): TimeOfDay | null {
  const parts = /^(\d{1,2})(?:[:.h]?(\d{2}))?\s*(uhr|h|am|pm)?$/i.exec(text.trim())
  if (!parts) return null
  const half = parts[3]?.toLowerCase()
  const minute = Number(parts[2] ?? 0)
  let hour = Number(parts[1])
  if (half === 'pm' && hour < 12) hour += 12
  if (half === 'am' && hour === 12) hour = 0
  if (hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/**
 * The cents of an amount a person typed. German: point groups, comma decides (`1.234,56`); English the other way round.
 * A single mark with one or two digits behind it is always the decimal mark. Null when it is no amount.
 */
export function parseCents(text: string, language: Language): number | null {
  const typed = text.replace(/[\s €$£\u202f]/g, '')
  const short = /^(-?\d+)[.,](\d{1,2})$/.exec(typed)
  const [group, decimal] = language === 'de' ? ['\\.', ','] : [',', '\\.']
  const long = new RegExp(`^(-?(?:\\d{1,3}(?:${group}\\d{3})+|\\d+))(?:${decimal}(\\d{1,2}))?$`).exec(typed)
  const [, whole, fraction = ''] = short ?? long ?? []
  if (whole === undefined) return null
  const sign = whole.startsWith('-') ? -1 : 1
  const cents = Number(whole.replace(/[-.,]/g, '')) * 100 + Number(fraction.padEnd(2, '0'))
  return Number.isSafeInteger(cents) ? sign * cents : null
}
