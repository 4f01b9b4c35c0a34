import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fill, textAt, textsIn } from './text.ts'

const texts = {
  de: { moved: 'Verschoben auf {day}', found: '{count|ein Beitrag|# Beiträge}', deep: { er: 'Ja' } },
  en: { moved: 'Moved to {day}', found: '{count|one piece|# pieces}', deep: { er: 'Yes' } },
}

describe('texts', () => {
  it('are filled in the language of the reader', () => {
    expect(textsIn(texts, 'de')('moved', { day: '24.12.' })).toBe('Verschoben auf 24.12.')
    expect(textsIn(texts, 'en')('deep.er')).toBe('Yes')
  })

  it('choose singular and plural, numbers in the spelling of the language', () => {
    const de = textsIn(texts, 'de')
    expect([0, 1, 2, 12_345].map((count) => de('found', { count }))).toEqual([
      '0 Beiträge',
      'ein Beitrag',
      '2 Beiträge',
      '12.345 Beiträge',
    ])
    expect(textsIn(texts, 'en')('found', { count: 12_345 })).toBe('12,345 pieces')
  })

  it('show a missing value instead of hiding the mistake', () => {
    expect(fill('Hallo {name}', {}, 'de')).toBe('Hallo {name}')
    expect(fill('{count|eins|#}', {}, 'de')).toBe('{count|eins|#}')
  })

  it('put values in as they are, whatever signs they hold', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(fill('<{name}>', { name }, 'de')).toBe(`<${name}>`)
      }),
    )
  })

  it('have no text at a branch, at a missing key, or at a name every object has', () => {
    const missing = ['deep', 'deep.er.tiefer', 'nichts', '', 'constructor', '__proto__.toString']
    expect(missing.map((key) => textAt(texts.de, key))).toEqual(missing.map(() => undefined))
  })
})
