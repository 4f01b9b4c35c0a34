import { expect, test } from 'vitest'
import { formatsFor } from './format.ts'

const de = formatsFor('de', 'Europe/Berlin')
const en = formatsFor('en', 'America/New_York')

test('German dates, weeks, money and numbers', () => {
  expect(de.day('2026-12-24')).toBe('24.12.2026')
  expect(de.dayLong('2026-12-24')).toBe('Donnerstag, 24. Dezember 2026')
  expect(de.week('2026-12-24')).toBe('KW 52')
  expect(de.month('2026-03-31')).toBe('März 2026')
  expect(de.money({ cents: 123_456, currency: 'EUR' })).toBe('1.234,56\u00a0€')
  expect(de.number(1234.567)).toBe('1.234,57')
  expect(de.percent(0.125)).toBe('12,5\u00a0%')
})

test('English dates are unambiguous', () => {
  expect(en.day('2026-12-03')).toBe('3 Dec 2026')
  expect(en.week('2027-01-01')).toBe('Week 53')
})

test('instants are shown in the zone of the reader', () => {
  expect(de.instant('2026-12-31T23:30:00Z')).toBe('01.01.2027, 00:30')
  expect(en.time('2026-12-31T23:30:00Z')).toBe('18:30')
})

test('a slot is shown as it was chosen, and names a foreign zone', () => {
  const slot = { date: '2026-03-29', time: '02:30', zone: 'Europe/Berlin' }
  expect(de.slot(slot)).toBe('29.03.2026, 02:30')
  expect(en.slot(slot)).toContain('02:30 (Europe/Berlin)')
})

test('relative times pick a unit a person would', () => {
  const now = new Date('2026-03-10T12:00:00Z')
  expect(de.relative('2026-03-10T11:57:00Z', now)).toBe('vor 3 Minuten')
  expect(de.relative('2026-03-11T12:00:00Z', now)).toBe('morgen')
  expect(de.relative('2026-03-10T12:00:20Z', now)).toBe('in 20 Sekunden')
  expect(en.relative('2025-01-10T12:00:00Z', now)).toBe('last year')
})
