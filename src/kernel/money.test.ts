import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add, Money, perUnit, split } from './money.ts'

const euro = (cents: number) => ({ cents, currency: 'EUR' })
const cents = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 })

describe('money', () => {
  it('adds amounts of one currency and refuses to mix', () => {
    expect(add(euro(1050), euro(-50), euro(1))).toEqual(euro(1001))
    expect(() => add(euro(1), { cents: 1, currency: 'CHF' })).toThrow(RangeError)
    expect(() => add()).toThrow(RangeError)
  })

  it('splits without losing or making a cent, in parts that differ by one at most', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 500 }), (amount, parts) => {
        const shares = split(euro(amount), parts).map((share) => share.cents)
        expect(shares).toHaveLength(parts)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount)
        expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1)
        expect(shares.some((share) => Object.is(share, -0))).toBe(false)
      }),
    )
  })

  it.each([0, -1, 1.5, Number.NaN])('cannot be split in %s parts', (parts) => {
    expect(() => split(euro(100), parts)).toThrow(RangeError)
  })

  it('per unit is rounded to the cent, half away from zero; without units there is none', () => {
    expect(perUnit(euro(100), 8)).toEqual(euro(13))
    expect(perUnit(euro(-100), 8)).toEqual(euro(-13))
    expect(perUnit(euro(100), 3)).toEqual(euro(33))
    expect(perUnit(euro(100), 0)).toBeNull()
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 1_000_000 }), (amount, units) => {
        expect(
          Math.abs((perUnit(euro(amount), units)?.cents ?? Number.NaN) * units - amount),
        ).toBeLessThanOrEqual(units / 2)
      }),
    )
  })

  it.each([
    { cents: 1.5, currency: 'EUR' },
    { cents: 1e15, currency: 'EUR' },
    { cents: Number.NaN, currency: 'EUR' },
    { cents: '5', currency: 'EUR' },
    { cents: 5, currency: 'eur' },
    { cents: 5, currency: '€' },
    { cents: 5 },
  ])('is not %j', (value) => {
    expect(Money.safeParse(value).success).toBe(false)
  })
})
