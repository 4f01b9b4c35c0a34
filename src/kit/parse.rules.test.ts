import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatsFor } from './format.ts'
import { parseCents, parseDay, parseTime } from './parse.rules.ts'

describe('a typed day', () => {
  const today = '2026-03-10'
  test.each([
    ['24.12.', '2026-12-24'],
    ['24.12', '2026-12-24'],
    ['24.12.26', '2026-12-24'],
    ['24. 12. 2027', '2027-12-24'],
    ['24/12/2026', '2026-12-24'],
    ['2026-12-24', '2026-12-24'],
    ['+3', '2026-03-13'],
    ['-10', '2026-02-28'],
    ['29.02.2028', '2028-02-29'],
  ])('%s is %s', (typed, day) => expect(parseDay(typed, today)).toBe(day))

  test.each(['31.02.2026', '29.2.2027', '0.1.2026', 'morgen', '', '24', '2026-13-01', '1.1.26.5'])(
    '%s is no day',
    (typed) => expect(parseDay(typed, today)).toBeNull(),
  )

  test('what German dates look like is read back as the same day', () => {
    const format = formatsFor('de', 'Europe/Berlin')
    const days = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10)
        expect(parseDay(format.day(day), today)).toBe(day)
      }),
    )
  })
})

describe('a typed time', () => {
  test.each([
    ['9', '09:00'],
    ['930', '09:30'],
    ['0930', '09:30'],
    ['9:30', '09:30'],
    ['9.30', '09:30'],
    ['9 Uhr', '09:00'],
    ['9:30 pm', '21:30'],
    ['12 am', '00:00'],
    ['23:59', '23:59'],
  ])('%s is %s', (typed, time) => expect(parseTime(typed)).toBe(time))

  test.each(['24:00', '9:60', 'neun', '', '12:3', '99'])('%s is no time', (typed) =>
    expect(parseTime(typed)).toBeNull(),
  )
})

describe('a typed amount', () => {
  test.each([
    ['1.234,56', 'de', 123_456],
    ['1.234', 'de', 123_400],
    ['1234,5', 'de', 123_450],
    ['1.234.567', 'de', 123_456_700],
    ['12.50', 'de', 1250],
    ['99 €', 'de', 9900],
    ['-3,20', 'de', -320],
    ['-0,50', 'de', -50],
    ['1,234.56', 'en', 123_456],
    ['1,234', 'en', 123_400],
    ['12,50', 'en', 1250],
  ] as const)('%s (%s) is %d cents', (typed, language, cents) =>
    expect(parseCents(typed, language)).toBe(cents),
  )

  test.each(['', '1,2,3', '1.23.4', 'viel', '1,234', '12,345'])('%s is no German amount', (typed) =>
    expect(parseCents(typed, 'de')).toBeNull(),
  )

  test('what is shown is read back to the cent, in both languages', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 99_999_999_999 }),
        fc.constantFrom('de', 'en'),
        (cents, language) => {
          const shown = formatsFor(language, 'UTC').money({ cents, currency: 'EUR' })
          expect(parseCents(shown, language)).toBe(cents)
        },
      ),
    )
  })
})
