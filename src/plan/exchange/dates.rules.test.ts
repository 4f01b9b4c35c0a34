import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { isoWeek } from '../../kernel/calendar.ts'
import {
  dayOrderOf,
  readDate,
  readTime,
  weekdayOf,
  weekdayOfDay,
  yearOfNames,
  type DateHints,
} from './dates.rules.ts'

const blind: DateHints = { year: null, dayOrder: null }
const told: DateHints = { year: 2026, dayOrder: 'dmy' }
/** `2026-01-12`, `2026-01-12 09:00`, `week 2026-01-12`, `month 2026-01-01`, the trouble, or `open`. */
const brief = (text: string, hints = blind) => {
  const read = readDate(text, hints)
  if (read === null) return 'open'
  if ('trouble' in read) return read.trouble
  const { day, precision } = read.planned
  return [precision === 'day' ? '' : precision, day, read.time ?? ''].join(' ').trim()
}

describe('a date is read as it is written', () => {
  test.each([
    ['12.01.2026', '2026-01-12'],
    ['12. 1. 2026', '2026-01-12'],
    ['1.3.26', '2026-03-01'],
    ['2026-01-12', '2026-01-12'],
    ['2026/1/12', '2026-01-12'],
    ['2026-01-12T09:30:00Z', '2026-01-12 09:30'],
    ['12.01.2026, 9 Uhr', '2026-01-12 09:00'],
    ['12.01.2026 um 18:05 Uhr', '2026-01-12 18:05'],
    ['Mo, 12.01.2026', '2026-01-12'],
    ['Montag, 12. Januar 2026', '2026-01-12'],
    ['12. Jänner 2026', '2026-01-12'],
    ['3. März 2026', '2026-03-03'],
    ['6 October 2026', '2026-10-06'],
    ['Tue, Feb 11, 2025', '2025-02-11'],
    ['11th of February 2025', '2025-02-11'],
    ['13/8/2026', '2026-08-13'],
    ['8/13/2026', '2026-08-13'],
    ['10/10/2026', '2026-10-10'],
    ['29.02.2028', '2028-02-29'],
    ['46153', '2026-05-11'],
    ['KW 3/2026', 'week 2026-01-12'],
    ['KW03 2026', 'week 2026-01-12'],
    ['3. KW 2026', 'week 2026-01-12'],
    ['2026-W53', 'week 2026-12-28'],
    ['KW 1/2027', 'week 2027-01-04'],
    ['Week 3, 2026', 'week 2026-01-12'],
    ['Januar 2026', 'month 2026-01-01'],
    ['Ende März 2026', 'month 2026-03-01'],
    ['03/2026', 'month 2026-03-01'],
  ])('%s → %s', (text, expected) => expect(brief(text)).toBe(expected))
})

describe('nothing is invented', () => {
  test.each([
    ['12.01.', 'date_without_year', '2026-01-12'],
    ['6 October', 'date_without_year', '2026-10-06'],
    ['KW 3', 'date_without_year', 'week 2026-01-12'],
    ['Januar', 'date_without_year', 'month 2026-01-01'],
    ['3/8/2026', 'date_ambiguous', '2026-08-03'],
  ])('%s: %s, and with what the person says %s', (text, trouble, expected) => {
    expect(brief(text)).toBe(trouble)
    expect(brief(text, told)).toBe(expected)
  })

  test.each([
    ['31.02.2026', 'date_impossible'],
    ['14/10/20240', 'date_unreadable'],
    ['29.02.2026', 'date_impossible'],
    ['KW 53/2027', 'date_impossible'],
    ['KW 0/2026', 'date_impossible'],
    ['0001-01-01', 'date_impossible'],
    ['1970-01-01', 'date_impossible'],
    ['7 Novermber', 'date_unreadable'],
    ['demnächst', 'date_unreadable'],
    ['12345', 'date_unreadable'],
    ['01.-15.03.', 'date_span'],
    ['Q1 2026', 'date_span'],
    ['x'.repeat(500), 'date_unreadable'],
    ['tbd', 'open'],
    ['n.n.', 'open'],
    ['?', 'open'],
  ])('%s → %s', (text, expected) => expect(brief(text, told)).toBe(expected))

  it('marks "Ende März" as vague and keeps the weekday a text names', () => {
    expect(readDate('Ende März 2026', blind)).toMatchObject({ isVague: true })
    expect(readDate('Di, 12.01.2026', blind)).toMatchObject({ weekday: 2, isVague: false })
  })

  it('reads every day from 2000 to 2099 in each spelling as that very day', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year = '', month = '', day = ''] = iso.split('-')
        const long = new Intl.DateTimeFormat('de', { dateStyle: 'full', timeZone: 'UTC' }).format(date)
        const english = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(date)
        for (const text of [
          iso,
          `${day}.${month}.${year}`,
          `${Number(day)}.${Number(month)}.${year}`,
          long,
          english,
        ])
          expect(brief(text)).toBe(iso)
        const { week, year: weekYear } = isoWeek(iso)
        const read = readDate(`KW ${week}/${weekYear}`, blind)
        // Week 53 of 2099 begins in the range, week 52 of 1999 does not.
        if (read && 'planned' in read)
          expect(isoWeek(read.planned.day ?? '')).toEqual({ week, year: weekYear })
        expect(weekdayOfDay(iso)).toBe(date.getUTCDay() || 7)
      }),
    )
  })

  it('answers any text at once and never with a day that is not there', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 80 }), fc.stringMatching(/^[0-9./: -]{1,20}$/)), (text) => {
        const read = readDate(text, told)
        if (read && 'planned' in read) expect(read.planned.day).toMatch(/^20\d\d-\d\d-\d\d$/)
      }),
    )
  })
})

test.each([
  ['9', '09:00'],
  ['9:00', '09:00'],
  ['09.30', '09:30'],
  ['9 Uhr', '09:00'],
  ['18.15 Uhr', '18:15'],
  [' 11:00 PM', '23:00'],
  ['12:00 AM', '00:00'],
  ['7 pm', '19:00'],
  ['0,375', '09:00'],
  ['24:00', null],
  ['13 PM', null],
  ['vormittags', null],
  ['9-11 Uhr', null],
])('time %j → %j', (text, expected) => expect(readTime(text)).toBe(expected))

test('weekdays in both languages', () => {
  expect(['Mo', 'Dienstag', 'Wed', 'so.', 'KW'].map(weekdayOf)).toEqual([1, 2, 3, 7, null])
})

test('one value above twelve proves the order of a column; both orders prove nothing', () => {
  expect(dayOrderOf(['3/8/2026', '19/9/2024'])).toEqual({ order: 'dmy', evidence: '19/9/2024' })
  expect(dayOrderOf(['9/19/2024'])).toEqual({ order: 'mdy', evidence: '9/19/2024' })
  expect(dayOrderOf(['9/19/2024', '19/9/2024']).order).toBeNull()
  expect(dayOrderOf(['3/8/2026'])).toEqual({ order: null, evidence: null })
})

test('the year of a plan is taken from its names only when they agree', () => {
  expect(yearOfNames(['Redaktionsplan_Q4_2026.xlsx', 'Tabelle1'])).toBe(2026)
  expect(yearOfNames(['Plan 2026', 'Stand 2025'])).toBeNull()
  expect(yearOfNames(['Plan 120261'])).toBeNull()
})
