import { expect, it } from 'vitest'
import { newId, newShortCode, newToken } from './id.ts'

it('ids sort by the time they were made and never repeat', () => {
  const ids = Array.from({ length: 5000 }, newId)
  expect(new Set(ids).size).toBe(5000)
  expect(ids.every((id, index) => index === 0 || id > (ids[index - 1] ?? ''))).toBe(true)
  expect(
    ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toBe(true)
})

it('tokens carry all their bytes and fit into an address', () => {
  const token = newToken()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  expect(encodeURIComponent(token)).toBe(token)
  expect(new Set(Array.from({ length: 1000 }, () => newToken(16))).size).toBe(1000)
})

it('short codes have letters that cannot be mistaken, each about as often', () => {
  const letters = Array.from({ length: 3000 }, () => newShortCode(10)).join('')
  expect(letters).toMatch(/^[abcdefghjkmnpqrstuvwxyz23456789]+$/)
  const counts = Object.values(Object.groupBy(letters, (letter) => letter)).map((found) => found?.length ?? 0)
  expect(counts).toHaveLength(31)
  // 30,000 letters, 968 each expected, standard deviation 31: six of them.
  expect(Math.min(...counts)).toBeGreaterThan(780)
  expect(Math.max(...counts)).toBeLessThan(1160)
  expect(newShortCode()).toHaveLength(7)
})
