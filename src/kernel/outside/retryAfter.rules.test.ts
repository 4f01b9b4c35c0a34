import { expect, it } from 'vitest'
import { retryAfter } from './retryAfter.rules.ts'

const now = new Date('2026-11-23T10:00:00Z')

it.each([
  ['120', '2026-11-23T10:02:00.000Z'],
  ['0', '2026-11-23T10:00:00.000Z'],
  ['Mon, 23 Nov 2026 10:05:00 GMT', '2026-11-23T10:05:00.000Z'],
  ['Mon, 23 Nov 2020 10:05:00 GMT', '2026-11-23T10:00:00.000Z'],
  ['99999999999', '2026-11-24T10:00:00.000Z'],
])('T59: Retry-After %s is honoured as %s', (header, expected) => {
  expect(retryAfter(header, now)?.toISOString()).toBe(expected)
})

it.each([null, '', 'soon', '-5x'])('T60: %s says nothing', (header) => {
  expect(retryAfter(header, now)).toBeNull()
})
