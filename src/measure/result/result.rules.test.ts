import { describe, expect, it } from 'vitest'
import { costPerVisit, everyDay, spanOf } from './result.rules.ts'
import { PieceResultQuery, ResultFilter } from './result.schema.ts'

describe('the span', () => {
  const today = '2026-11-23'
  it.each([
    [{}, '2026-10-27', '2026-11-23'],
    [{ from: '2026-11-01' }, '2026-11-01', '2026-11-23'],
    [{ to: '2026-01-31' }, '2026-01-04', '2026-01-31'],
    [{ from: '2026-12-01' }, '2026-12-01', '2026-12-28'],
    [{ from: '2026-03-01', to: '2026-03-02' }, '2026-03-01', '2026-03-02'],
  ])('%j is %s to %s', (chosen, from, to) => {
    expect(spanOf(chosen, today)).toEqual({ from, to })
  })

  it('is in order and not longer than a good year', () => {
    const accepts = (from: string, to: string) => ResultFilter.safeParse({ from, to }).success
    expect(accepts('2026-01-01', '2026-12-31')).toBe(true)
    expect(accepts('2026-01-02', '2026-01-01')).toBe(false)
    expect(accepts('2020-01-01', '2026-01-01')).toBe(false)
    const wrong = PieceResultQuery.safeParse({
      pieceId: crypto.randomUUID(),
      from: '2026-01-02',
      to: '2026-01-01',
    })
    expect(wrong.error?.issues.map(({ path }) => path)).toEqual([['to']])
  })
})

it('every day of the span has a row, also across the change of clocks', () => {
  const rows = everyDay({ from: '2026-10-24', to: '2026-10-26' }, [{ day: '2026-10-25', views: 3 }], {
    views: 0,
  })
  expect(rows).toEqual([
    { day: '2026-10-24', views: 0 },
    { day: '2026-10-25', views: 3 },
    { day: '2026-10-26', views: 0 },
  ])
})

it('cost per visit is rounded to the cent; without cost or visits there is none', () => {
  const cost = { planned: { cents: 100_00, currency: 'EUR' }, actual: null }
  expect(costPerVisit(cost, 3)).toEqual({ planned: { cents: 33_33, currency: 'EUR' }, actual: null })
  expect(costPerVisit(cost, 0)).toEqual({ planned: null, actual: null })
})
