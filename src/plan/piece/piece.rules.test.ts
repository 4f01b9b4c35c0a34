import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/access/actor.ts'
import {
  afterFact,
  fold,
  nextStatuses,
  plannedFrom,
  rankOf,
  searchPrefixesOf,
  searchTokensOf,
  sortKeyOf,
  tidyChannelWords,
  transitions,
  whyNotChangeStatus,
  whyNotEdit,
  whyNotReplan,
} from './piece.rules.ts'
import { pieceStatuses } from './piece.schema.ts'

const person = (role: 'editor' | 'author' | 'approver' | 'viewer', memberId = 'm1'): Actor => ({
  kind: 'user',
  userId: 'u1',
  memberId,
  name: 'Anna',
  role,
})
const ofMember = (memberId: string | null) => ({ owner: { memberId } })

describe('who may change a piece', () => {
  test.each([
    ['editor', null, null],
    ['author', 'm1', null],
    ['author', 'm2', 'piece.not_yours'],
    ['author', null, 'piece.not_yours'],
    ['approver', 'm1', 'piece.read_only'],
    ['viewer', 'm1', 'piece.read_only'],
  ] as const)('%s, piece of %s: %s', (role, owner, refusal) => {
    expect(whyNotEdit(ofMember(owner), person(role))).toBe(refusal)
  })

  test('only planners set day, channels and owner', () => {
    expect(whyNotReplan(person('editor'))).toBeNull()
    expect(whyNotReplan(person('author'))).toBe('piece.planners_only')
    expect(whyNotReplan({ kind: 'system', name: 'import' })).toBeNull()
  })
})

describe('status', () => {
  test('every status can be left, and every step leads to a status', () => {
    for (const status of pieceStatuses) {
      expect(transitions[status].length).toBeGreaterThan(0)
      expect(transitions[status]).not.toContain(status)
    }
  })

  test('an idea is not published in one step', () => {
    const idea = { ...ofMember(null), status: 'idea' as const }
    expect(whyNotChangeStatus(idea, 'published', person('editor'))).toBe('piece.no_such_step')
    expect(whyNotChangeStatus(idea, 'idea', person('editor'))).toBeNull()
  })

  test('authors hand in, planners approve', () => {
    const text = { ...ofMember('m1'), status: 'in_progress' as const }
    expect(nextStatuses(text, person('author'))).toEqual(['briefing', 'in_review'])
    expect(whyNotChangeStatus(text, 'approved', person('author'))).toBe('piece.status_of_planners')
    expect(nextStatuses(text, person('viewer'))).toEqual([])
  })

  test('facts move the status, and late ones change nothing', () => {
    expect(afterFact('in_progress', 'approval_requested')).toBe('in_review')
    expect(afterFact('in_review', 'approved')).toBe('approved')
    expect(afterFact('in_review', 'sent_back')).toBe('in_progress')
    expect(afterFact('scheduled', 'approval_voided')).toBe('in_progress')
    expect(afterFact('in_review', 'approval_ended')).toBe('in_progress')
    expect(afterFact('in_progress', 'publication_scheduled')).toBeNull()
    expect(afterFact('in_progress', 'publication_scheduled_freely')).toBe('scheduled')
    expect(afterFact('published', 'approved')).toBeNull()
    expect(afterFact('published', 'published')).toBeNull()
    expect(afterFact('declined', 'published')).toBe('published')
  })

  test('ranks are the places in the database', () => {
    expect(rankOf('idea')).toBe(1)
    expect(rankOf('archived')).toBe(12)
  })
})

describe('the planned day', () => {
  test.each([
    [{ plannedOn: '2026-12-24', plannedTime: '09:30' }, ['2026-12-24', 'day', '09:30']],
    [
      { plannedOn: '2026-12-24', plannedPrecision: 'week' as const, plannedTime: '09:30' },
      ['2026-12-21', 'week', null],
    ],
    [
      { plannedOn: '2026-12-24', plannedPrecision: 'month' as const, plannedTime: null },
      ['2026-12-01', 'month', null],
    ],
    [
      { plannedOn: '2026-12-24', plannedPrecision: 'none' as const, plannedTime: '09:30' },
      [null, 'none', null],
    ],
    [{ plannedOn: null, plannedPrecision: 'day' as const, plannedTime: '09:30' }, [null, 'none', null]],
  ])('%o', (wish, [plannedOn, plannedPrecision, plannedTime]) => {
    expect(plannedFrom(wish)).toEqual({ plannedOn, plannedPrecision, plannedTime })
  })
})

describe('channels', () => {
  test('one spelling each, in order, none empty', () => {
    expect(tidyChannelWords([' LinkedIn', 'Blog', 'linkedin ', '', '  '])).toEqual(['LinkedIn', 'Blog'])
  })
})

describe('search words', () => {
  const piece = {
    number: 214,
    title: 'Frühling im Möbelhaus',
    format: '',
    channelWords: ['LinkedIn'],
    note: '',
  }

  test('umlauts are found however they are typed', () => {
    const tokens = searchTokensOf(piece)
    for (const typed of ['früh', 'frueh', 'fruh', 'MÖB', 'moeb', 'link', '214'])
      expect(
        tokens.some((token) => searchPrefixesOf(typed).every((prefix) => token.startsWith(prefix))),
        typed,
      ).toBe(true)
    expect(tokens.some((token) => token.startsWith('haus'))).toBe(false)
  })

  test('ß is ss, accents fall away', () => {
    expect(fold('Straße à la Café')).toBe('strasse a la cafe')
    expect(fold('ÄÖÜ')).toBe('aeoeue')
  })

  test('titles sort as a German reader expects', () => {
    const titles = ['Zebra', 'Ofen', 'Äpfel', '„Advent“', 'Österreich']
    expect(titles.toSorted((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1))).toEqual([
      '„Advent“',
      'Äpfel',
      'Österreich',
      'Ofen',
      'Zebra',
    ])
  })

  test('every word of a title is found by each of its beginnings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-zäöüßA-Z0-9éñ]{1,12}$/), { minLength: 1, maxLength: 8 }),
        (words) => {
          const tokens = searchTokensOf({ ...piece, title: words.join(' ') })
          for (const word of words)
            for (let end = 1; end <= word.length; end++)
              for (const prefix of searchPrefixesOf(word.slice(0, end)))
                if (!tokens.some((token) => token.startsWith(prefix))) return false
          return true
        },
      ),
    )
  })

  test('tokens are bounded whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (note) => {
        const tokens = searchTokensOf({ ...piece, note })
        return tokens.length <= 122 && tokens.every((token) => token !== '' && token.length <= 40)
      }),
    )
  })
})
