import type { Actor } from '../../kernel/access/actor.ts'
import { planners, type Role } from '../../kernel/access/role.ts'
import { add, type Money } from '../../kernel/money.ts'
import type { CostLine } from './cost.schema.ts'

/** Roles that see what things cost: freelance authors and guests do not (threats A5). */
export const costReaders = [
  'owner',
  'manager',
  'editor',
  'approver',
  'viewer',
] as const satisfies readonly Role[]

/** Why the actor cannot enter costs; null when they can. */
export function whyNotEnterCosts(actor: Actor): string | null {
  if (actor.kind === 'system') return null
  return actor.kind === 'user' && planners.some((role) => role === actor.role) ? null : 'cost.planners_only'
}

/** Sum of the lines of one kind in the workspace's currency; nothing entered is zero. */
export function sumOf(
  lines: readonly Pick<CostLine, 'kind' | 'amount'>[],
  kind: CostLine['kind'],
  currency: string,
): Money {
  const amounts = lines.filter((line) => line.kind === kind && line.amount.currency === currency)
  return add({ cents: 0, currency }, ...amounts.map((line) => line.amount))
}
