import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAhead, referrerHost, shortAddress, taggedAddress } from './link.rules.ts'

const utm = { source: 'xing', medium: 'social', campaign: 'herbst', content: 'beitrag-7', id: 'k7m2xqab' }

describe('where a link leads', () => {
  it('keeps the address, its parameters and its fragment', () => {
    expect(taggedAddress('https://beispiel.test/artikel/?a=1&utm_source=alt#teil-2', utm)).toBe(
      'https://beispiel.test/artikel/?a=1&utm_source=xing&utm_medium=social&utm_campaign=herbst&utm_content=beitrag-7&utm_id=k7m2xqab#teil-2',
    )
  })
  it.each(['javascript:alert(1)', 'data:text/html,x', 'keine adresse', ''])('%s leads nowhere', (target) => {
    expect(taggedAddress(target, utm)).toBeNull()
  })
  it('never changes host or path', () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (target) => {
        const tagged = taggedAddress(target, utm)
        const [before, after] = [new URL(target), new URL(tagged ?? '')]
        expect([after.host, after.pathname, after.hash]).toEqual([before.host, before.pathname, before.hash])
        expect(after.searchParams.get('utm_id')).toBe('k7m2xqab')
      }),
    )
  })
  it('is short', () => {
    expect(shortAddress('https://leitstand.test', 'k7m2xqab')).toBe('https://leitstand.test/go/k7m2xqab')
  })
})

it('keeps the host of where a click came from, nothing more', () => {
  expect(referrerHost('https://www.xing.com/feed?person=1', 'https://leitstand.test')).toBe('xing.com')
  expect(referrerHost('https://leitstand.test/w/x', 'https://leitstand.test')).toBe('')
  expect(referrerHost('nonsense', 'https://leitstand.test')).toBe('')
  expect(referrerHost(null, 'https://leitstand.test')).toBe('')
})

it('sees browsers that fetch ahead', () => {
  expect(isAhead(new Headers({ 'sec-purpose': 'prefetch;prerender' }))).toBe(true)
  expect(isAhead(new Headers({ purpose: 'prefetch' }))).toBe(true)
  expect(isAhead(new Headers())).toBe(false)
})
