import { expect, test } from 'vitest'
import { assignField, assignStatus } from './mapping.rules.ts'

const columns = [
  { column: 1, field: 'date' as const },
  { column: 2, field: 'title' as const },
]

test('a field is given to one column; the one that had it becomes an extra field', () => {
  expect(assignField(columns, 3, 'title')).toEqual([
    { column: 1, field: 'date' },
    { column: 2, field: 'extra' },
    { column: 3, field: 'title' },
  ])
})

test('any number of columns may be extra or left out', () => {
  expect(assignField(assignField(columns, 1, 'leave'), 2, 'leave').map(({ field }) => field)).toEqual([
    'leave',
    'leave',
  ])
})

test('a status word is assigned, changed and freed again', () => {
  const one = assignStatus([], 'hm', 'idea')
  expect(assignStatus(one, 'hm', 'backlog')).toEqual([{ word: 'hm', status: 'backlog' }])
  expect(assignStatus(one, 'hm', null)).toEqual([])
})
