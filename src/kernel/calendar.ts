import { z } from 'zod'

/** A calendar day, `YYYY-MM-DD`. A day is not an instant: it has no zone. */
export const Day = z
  .string()
  // Aborts, so that rules over two days are asked only when both are days.
  .regex(/^\d{4}-\d{2}-\d{2}$/, { abort: true })
  .refine(isDay, { error: 'day', abort: true })
export type Day = string

/** A time of day, `HH:MM`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { abort: true })
export type TimeOfDay = string

/** An IANA time zone name, e.g. `Europe/Berlin`. Offsets such as `+01:00` are refused: they drift at DST. */
export const Zone = z.string().max(64).refine(isZone, { error: 'zone', abort: true })
export type Zone = string

/** What the human chose; kept beside the instant it resolves to (publishing-failures T01–T07). */
export const LocalSlot = z.object({ date: Day, time: TimeOfDay, zone: Zone })
export type LocalSlot = z.infer<typeof LocalSlot>

/** An instant on the wire: ISO 8601 in UTC. */
export const Instant = z.iso.datetime()
export type Instant = string

/** Whether the text is a day that exists, between 1900 and 2199. */
export function isDay(text: string): boolean {
  if (!/^(19|20|21)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** Whether the runtime knows the zone under this name. */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

export type ResolvedSlot = {
  instant: Date
  /** `gap`: that wall time does not exist (clocks go forward) and was moved on; `overlap`: it exists twice, the first is taken. */
  adjusted: 'gap' | 'overlap' | null
}

/** The instant of a slot. A gap shifts forward, an overlap takes the first (publishing-failures T03, T04). */
export function resolveSlot(slot: LocalSlot): ResolvedSlot {
  const wall = Temporal.PlainDateTime.from(`${slot.date}T${slot.time}`)
  const earlier = wall.toZonedDateTime(slot.zone, { disambiguation: 'earlier' })
  const later = wall.toZonedDateTime(slot.zone, { disambiguation: 'later' })
  if (earlier.epochMilliseconds === later.epochMilliseconds)
    return { instant: new Date(earlier.epochMilliseconds), adjusted: null }
  // In a gap neither reading shows the wall time that was asked for.
  const isGap = !earlier.toPlainDateTime().equals(wall)
  return {
    instant: new Date((isGap ? later : earlier).epochMilliseconds),
    adjusted: isGap ? 'gap' : 'overlap',
  }
}

/** The slot that an instant is in a zone, to the minute. */
export function slotAt(instant: Date, zone: Zone): LocalSlot {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone)
  return {
    date: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: 'minute' }),
    zone,
  }
}

/** The day it is at an instant in a zone. */
export function dayAt(instant: Date, zone: Zone): Day {
  return slotAt(instant, zone).date
}

export function addDays(day: Day, days: number): Day {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days
}

/** Calendar week by ISO 8601 (the German KW): its number and the year it belongs to. */
export function isoWeek(day: Day): { week: number; year: number } {
  const date = Temporal.PlainDate.from(day)
  return { week: date.weekOfYear ?? 0, year: date.yearOfWeek ?? date.year }
}

/** The Monday of an ISO week. Week 1 is the week with the first Thursday. */
export function mondayOfIsoWeek(year: number, week: number): Day {
  const fourth = Temporal.PlainDate.from({ year, month: 1, day: 4 })
  return fourth
    .subtract({ days: fourth.dayOfWeek - 1 })
    .add({ weeks: week - 1 })
    .toString()
}

/** The Monday on or before a day. */
export function mondayOf(day: Day): Day {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}
