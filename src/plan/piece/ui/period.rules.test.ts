import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, daysBetween } from '../../../kernel/calendar.ts'
import type { PieceCard, PieceRange } from '../piece.schema.ts'
import {
  dayAfterKey,
  hoursShown,
  neighbour,
  rangeAfterMove,
  spanOf,
  timeInHour,
  weeksOf,
} from './period.rules.ts'

const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1950-01-01', days))

describe('the days of a view', () => {
  test('a month shows whole weeks', () => {
    expect(spanOf('month', '2026-12-24')).toEqual({ from: '2026-11-30', to: '2027-01-03' })
    expect(spanOf('month', '2027-02-10')).toEqual({ from: '2027-02-01', to: '2027-02-28' })
    expect(spanOf('week', '2026-12-24')).toEqual({ from: '2026-12-21', to: '2026-12-27' })
  })

  test('every month fits in four to six weeks and holds all its days', () => {
    fc.assert(
      fc.property(day, (of) => {
        const { from, to } = spanOf('month', of)
        const days = daysBetween(from, to) + 1
        return days % 7 === 0 && days >= 28 && days <= 42 && from <= of && of <= to
      }),
    )
  })

  test('forward and back leads home', () => {
    fc.assert(
      fc.property(day, fc.constantFrom('month' as const, 'week' as const), (of, view) => {
        const there = neighbour(view, of, 1)
        return there > of && spanOf(view, neighbour(view, there, -1)).from === spanOf(view, of).from
      }),
    )
  })

  test('rows of seven', () => {
    expect(weeksOf([1, 2, 3, 4, 5, 6, 7, 8])).toEqual([[1, 2, 3, 4, 5, 6, 7], [8]])
  })
})

const card = (id: string, more: Partial<PieceCard> = {}): PieceCard => ({
  id,
  number: 1,
  title: id,
  status: 'idea',
  plannedOn: '2026-12-01',
  plannedPrecision: 'day',
  plannedTime: null,
  format: '',
  channelWords: [],
  owner: { memberId: null, name: '' },
  campaign: null,
  dueOn: null,
  version: 1,
  ...more,
})

describe('moving before the server answers', () => {
  const range: PieceRange = {
    days: [
      { day: '2026-12-01', count: 9, pieces: [card('a')] },
      { day: '2026-12-02', count: 1, pieces: [card('b', { plannedOn: '2026-12-02', plannedTime: '12:00' })] },
    ],
    unfixed: [card('w', { plannedOn: '2026-11-30', plannedPrecision: 'week' })],
  }
  const to = (
    plannedOn: string | null,
    plannedPrecision: PieceCard['plannedPrecision'],
    plannedTime: string | null = null,
  ) => ({
    plannedOn,
    plannedPrecision,
    plannedTime,
  })
  const shape = ({ days, unfixed }: PieceRange) => [
    ...days.map(({ count, pieces }) => [count, pieces.map(({ id }) => id)]),
    unfixed.map(({ id }) => id),
  ]

  test('from day to day, in the order of time', () => {
    const after = rangeAfterMove(range, card('a'), to('2026-12-02', 'day', '09:00'))
    expect(shape(after)).toEqual([[8, []], [2, ['a', 'b']], ['w']])
  })

  test('from the week onto a day, and off the plan', () => {
    const [week] = range.unfixed as [PieceCard]
    expect(shape(rangeAfterMove(range, week, to('2026-12-01', 'day')))).toEqual([
      [10, ['a', 'w']],
      [1, ['b']],
      [],
    ])
    expect(shape(rangeAfterMove(range, card('a'), to(null, 'none')))).toEqual([[8, []], [1, ['b']], ['w']])
    expect(shape(rangeAfterMove(range, card('a'), to('2026-12-24', 'day')))).toEqual([
      [8, []],
      [1, ['b']],
      ['w'],
    ])
  })
})

test('keys move by a day or a week', () => {
  expect(dayAfterKey('ArrowLeft', '2026-12-01')).toBe('2026-11-30')
  expect(dayAfterKey('ArrowDown', '2026-12-28')).toBe('2027-01-04')
  expect(dayAfterKey('Enter', '2026-12-28')).toBeNull()
})

test('a week shows working hours and what lies outside them', () => {
  expect(hoursShown([])).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18])
  expect(hoursShown([card('late', { plannedTime: '22:15' }), card('none')]).at(-1)).toBe(22)
  expect(timeInHour(9, null)).toBe('09:00')
  expect(timeInHour(9, '14:30')).toBe('09:30')
})
