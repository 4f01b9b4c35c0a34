import { expect, test } from 'vitest'
import { fieldWords, happenedWords } from './history.rules.ts'

test('actions read as sentences, unknown ones too', () => {
  expect(happenedWords('piece.move', 'Anna', 'de')).toBe('Anna hat den Beitrag verschoben')
  expect(happenedWords('piece.move', 'Anna', 'en')).toBe('Anna moved the piece')
  expect(happenedWords('asset.describe', 'Anna', 'de')).toBe('Anna hat etwas geändert')
})

test('what a fact changed was done by Leitstand', () => {
  expect(happenedWords('piece.change_status', 'publication.published', 'de')).toBe('Leitstand: neuer Status')
})

test('only fields people read are named', () => {
  expect(fieldWords('plannedOn', 'de')).toBe('Tag')
  expect(fieldWords('updatedAt', 'de')).toBeNull()
})
