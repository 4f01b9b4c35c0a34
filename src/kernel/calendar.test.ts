import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  Day,
  dayAt,
  daysBetween,
  isDay,
  isoWeek,
  isZone,
  mondayOf,
  mondayOfIsoWeek,
  resolveSlot,
  slotAt,
  TimeOfDay,
  Zone,
} from './calendar.ts'

const berlin = (date: string, time: string) => {
  const { instant, adjusted } = resolveSlot({ date, time, zone: 'Europe/Berlin' })
  return [instant.toISOString(), adjusted]
}
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const zones = fc.constantFrom(
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
)

describe('a slot becomes an instant', () => {
  it('T01: by the offset of its own day, not of the day it was planned on', () => {
    expect(berlin('2027-03-28', '09:00')).toEqual(['2027-03-28T07:00:00.000Z', null])
  })

  it('T02: nine stays nine across the change of clocks', () => {
    expect(['2027-03-27', '2027-03-28', '2027-03-29'].map((date) => berlin(date, '09:00')[0])).toEqual([
      '2027-03-27T08:00:00.000Z',
      '2027-03-28T07:00:00.000Z',
      '2027-03-29T07:00:00.000Z',
    ])
  })

  it('T03: a wall time that does not exist moves on and says so', () => {
    expect(berlin('2027-03-28', '02:30')).toEqual(['2027-03-28T01:30:00.000Z', 'gap'])
  })

  it('T04: of a wall time that exists twice the first is taken and it says so', () => {
    expect(berlin('2026-10-25', '02:30')).toEqual(['2026-10-25T00:30:00.000Z', 'overlap'])
  })

  it('T06: sixty Mondays at eight are all at eight', () => {
    for (let week = 0; week < 60; week++) {
      const date = addDays('2026-11-23', 7 * week)
      const { instant, adjusted } = resolveSlot({ date, time: '08:00', zone: 'Europe/Berlin' })
      expect([slotAt(instant, 'Europe/Berlin').time, adjusted, isoWeek(date).week]).toEqual([
        '08:00',
        null,
        isoWeek(dayAt(instant, 'Europe/Berlin')).week,
      ])
    }
  })

  it('leads back to the same wall time wherever it exists', () => {
    fc.assert(
      fc.property(days, times, zones, (date, time, zone) => {
        const { instant, adjusted } = resolveSlot({ date, time, zone })
        if (adjusted === 'gap') expect(slotAt(instant, zone)).not.toEqual({ date, time, zone })
        else expect(slotAt(instant, zone)).toEqual({ date, time, zone })
      }),
    )
  })
})

describe('a day', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-1',
    '1899-12-31',
    '2200-01-01',
    '2026-11-23T00:00',
    '',
  ])('is not %s', (text) => {
    expect(isDay(text)).toBe(false)
    expect(Day.safeParse(text).success).toBe(false)
  })

  it('is every day of the calendar, also the 29th of February in a leap year', () => {
    expect(isDay('2028-02-29')).toBe(true)
    fc.assert(fc.property(days, (day) => isDay(day)))
  })

  it('counts on and back', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -3000, max: 3000 }), (day, count) => {
        expect(daysBetween(day, addDays(day, count))).toBe(count)
      }),
    )
  })

  it('lies in the ISO week whose Monday is its Monday', () => {
    expect(isoWeek('2026-12-31')).toEqual({ week: 53, year: 2026 })
    expect(isoWeek('2027-01-01')).toEqual({ week: 53, year: 2026 })
    expect(isoWeek('2026-11-23')).toEqual({ week: 48, year: 2026 })
    fc.assert(
      fc.property(days, (day) => {
        const { week, year } = isoWeek(day)
        expect(mondayOfIsoWeek(year, week)).toBe(mondayOf(day))
      }),
    )
  })
})

describe('a zone', () => {
  it.each(['+01:00', 'GMT+1:00', 'Mars/Base', '', 'europe/berlin\u0000'])('is not %j', (text) => {
    expect(isZone(text)).toBe(false)
    expect(Zone.safeParse(text).success).toBe(false)
  })

  it('is a name of the time zone database', () => {
    expect(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires'].every(isZone)).toBe(true)
  })
})

it('a time of day has two digits each and exists', () => {
  expect(['00:00', '23:59'].every((text) => TimeOfDay.safeParse(text).success)).toBe(true)
  expect(['24:00', '9:00', '12:60', '12:00:00', ''].some((text) => TimeOfDay.safeParse(text).success)).toBe(
    false,
  )
})
