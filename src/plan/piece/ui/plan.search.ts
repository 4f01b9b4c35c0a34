import { z } from 'zod'
import { Day } from '../../../kernel/calendar.ts'
import { PieceFilter, PieceSort } from '../piece.schema.ts'
import { planViews } from './period.rules.ts'

/** What the address of the plan holds: the view, where it stands, its filters and order. */
export const PlanSearch = z.object({
  ...PieceFilter.shape,
  view: z.enum(planViews).optional(),
  day: Day.optional(),
  sort: PieceSort.optional(),
  descending: z.boolean().optional(),
  /** Opens the form for a new piece. */
  create: z.boolean().optional(),
})
export type PlanSearch = z.infer<typeof PlanSearch>

/** The part of the address that narrows the pieces. A calendar shows its own days whatever `from` and `to` say. */
export function filterOf(search: PlanSearch, isCalendar: boolean): PieceFilter {
  const {
    view: _view,
    day: _day,
    sort: _sort,
    descending: _descending,
    create: _create,
    from,
    to,
    ...filter
  } = search
  return isCalendar ? filter : { ...filter, from, to }
}

/** Whether anything is narrowed. */
export function isFiltered(filter: PieceFilter): boolean {
  return Object.values(filter).some((value) =>
    Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false,
  )
}
