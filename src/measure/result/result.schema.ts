import { z } from 'zod'
import { Day, daysBetween } from '../../kernel/calendar.ts'
import { Money } from '../../kernel/money.ts'

const Count = z.int().min(0)

const DayResult = z.object({ day: z.string(), views: Count, visits: Count, clicks: Count })

/** `views`: pages read. `visits`: visits that read it. `clicks`: short links followed. */
const Sums = z.object({ views: Count, visits: Count, clicks: Count })

/** Null: there is no cost line of this kind; per visit also while there is no visit. */
export const PlannedAndActual = z.object({ planned: Money.nullable(), actual: Money.nullable() })
export type PlannedAndActual = z.infer<typeof PlannedAndActual>

const span = { from: Day.optional(), to: Day.optional() }
const longestSpanDays = 400

/** Whether the days are in order and not too many; both may be left out (the last 28 days). */
function isSpan({ from, to }: { from?: string; to?: string }): boolean {
  if (from === undefined || to === undefined) return true
  const days = daysBetween(from, to)
  return days >= 0 && days <= longestSpanDays
}
const spanIssue = { error: 'span', path: ['to'] }

export const PieceResultQuery = z.object({ pieceId: z.uuid(), ...span }).refine(isSpan, spanIssue)
export type PieceResultQuery = z.infer<typeof PieceResultQuery>

export const PublicationResult = z.object({
  id: z.uuid(),
  channelName: z.string(),
  liveUrl: z.string().nullable(),
  shortUrl: z.string(),
  /** Views of its page, when that is on a counted website. */
  views: Count,
  /** Visits its link brought to a counted website. */
  visitsByLink: Count,
  clicks: Count,
})
export type PublicationResult = z.infer<typeof PublicationResult>

/** What a piece brought in: by day within the span; sums and cost over its whole life. */
export const PieceResult = z.object({
  from: z.string(),
  to: z.string(),
  days: z.array(DayResult),
  total: Sums,
  cost: PlannedAndActual,
  costPerVisit: PlannedAndActual,
  publications: z.array(PublicationResult),
  isCounting: z.boolean(),
  hasArrived: z.boolean(),
})
export type PieceResult = z.infer<typeof PieceResult>

export const ResultSort = z.enum(['views', 'visits', 'newest'])
export type ResultSort = z.infer<typeof ResultSort>

export const ResultFilter = z
  .object({
    ...span,
    text: z.string().max(200).optional(),
    channels: z.array(z.string().max(80)).max(20).optional(),
    campaignIds: z.array(z.uuid()).max(50).optional(),
    sort: ResultSort.default('views'),
    page: z.int().min(1).max(10_000).default(1),
    pageSize: z.int().min(1).max(100).default(50),
  })
  .refine(isSpan, spanIssue)
export type ResultFilter = z.infer<typeof ResultFilter>

export const ResultRow = z.object({
  piece: z.object({
    id: z.uuid(),
    number: z.int(),
    title: z.string(),
    status: z.string(),
    ownerName: z.string(),
  }),
  /** Within the span. */
  views: Count,
  visits: Count,
  clicks: Count,
  /** Over the whole life of the piece. */
  cost: PlannedAndActual,
  costPerVisit: PlannedAndActual,
})
export type ResultRow = z.infer<typeof ResultRow>

export const ResultPage = z.object({
  from: z.string(),
  to: z.string(),
  rows: z.array(ResultRow),
  total: z.int(),
  /** All pages of the counted websites by day, also those that belong to no piece. Entries count as visits. */
  days: z.array(z.object({ day: z.string(), views: Count, visits: Count })),
})
export type ResultPage = z.infer<typeof ResultPage>
