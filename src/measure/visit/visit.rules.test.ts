import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newId } from '../../kernel/id.ts'
import {
  asksNotToBeCounted,
  goOn,
  hitOf,
  isAllowedHost,
  isLinkCode,
  placeOf,
  siteKeyOf,
  workspaceOfKey,
} from './visit.rules.ts'

describe('the place of an address', () => {
  it.each([
    ['https://www.Beispiel.de/blog/artikel/', 'beispiel.de', '/blog/artikel'],
    ['https://beispiel.de/', 'beispiel.de', '/'],
    ['https://beispiel.de', 'beispiel.de', '/'],
    ['https://beispiel.de///', 'beispiel.de', '/'],
    ['https://beispiel.de/a?utm_source=x&session=geheim#kapitel', 'beispiel.de', '/a'],
    ['http://127.0.0.1:18080/?p=7&utm_id=abc', '127.0.0.1:18080', '/?p=7'],
    ['https://beispiel.de/%C3%BCber-uns', 'beispiel.de', '/über-uns'],
    ['https://beispiel.de/%ZZ', 'beispiel.de', '/%ZZ'],
    ['https://beispiel.de/a%00b', 'beispiel.de', '/ab'],
    ['https://münchen.de/', 'xn--mnchen-3ya.de', '/'],
  ])('%s is %s%s', (address, host, path) => {
    expect(placeOf(address)).toEqual({ host, path })
  })

  it.each(['javascript:alert(1)', 'file:///etc/passwd', 'beispiel.de', ''])('%s is none', (address) => {
    expect(placeOf(address)).toBeNull()
  })

  it('can be stored whatever comes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 3000 }),
        fc.string({ unit: 'binary' }),
        (path, referrer) => {
          const hit = hitOf(
            `https://beispiel.de/${path}?utm_source=${encodeURIComponent(path.toWellFormed())}`,
            referrer,
          )
          for (const text of Object.values(hit ?? {})) {
            expect(text.isWellFormed()).toBe(true)
            expect(text).not.toMatch(/\p{Cc}/u)
            expect(text.length).toBeLessThanOrEqual(500)
          }
        },
      ),
    )
  })
})

describe('a page view', () => {
  it('names the link that brought it by utm_id, else by utm_content', () => {
    expect(hitOf('https://beispiel.de/a?utm_id=h7kmx3q&utm_content=bild', '')).toMatchObject({
      linkCode: 'h7kmx3q',
    })
    expect(hitOf('https://beispiel.de/a?utm_content=h7kmx3q', '')).toMatchObject({ linkCode: 'h7kmx3q' })
    expect(hitOf('https://beispiel.de/a?utm_id=Spring_Sale!', '')).toMatchObject({ linkCode: '' })
  })

  it('keeps the host of the referrer, but not the own one', () => {
    expect(hitOf('https://beispiel.de/a', 'www.linkedin.com')).toMatchObject({ referrerHost: 'linkedin.com' })
    expect(hitOf('https://www.beispiel.de/a', 'beispiel.de')).toMatchObject({ referrerHost: '' })
  })

  it('knows codes by their letters', () => {
    expect(['h7kmx3q', 'abcdef', '222222'].every(isLinkCode)).toBe(true)
    expect(['h7kmxoq', 'h7kmx1q', 'ABCDEF', 'abc', ''].some(isLinkCode)).toBe(false)
  })
})

describe('a visit', () => {
  const start = new Date('2026-11-23T09:00:00Z')
  const later = (minutes: number) => new Date(start.getTime() + minutes * 60_000)
  const page = { host: 'beispiel.de', path: '/a' }
  const other = { host: 'beispiel.de', path: '/b' }

  it('counts a page once, however often it is read', () => {
    const first = goOn(undefined, start, page, () => 'one')
    expect(first).toMatchObject({ isEntry: true, isFirstOfPage: true })
    const again = goOn(first.visit, later(5), page, () => 'two')
    expect(again).toMatchObject({ isEntry: false, isFirstOfPage: false, visit: { visitId: 'one' } })
    expect(goOn(again.visit, later(6), other, () => 'three')).toMatchObject({
      isEntry: false,
      isFirstOfPage: true,
    })
  })

  it('ends after 30 minutes of silence, counted from the last page view', () => {
    const { visit } = goOn(undefined, start, page, () => 'one')
    expect(goOn(visit, later(30), page, () => 'two').isEntry).toBe(false)
    expect(goOn(visit, later(30.1), page, () => 'two')).toMatchObject({ isEntry: true, isFirstOfPage: true })
  })

  it('does not grow without end', () => {
    let visit = goOn(undefined, start, page, () => 'one').visit
    for (let index = 0; index < 1000; index++)
      visit = goOn(visit, start, { host: 'beispiel.de', path: `/${index}` }, () => 'x').visit
    expect(visit.pages.length).toBeLessThanOrEqual(200)
  })
})

describe('who is counted', () => {
  it('is nobody who asks not to be', () => {
    expect(asksNotToBeCounted(new Headers({ dnt: '1' }))).toBe(true)
    expect(asksNotToBeCounted(new Headers({ 'sec-gpc': '1' }))).toBe(true)
    expect(asksNotToBeCounted(new Headers({ dnt: '0' }))).toBe(false)
  })

  it('is on an allowed host, when hosts are named', () => {
    expect(isAllowedHost('beispiel.de', [])).toBe(true)
    expect(isAllowedHost('beispiel.de', ['www.beispiel.de'])).toBe(true)
    expect(isAllowedHost('fremd.de', ['beispiel.de'])).toBe(false)
    expect(isAllowedHost('fremd-beispiel.de', ['beispiel.de'])).toBe(false)
  })
})

describe('a site key', () => {
  it('leads back to its workspace', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const key = siteKeyOf(id)
        expect(key).toMatch(/^[\w-]{22}$/)
        expect(workspaceOfKey(key)).toBe(id)
      }),
    )
    expect(workspaceOfKey(siteKeyOf(newId()).slice(1))).toBeNull()
    expect(workspaceOfKey('!'.repeat(22))).toBeNull()
  })
})
