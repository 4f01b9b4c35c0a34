import { expect, test } from 'vitest'
import { matching } from './palette.rules.ts'

const entries = [
  { label: 'Ausspielungen', keywords: 'Veröffentlichen' },
  { label: 'Größe der Schrift' },
  { label: 'Plan importieren', keywords: 'Planen Excel' },
]
const labels = (typed: string) => matching(entries, typed).map(({ label }) => label)

test('every typed word must occur, in the label or the keywords', () => {
  expect(labels('plan excel')).toEqual(['Plan importieren'])
  expect(labels('plan messe')).toEqual([])
})

test('umlauts and ß may be typed plainly', () => {
  expect(labels('veroffentlichen')).toEqual(['Ausspielungen'])
  expect(labels('GROSSE')).toEqual(['Größe der Schrift'])
})

test('nothing typed shows everything', () => expect(labels('  ')).toHaveLength(3))
