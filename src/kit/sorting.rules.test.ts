import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextSort, rowAfterKey, sorted } from './sorting.rules.ts'

test('a heading sorts ascending first, then turns', () => {
  expect(nextSort(null, 'title')).toEqual({ by: 'title', descending: false })
  expect(nextSort({ by: 'title', descending: false }, 'title')).toEqual({ by: 'title', descending: true })
  expect(nextSort({ by: 'title', descending: true }, 'day')).toEqual({ by: 'day', descending: false })
})

test('umlauts sort as in a dictionary, numbers in words by their value, empty last in both directions', () => {
  const rows = ['Zebra', null, 'Äpfel', 'Beitrag 10', 'Beitrag 9', 'Apfel']
  const up = sorted(rows, (row) => row, false)
  expect(up).toEqual(['Apfel', 'Äpfel', 'Beitrag 9', 'Beitrag 10', 'Zebra', null])
  expect(sorted(rows, (row) => row, true)).toEqual([
    'Zebra',
    'Beitrag 10',
    'Beitrag 9',
    'Äpfel',
    'Apfel',
    null,
  ])
})

test('sorting loses no row and leaves the given rows alone', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer())), fc.boolean(), (rows, descending) => {
      const before = [...rows]
      expect(sorted(rows, (row) => row, descending)).toHaveLength(rows.length)
      expect(rows).toEqual(before)
    }),
  )
})

test('keys never leave the table', () => {
  const keys = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End')
  fc.assert(
    fc.property(keys, fc.nat(49_999), (key, row) => {
      const target = rowAfterKey(key, row, 50_000)
      expect(target).toBeGreaterThanOrEqual(0)
      expect(target).toBeLessThan(50_000)
    }),
  )
  expect(rowAfterKey('a', 3, 10)).toBeNull()
  expect(rowAfterKey('ArrowDown', 3, 10)).toBe(4)
  expect(rowAfterKey('End', 3, 10)).toBe(9)
})
