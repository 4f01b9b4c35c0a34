import { describe, expect, test } from 'vitest'
import { channelsOfCell, isBlankWord, memberOfWord, peopleOfCell, statusOfWord } from './words.rules.ts'

test.each([
  ['Idee', 'idea'],
  ['In Arbeit', 'in_progress'],
  ['Zur Freigabe', 'in_review'],
  ['freigegeben ✓', 'approved'],
  ['Geplant', 'backlog'],
  ['Not started', 'backlog'],
  ['Draft', 'in_progress'],
  ['veröffentlicht', 'published'],
  ['100 %', 'published'],
  ['40%', 'in_progress'],
  ['0 %', 'backlog'],
  ['140 %', null],
  ['zurückgestellt', 'deferred'],
  ['entfällt', 'declined'],
  ['fast fertig', null],
])('status %s → %s', (word, status) => expect(statusOfWord(word)).toBe(status))

test.each([
  ['LinkedIn', ['LinkedIn']],
  ['Facebook, Instagram, TikTok, LinkedIn', ['Facebook', 'Instagram', 'TikTok', 'LinkedIn']],
  ['FB/IG + Blog', ['Facebook', 'Instagram', 'Blog']],
  ['Twitter/X', ['X']],
  ['Blog; Newsletter\nPrint', ['Blog', 'Newsletter', 'Print']],
  ['xing und Xing', ['XING']],
  ['https://a.test/b/c', ['https://a.test/b/c']],
  ['n/a', []],
  ['–', []],
  ['Messe Köln', ['Messe Köln']],
])('channels %j → %j', (text, channels) => expect(channelsOfCell(text)).toEqual(channels))

test('a cell that says there is nothing', () => {
  expect(['-', 'N/A', 'tbd', ' ', 'n.n.'].every(isBlankWord)).toBe(true)
  expect(isBlankWord('nein')).toBe(false)
})

describe('people', () => {
  const jana = { memberId: '1', name: 'Jana Müller', email: 'j.mueller@firma.test' }
  const max = { memberId: '2', name: 'Max Müller', email: 'max@firma.test' }
  const members = [jana, max]
  test.each([
    ['Jana Müller', jana],
    ['Mueller, Jana', jana],
    ['jana', jana],
    ['J.M.', jana],
    ['MAX@firma.test', max],
    ['Müller', null],
    ['Agentur', null],
    ['M', null],
  ])('%s', (word, member) => expect(memberOfWord(word, members)).toBe(member))

  test('several in one cell', () => {
    expect(peopleOfCell('Jana, Max')).toEqual(['Jana', 'Max'])
    expect(peopleOfCell('Jana / Max und Ida')).toEqual(['Jana', 'Max', 'Ida'])
    expect(peopleOfCell('Jana Müller')).toEqual(['Jana Müller'])
  })
})
