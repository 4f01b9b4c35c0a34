import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sameSecret, secretsWith, SecretUnreadable } from './secrets.ts'

const secrets = secretsWith(Buffer.alloc(32, 1))
const text = fc.string({ unit: 'grapheme', maxLength: 300 })

describe('a sealed secret', () => {
  it('opens where it belongs and shows nothing of itself', () => {
    fc.assert(
      fc.property(text, text, (plain, bound) => {
        const sealed = secrets.seal(plain, bound)
        expect(secrets.open(sealed, bound)).toBe(plain)
        if (plain.length > 6) expect(sealed).not.toContain(plain)
        expect(secrets.seal(plain, bound)).not.toBe(sealed)
      }),
    )
  })

  it('does not open in another place, nor under another key', () => {
    const sealed = secrets.seal('geheim', 'publish.channel/1')
    expect(() => secrets.open(sealed, 'publish.channel/2')).toThrow(SecretUnreadable)
    expect(() => secretsWith(Buffer.alloc(32, 2)).open(sealed, 'publish.channel/1')).toThrow(SecretUnreadable)
  })

  it('does not open when one letter of it changed, or the end is missing', () => {
    const sealed = secrets.seal('geheim', 'hier')
    for (let index = 0; index < sealed.length; index++) {
      const letter = sealed[index] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, index) + letter + sealed.slice(index + 1)
      // The last letter of base64url carries unused bits: another letter may be the same bytes.
      if (bytesOf(changed) !== bytesOf(sealed))
        expect(() => secrets.open(changed, 'hier')).toThrow(SecretUnreadable)
      expect(() => secrets.open(sealed.slice(0, index), 'hier')).toThrow(SecretUnreadable)
    }
  })

  it('takes nothing that was never sealed', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(() => secrets.open(value, '')).toThrow(SecretUnreadable)
      }),
    )
  })
})

// Everything of an envelope that counts: version, key id, the bytes behind the letters.
function bytesOf(sealed: string): string {
  const [version, keyId, packed = ''] = sealed.split('.')
  return [version, keyId, Buffer.from(packed, 'base64url').toString('hex')].join('.')
}

describe('the master key', () => {
  it('has 32 bytes', () => {
    expect(() => secretsWith(Buffer.alloc(31))).toThrow(RangeError)
  })

  it('gives each purpose a value of its own, the same at each start', () => {
    const again = secretsWith(Buffer.alloc(32, 1))
    expect(again.keyCheck).toBe(secrets.keyCheck)
    expect(again.derive('session')).toBe(secrets.derive('session'))
    const values = [
      secrets.keyCheck,
      secrets.derive('session'),
      secrets.derive('other'),
      secrets.fingerprint('x', 'guest'),
      secrets.fingerprint('x', 'code'),
      secrets.fingerprint('y', 'guest'),
      secretsWith(Buffer.alloc(32, 2)).keyCheck,
    ]
    expect(new Set(values).size).toBe(values.length)
  })
})

it('secrets are the same only letter by letter', () => {
  fc.assert(
    fc.property(
      text,
      text,
      (a, b) => sameSecret(a, b) === (Buffer.compare(Buffer.from(a), Buffer.from(b)) === 0),
    ),
  )
})
