import { describe, expect, it } from 'vitest'
import { restUrl } from './wordpress.api.ts'
import { markBlock, carriesMark, toBlocks } from './wordpress.blocks.rules.ts'
import { linkedInterface, siteAddress } from './wordpress.discover.ts'
import { imageName } from './wordpress.draft.ts'
import { decodeEntities } from './wordpress.entities.rules.ts'

describe('the address a person types', () => {
  it.each([
    ['www.beispiel.de', 'https://www.beispiel.de/'],
    [' https://beispiel.de/blog ', 'https://beispiel.de/blog/'],
    ['https://beispiel.de/wp-admin/index.php?x=1', 'https://beispiel.de/'],
    ['https://beispiel.de/blog/wp-login.php', 'https://beispiel.de/blog/'],
    ['https://beispiel.de/wp-json/wp/v2/posts', 'https://beispiel.de/'],
    ['http://127.0.0.1:18080', 'http://127.0.0.1:18080/'],
    ['bücher.example', 'https://xn--bcher-kva.example/'],
  ])('%s is %s', (typed, address) => {
    expect(siteAddress(typed)).toBe(address)
  })
  it.each(['', 'ftp://beispiel.de', 'https://', 'das ist keine Adresse'])('%s is none', (typed) => {
    expect(siteAddress(typed)).toBeNull()
  })
  it('takes the interface from the Link header, never less encrypted than the page', () => {
    const front = {
      headers: new Headers({ link: '<http://beispiel.de/wp-json/>; rel="https://api.w.org/"' }),
    }
    expect(linkedInterface(front, 'https://beispiel.de/')).toBe('https://beispiel.de/wp-json/')
    expect(linkedInterface({ headers: new Headers() }, 'https://beispiel.de/')).toBeNull()
  })
  it('asks a route with and without pretty addresses', () => {
    expect(restUrl('https://a.example/wp-json/', 'wp/v2/posts', { slug: 'a&b' })).toBe(
      'https://a.example/wp-json/wp/v2/posts?slug=a%26b',
    )
    expect(restUrl('https://a.example/?rest_route=/', 'wp/v2/posts', { page: '2' })).toBe(
      'https://a.example/?rest_route=%2Fwp%2Fv2%2Fposts&page=2',
    )
  })
})

describe('our HTML as blocks', () => {
  it('makes a block of every element', () => {
    expect(toBlocks('<h2>Frühling</h2><h3>Beete</h3><p>Ein <strong>Satz</strong>.<br></p><hr>')).toBe(
      [
        '<!-- wp:heading -->\n<h2 class="wp-block-heading">Frühling</h2>\n<!-- /wp:heading -->',
        '<!-- wp:heading {"level":3} -->\n<h3 class="wp-block-heading">Beete</h3>\n<!-- /wp:heading -->',
        '<!-- wp:paragraph -->\n<p>Ein <strong>Satz</strong>.<br></p>\n<!-- /wp:paragraph -->',
        '<!-- wp:separator -->\n<hr class="wp-block-separator has-alpha-channel-opacity"/>\n<!-- /wp:separator -->',
      ].join('\n\n'),
    )
  })
  it('makes an image block of a picture, and leaves a figure with more in it alone', () => {
    expect(toBlocks('<figure><img src="a.png" alt="Beet &amp; Weg" loading="lazy"></figure>')).toBe(
      '<!-- wp:image -->\n<figure class="wp-block-image"><img src="a.png" alt="Beet &amp; Weg"/></figure>\n<!-- /wp:image -->',
    )
    expect(toBlocks('<figure><img src="a.png"><figcaption>x</figcaption></figure>')).toContain(
      '<!-- wp:html -->',
    )
  })
  it('keeps nested lists and tables whole', () => {
    const html =
      '<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul><table><tbody><tr><td>1</td></tr></tbody></table>'
    expect(toBlocks(html).match(/<!-- wp:html -->/g)).toHaveLength(2)
    expect(toBlocks(html)).toContain('<ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul>')
  })
  it.each(['text without element', '<p>open', '<p>crossed</div>', '</p>', '<p>a</p> and more'])(
    'leaves %s as it is',
    (html) => {
      expect(toBlocks(html)).toBe(`<!-- wp:html -->\n${html}\n<!-- /wp:html -->`)
    },
  )
  it('finds its own mark and no other', () => {
    expect(carriesMark(`<p>x</p>${markBlock('abc')}`, 'abc')).toBe(true)
    expect(carriesMark(`<p>x</p>${markBlock('abcd')}`, 'abc')).toBe(false)
  })
})

it('an image is named by its words and its bytes', () => {
  expect(imageName({ fileName: 'Größe & Maße.JPG', sha256: '0123456789abcdef' })).toEqual({
    stem: 'groesse-masse',
    slug: 'groesse-masse-0123456789ab',
    file: 'groesse-masse-0123456789ab.jpg',
  })
  expect(imageName({ fileName: '.png', sha256: '0123456789abcdef' }).slug).toBe('png-0123456789ab')
})

it('category names are read as people wrote them', () => {
  expect(decodeEntities('Größen &amp; Maße &#8211; &#x41; &unknown; &#0;')).toBe(
    'Größen & Maße – A &unknown; &#0;',
  )
})
