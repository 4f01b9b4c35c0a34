import { expect, test } from 'vitest'
import { changesOf } from './audit.rules.ts'

test('shows what was and what is, without bookkeeping', () => {
  expect(changesOf({ before: { title: 'Alt', version: 1 }, after: { title: 'Neu', version: 2 } })).toEqual([
    { field: 'title', before: 'Alt', after: 'Neu' },
  ])
})

test('tells "was empty" from "was not there"', () => {
  expect(changesOf({ before: { note: '' }, after: { note: 'x' } })[0]?.before).toBeNull()
  expect(changesOf({ before: null, after: { note: 'x' } })[0]?.before).toBeUndefined()
  expect(changesOf({ before: { note: 'x' }, after: null })[0]).toEqual({
    field: 'note',
    before: 'x',
    after: null,
  })
  expect(changesOf({ before: null, after: null })).toEqual([])
})

test('keeps yes and no, cuts long texts and structures', () => {
  const [flag, list, text] = changesOf({
    before: null,
    after: { isOn: false, days: [1, 2], text: 'x'.repeat(200) },
  })
  expect(flag?.after).toBe(false)
  expect(list?.after).toBe('[1,2]')
  expect(text?.after).toHaveLength(80)
})
