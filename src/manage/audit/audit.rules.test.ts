import { expect, test } from 'vitest'
import { changesOf } from './audit.rules.ts'

const text = (words: string) => ({ kind: 'text', text: words })
const nothing = { kind: 'nothing' }

test('shows what was and what is, without bookkeeping', () => {
  const id = '01a20b07-3bc1-77c1-8ba5-5a8167bec37f'
  expect(
    changesOf({
      before: { title: 'Alt', version: 1, approvalId: id },
      after: { title: 'Neu', version: 2, approvalId: id, hash: '90c2' },
    }),
  ).toEqual([{ field: 'title', before: text('Alt'), after: text('Neu') }])
})

test('tells "was empty" from "was not there", and leaves out what stays empty', () => {
  expect(changesOf({ before: { note: '' }, after: { note: 'x' } })[0]?.before).toEqual(nothing)
  expect(changesOf({ before: null, after: { note: 'x' } })[0]?.before).toBeUndefined()
  expect(changesOf({ before: { note: 'x' }, after: null })).toEqual([
    { field: 'note', before: text('x'), after: nothing },
  ])
  expect(changesOf({ before: { reason: null }, after: { reason: null, goal: '' } })).toEqual([])
  expect(changesOf({ before: null, after: null })).toEqual([])
})

test('knows flags, days, slots and money, names things, lists members, cuts long texts', () => {
  const slot = { date: '2026-12-03', time: '10:00', zone: 'Europe/Berlin' }
  const amount = { cents: 42_000, currency: 'EUR' }
  const after = {
    ...{ isOn: false, plannedOn: '2026-12-03', slot, amount },
    owner: { name: 'Mats Brandt', memberId: 'x' },
    channelWords: ['Blog', 'LinkedIn'],
    long: 'x'.repeat(200),
  }
  expect(changesOf({ before: null, after }).map((change) => change.after)).toEqual([
    { kind: 'flag', isOn: false },
    { kind: 'day', day: '2026-12-03' },
    { kind: 'slot', slot },
    { kind: 'money', money: amount },
    text('Mats Brandt'),
    text('Blog, LinkedIn'),
    text(`${'x'.repeat(79)}…`),
  ])
})
