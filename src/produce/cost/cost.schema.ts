import { z } from 'zod'
import { Day, Instant } from '../../kernel/calendar.ts'
import { Money } from '../../kernel/money.ts'

export const costKinds = ['planned', 'actual'] as const

const Label = z.string().trim().min(1).max(200)
const Supplier = z.string().trim().max(200)
/** Costs are amounts spent; what comes back (a credit note) is negative. */
const Cents = z.int().min(-9_999_999_999).max(9_999_999_999)

/** What something on a piece is planned to cost or has cost. */
export const CostLine = z.object({
  id: z.uuid(),
  pieceId: z.uuid(),
  kind: z.enum(costKinds),
  label: Label,
  amount: Money,
  supplier: Supplier,
  incurredOn: Day.nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type CostLine = z.infer<typeof CostLine>

export const PieceCost = z.object({
  lines: z.array(CostLine),
  planned: Money,
  actual: Money,
  may: z.object({ edit: z.string().nullable() }),
})
export type PieceCost = z.infer<typeof PieceCost>

/** A new cost line, in the currency of the workspace. */
export const NewCostLine = z.object({
  pieceId: z.uuid(),
  kind: z.enum(costKinds),
  label: Label,
  cents: Cents,
  supplier: Supplier.default(''),
  incurredOn: Day.nullable().default(null),
})
export type NewCostLine = z.infer<typeof NewCostLine>

export const CostLineChange = z.object({
  id: z.uuid(),
  version: z.int().min(1).max(2_000_000_000),
  kind: z.enum(costKinds).optional(),
  label: Label.optional(),
  cents: Cents.optional(),
  supplier: Supplier.optional(),
  incurredOn: Day.nullable().optional(),
})
export type CostLineChange = z.infer<typeof CostLineChange>

export const CostLineById = z.object({ id: z.uuid() })
