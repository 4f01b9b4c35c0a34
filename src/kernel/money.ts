import { z } from 'zod'

/** An amount in the smallest unit of its currency (ISO 4217). Never a floating point number. */
export const Money = z.object({
  cents: z.int().min(-99_999_999_999).max(99_999_999_999),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type Money = z.infer<typeof Money>

/** Sum of amounts of one currency. Throws when the currencies differ: that is a bug of the caller. */
export function add(...amounts: readonly Money[]): Money {
  const [first] = amounts
  if (!first) throw new RangeError('add: no amount')
  if (amounts.some((amount) => amount.currency !== first.currency))
    throw new RangeError('add: mixed currencies')
  return { cents: amounts.reduce((sum, amount) => sum + amount.cents, 0), currency: first.currency }
}

/** Splits an amount into `parts` that differ by at most one cent and sum to the whole. */
export function split(amount: Money, parts: number): Money[] {
  if (!Number.isSafeInteger(parts) || parts < 1) throw new RangeError('split: at least one part')
  const base = Math.trunc(amount.cents / parts)
  const rest = amount.cents - base * parts
  return Array.from({ length: parts }, (_, index) => ({
    cents: base + (index < Math.abs(rest) ? Math.sign(rest) : 0),
    currency: amount.currency,
  }))
}

/** An amount per unit (cost per visit), rounded half away from zero to the cent; null when there is no unit. */
export function perUnit(amount: Money, units: number): Money | null {
  if (units <= 0) return null
  const exact = amount.cents / units
  return { cents: Math.sign(exact) * Math.round(Math.abs(exact)), currency: amount.currency }
}
