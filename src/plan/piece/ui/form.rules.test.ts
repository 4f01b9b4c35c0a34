import { expect, test } from 'vitest'
import { changedFields, differing, emptyFields } from './form.rules.ts'

const fields = { ...emptyFields, title: 'Alt', channelWords: ['Blog'], plannedOn: '2026-12-01' }

test('only what was touched is sent', () => {
  expect(changedFields(fields, { ...fields })).toEqual({})
  expect(changedFields(fields, { ...fields, title: 'Neu' })).toEqual({ title: 'Neu' })
  expect(changedFields(fields, { ...fields, channelWords: ['Blog', 'XING'] })).toEqual({
    channelWords: ['Blog', 'XING'],
  })
})

test('a new day goes with how exactly it is meant', () => {
  expect(changedFields(fields, { ...fields, plannedOn: '2026-12-08' })).toEqual({
    plannedOn: '2026-12-08',
    plannedPrecision: 'day',
  })
})

test('names what differs', () => {
  expect(differing(fields, { ...fields, note: 'x', dueOn: '2026-11-30' })).toEqual(['dueOn', 'note'])
})
