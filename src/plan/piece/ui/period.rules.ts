import { addDays, mondayOf, type Day } from '../../../kernel/calendar.ts'
import type { PieceCard, PieceRange } from '../piece.schema.ts'

export const planViews = ['month', 'week', 'table'] as const
export type PlanView = (typeof planViews)[number]
export type CalendarView = Exclude<PlanView, 'table'>

/** The days a calendar shows: whole weeks from Monday, of a month those that touch it. */
export function spanOf(view: CalendarView, day: Day): { from: Day; to: Day } {
  if (view === 'week') return { from: mondayOf(day), to: addDays(mondayOf(day), 6) }
  const first = firstOfMonth(day)
  const last = addDays(firstOfMonth(addDays(first, 31)), -1)
  return { from: mondayOf(first), to: addDays(mondayOf(last), 6) }
}

/** The day that stands for the period before (-1) or after (1). */
export function neighbour(view: CalendarView, day: Day, step: 1 | -1): Day {
  if (view === 'week') return addDays(mondayOf(day), step * 7)
  const first = firstOfMonth(day)
  return step === 1 ? firstOfMonth(addDays(first, 31)) : firstOfMonth(addDays(first, -1))
}

function firstOfMonth(day: Day): Day {
  return `${day.slice(0, 7)}-01`
}

/** The days in rows of seven. */
export function weeksOf<T>(days: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(days.length / 7) }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

export type PlannedChange = Pick<PieceCard, 'plannedOn' | 'plannedPrecision' | 'plannedTime'>

/** Where a key with Shift takes a card: days left and right, weeks up and down. Null for other keys. */
export function dayAfterKey(key: string, day: Day): Day | null {
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1)
    case 'ArrowRight':
      return addDays(day, 1)
    case 'ArrowUp':
      return addDays(day, -7)
    case 'ArrowDown':
      return addDays(day, 7)
    default:
      return null
  }
}

/** What a calendar shows once a piece is planned anew, before the server has answered. */
export function rangeAfterMove(range: PieceRange, piece: PieceCard, change: PlannedChange): PieceRange {
  const moved = { ...piece, ...change }
  const without = (pieces: readonly PieceCard[]) => pieces.filter(({ id }) => id !== piece.id)
  const days = range.days.map((day) => {
    const wasHere = piece.plannedPrecision === 'day' && piece.plannedOn === day.day
    const isHere = moved.plannedPrecision === 'day' && moved.plannedOn === day.day
    if (!wasHere && !isHere) return day
    const others = without(day.pieces)
    return {
      day: day.day,
      count: day.count - (wasHere ? 1 : 0) + (isHere ? 1 : 0),
      pieces: isHere ? [...others, moved].sort(byTime) : others,
    }
  })
  const isUnfixed = moved.plannedPrecision === 'week' || moved.plannedPrecision === 'month'
  return { days, unfixed: isUnfixed ? [...without(range.unfixed), moved] : without(range.unfixed) }
}

// Pieces without a time stand below those with one, as the server sorts them.
function byTime(a: PieceCard, b: PieceCard): number {
  return (a.plannedTime ?? '99').localeCompare(b.plannedTime ?? '99') || a.id.localeCompare(b.id)
}

/** The hours a week shows: working hours, and every other hour in which something is planned. */
export function hoursShown(pieces: readonly PieceCard[]): number[] {
  const hours = new Set(Array.from({ length: 12 }, (_, index) => index + 7))
  for (const { plannedTime } of pieces) if (plannedTime !== null) hours.add(Number(plannedTime.slice(0, 2)))
  return [...hours].sort((a, b) => a - b)
}

/** The time a card gets in an hour's row: its minutes stay when it has some. */
export function timeInHour(hour: number, plannedTime: string | null): string {
  return `${String(hour).padStart(2, '0')}:${plannedTime?.slice(3, 5) ?? '00'}`
}
