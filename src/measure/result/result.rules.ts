import { addDays, daysBetween, type Day } from '../../kernel/calendar.ts'
import { perUnit, type Money } from '../../kernel/money.ts'
import type { PlannedAndActual } from './result.schema.ts'

/** Days that are shown when nobody chose any. */
const usualSpanDays = 28

/** The span that is meant: what was chosen, completed to 28 days; without a choice the last 28 days. */
export function spanOf({ from, to }: { from?: Day; to?: Day }, today: Day): { from: Day; to: Day } {
  if (from !== undefined) return { from, to: to ?? (from > today ? addDays(from, usualSpanDays - 1) : today) }
  const end = to ?? today
  return { from: addDays(end, 1 - usualSpanDays), to: end }
}

/** A row for each day of the span; days without anything are `zero`. */
export function everyDay<T extends object>(
  span: { from: Day; to: Day },
  rows: readonly (T & { day: Day })[],
  zero: T,
): (T & { day: Day })[] {
  const byDay = new Map(rows.map((row) => [row.day, row]))
  return Array.from({ length: daysBetween(span.from, span.to) + 1 }, (_, index) => {
    const day = addDays(span.from, index)
    return byDay.get(day) ?? { ...zero, day }
  })
}

/** Content-CPC: all cost of the piece ÷ all visits it had (vocabulary, KPIs). */
export function costPerVisit(cost: PlannedAndActual, visits: number): PlannedAndActual {
  const each = (amount: Money | null) => (amount === null ? null : perUnit(amount, visits))
  return { planned: each(cost.planned), actual: each(cost.actual) }
}
