import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, continuesVersion, slugOf, versionSpanMs } from './manuscript.rules.ts'

describe('address made from a title', () => {
  test.each([
    ['Ärger über Maße', 'aerger-ueber-masse'],
    ['Äpfel & Öl: 5 Tipps!', 'aepfel-oel-5-tipps'],
    ['GROẞ und Straße', 'gross-und-strasse'],
    ['Café Crème, Łódź, Smørrebrød', 'cafe-creme-lodz-smoerrebroed'],
    ['Wie geht’s?', 'wie-gehts'],
    ['--- ???', ''],
    ['日本語', ''],
    ['A\u0308nderung', 'aenderung'],
  ])('%s → %s', (title, slug) => expect(slugOf(title)).toBe(slug))

  test('a long title is cut at a word', () => {
    const slug = slugOf('Donaudampfschifffahrt '.repeat(10))
    expect(slug.length).toBeLessThanOrEqual(80)
    expect(slug.split('-').every((word) => word === 'donaudampfschifffahrt')).toBe(true)
    expect(slugOf('x'.repeat(300))).toHaveLength(80)
  })

  test('of any title it is a valid address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), (title) => {
        expect(slugOf(title)).toMatch(/^$|^[a-z0-9]+(-[a-z0-9]+)*$/)
      }),
    )
  })
})

describe('canonical JSON', () => {
  test('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.object(), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed())
        expect(canonicalJson(turned)).toBe(canonicalJson(value))
      }),
    )
  })

  test('tells different values apart', () => {
    expect(canonicalJson({ a: 1, b: [2, 3] })).not.toBe(canonicalJson({ a: 1, b: [3, 2] }))
    expect(canonicalJson({ a: null })).not.toBe(canonicalJson({ a: 'null' }))
    expect(canonicalJson({ a: undefined, b: 1 })).toBe(canonicalJson({ b: 1 }))
  })
})

test('a version is continued by its author for some minutes, never when it has a name', () => {
  const createdAt = new Date('2026-11-23T08:00:00Z')
  const newest = { kind: 'saved', authorUserId: 'anna', createdAt }
  const later = new Date(createdAt.getTime() + versionSpanMs)
  expect(continuesVersion(newest, 'anna', createdAt)).toBe(true)
  expect(continuesVersion(newest, 'ben', createdAt)).toBe(false)
  expect(continuesVersion(newest, 'anna', later)).toBe(false)
  expect(continuesVersion({ ...newest, kind: 'named' }, 'anna', createdAt)).toBe(false)
  expect(continuesVersion(undefined, 'anna', createdAt)).toBe(false)
})
