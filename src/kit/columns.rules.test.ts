import { expect, test } from 'vitest'
import { tableLayout } from './columns.rules.ts'

test('shares get a least width, and the table is never narrower than its columns', () => {
  expect(tableLayout(['4rem', '3fr', undefined, 'minmax(10rem, 1fr)'])).toEqual({
    template: '4rem minmax(14rem, 3fr) minmax(5rem, 1fr) minmax(10rem, 1fr)',
    minWidth: '34rem',
  })
})
