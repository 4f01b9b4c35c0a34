/** How Excel shows a number; decides whether it is a number at all. */
export type NumberKind = 'plain' | 'date' | 'time' | 'duration' | 'percent'

/** Numbers of built-in formats that show dates, times, durations (ECMA-376 part 1, 18.8.30, with the East Asian ones). */
export function kindOfBuiltIn(id: number): NumberKind {
  if (id === 9 || id === 10) return 'percent'
  if ((id >= 14 && id <= 17) || id === 22) return 'date'
  if (id >= 18 && id <= 21) return 'time'
  if (id === 45 || id === 47) return 'time'
  if (id === 46) return 'duration'
  if ((id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 54) || id === 57 || id === 58) return 'date'
  if ((id >= 32 && id <= 35) || id === 55 || id === 56) return 'time'
  return 'plain'
}

/** The kind of a format code such as `dd.mm.yyyy;@` or `[h]:mm`. German Excel saves the English letters. */
export function kindOfCode(code: string): NumberKind {
  const shown = (code.split(';')[0] ?? '')
    .replace(/"[^"]*"?/g, '')
    .replace(/\\./g, '')
    .replace(/[_*]./g, '')
  if (/\[(h+|m+|s+)\]/i.test(shown)) return 'duration'
  const letters = shown.replace(/\[[^\]]*\]/g, '').toLowerCase()
  if (letters.includes('general') || letters.includes('standard')) return 'plain'
  if (/[yjd]/.test(letters) || (/m/.test(letters) && !/[hs]/.test(letters))) return 'date'
  if (/[hs]/.test(letters)) return 'time'
  return letters.includes('%') ? 'percent' : 'plain'
}

const minutesADay = 1_440

/**
 * The day and time of an Excel serial, to the minute; null when it is no date. In the system of 1900 day 60 is a
 * 29 February that never was; day 0 carries a time only.
 */
export function momentOfSerial(
  serial: number,
  isSystem1904: boolean,
): { day: string | null; time: string | null } | null {
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return null
  let day = Math.floor(serial)
  let minutes = Math.round((serial - day) * minutesADay)
  if (minutes === minutesADay) {
    day += 1
    minutes = 0
  }
  const time = minutes === 0 ? null : clock(minutes)
  if (isSystem1904) return { day: dayAfter('1904-01-01', day), time }
  if (day === 0) return { day: null, time: clock(minutes) }
  if (day === 60) return null
  return { day: dayAfter('1899-12-30', day < 60 ? day + 1 : day), time }
}

/** Hours and minutes of a duration given in days: `36:30`. */
export function durationText(days: number): string {
  const minutes = Math.round(Math.abs(days) * minutesADay)
  return `${days < 0 ? '-' : ''}${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

const dayMs = 86_400_000
const dayAfter = (start: string, days: number) =>
  new Date(Date.parse(`${start}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10)
const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
