import fc from 'fast-check'
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5'
import { describe, expect, test } from 'vitest'
import { anyTree, hostileTexts } from '../testing/anyTree.ts'
import { htmlOf, isBlank, picturesOf, plainTextOf, wordCountOf } from './tree.rules.ts'
import { emptyTree, isSafeHref, TextTree, type Block } from './tree.schema.ts'

const doc = (...content: Block[]): TextTree => ({ type: 'doc', content })
const words = (text: string): Block => ({ type: 'paragraph', content: [{ type: 'text', text }] })
const address = (id: string) => `/files/w/${id}`

const allowed = new Set(
  'p h2 h3 h4 ul ol li blockquote hr figure img table tbody tr td th strong em s code a br'.split(' '),
)
const allowedAttributes: Record<string, readonly string[]> = {
  a: ['href'],
  img: ['src', 'alt', 'loading'],
  ol: ['start'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
}

type Node = DefaultTreeAdapterTypes.ChildNode

/** Everything a browser would make of the HTML: elements, and the text in them. */
function* everyNode(nodes: readonly Node[]): Generator<Node> {
  for (const node of nodes) {
    yield node
    if ('childNodes' in node) yield* everyNode(node.childNodes)
  }
}

function textOf(html: string): string {
  return [...everyNode(parseFragment(html).childNodes)]
    .map((node) => (node.nodeName === '#text' && 'value' in node ? node.value : ''))
    .join('')
}

describe('HTML', () => {
  test('R43: of any tree a browser reads only our elements and attributes, no script, no foreign address', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        for (const node of everyNode(parseFragment(htmlOf(tree, address)).childNodes)) {
          if (!('tagName' in node)) {
            expect(node.nodeName).toBe('#text')
            continue
          }
          expect(allowed).toContain(node.tagName)
          for (const { name, value } of node.attrs) {
            expect(allowedAttributes[node.tagName] ?? []).toContain(name)
            if (name === 'href') expect(isSafeHref(value)).toBe(true)
            if (name === 'src') expect(value).toMatch(/^\/files\/w\/[0-9a-f-]{36}$/)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  test('every letter that was written is read again', () => {
    for (const text of hostileTexts) expect(textOf(htmlOf(doc(words(text)), address))).toBe(text)
  })

  test('what is written looks as it should', () => {
    const tree = doc(
      { type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'Maße & Gewichte' }] },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Siehe ' },
          {
            type: 'text',
            text: 'hier',
            marks: [{ type: 'link', attrs: { href: 'https://a.test/?x=1&y=2' } }, { type: 'bold' }],
          },
          { type: 'hardBreak' },
          { type: 'text', text: 'weiter' },
        ],
      },
      { type: 'bulletList', content: [{ type: 'listItem', content: [words('eins')] }] },
      {
        type: 'table',
        content: [
          {
            type: 'tableRow',
            content: [{ type: 'tableHeader', attrs: { colspan: 2 }, content: [words('Kopf')] }],
          },
        ],
      },
    )
    expect(htmlOf(tree, address)).toBe(
      [
        '<h2>Maße &amp; Gewichte</h2>',
        '<p>Siehe <a href="https://a.test/?x=1&amp;y=2"><strong>hier</strong></a><br>weiter</p>',
        '<ul><li>eins</li></ul>',
        '<table><tbody><tr><th colspan="2">Kopf</th></tr></tbody></table>',
      ].join('\n'),
    )
  })

  test('a picture without an address is left out', () => {
    const picture: Block = { type: 'image', attrs: { assetId: crypto.randomUUID(), alt: 'x' } }
    expect(htmlOf(doc(picture), () => null)).toBe('')
  })
})

describe('plain text', () => {
  test('keeps the order and says where links lead, once', () => {
    const link = { type: 'link' as const, attrs: { href: 'https://a.test/' } }
    const tree = doc(
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'Mehr ', marks: [link] },
          { type: 'text', text: 'hier', marks: [link, { type: 'bold' }] },
          { type: 'text', text: '.' },
        ],
      },
      {
        type: 'orderedList',
        attrs: { start: 3 },
        content: [
          {
            type: 'listItem',
            content: [
              words('drei'),
              { type: 'bulletList', content: [{ type: 'listItem', content: [words('innen')] }] },
            ],
          },
          { type: 'listItem', content: [words('vier')] },
        ],
      },
      { type: 'blockquote', content: [words('Zitat')] },
    )
    expect(plainTextOf(tree)).toBe('Mehr hier (https://a.test/).\n\n3. drei\n  – innen\n4. vier\n\n> Zitat')
  })

  test.each([
    ['', 0],
    ['Drei gute Wörter.', 3],
    ['E-Mail-Adresse – jetzt!', 2],
    ['  1.234,56 €  ', 1],
  ])('words of %j: %i', (text, count) => expect(wordCountOf(text)).toBe(count))
})

describe('what may be saved', () => {
  test('every tree of ours, unchanged', () => {
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(TextTree.parse(structuredClone(tree))).toEqual(tree)
      }),
    )
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//example.test',
    '/relative',
    'https://',
    'https://a.test/"onclick="x',
    'https://a.test/ b',
    `https://a.test/${'a'.repeat(2000)}`,
  ])('no link to %j', (href) => {
    const marks = [{ type: 'link', attrs: { href } }]
    const tree = {
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks }] }],
    }
    expect(TextTree.safeParse(tree).success).toBe(false)
  })

  test.each([
    ['nothing', null],
    ['a text', 'doc'],
    ['an empty document', { type: 'doc', content: [] }],
    ['an unknown node', { type: 'doc', content: [{ type: 'iframe', attrs: { src: 'x' } }] }],
    ['raw HTML', { type: 'doc', content: [{ type: 'html', text: '<b>' }] }],
    ['a heading 1', { type: 'doc', content: [{ type: 'heading', attrs: { level: 1 } }] }],
    ['NUL', doc(words('a\0b'))],
    ['half a letter', doc(words('\ud83d'))],
    [
      'a picture by address',
      { type: 'doc', content: [{ type: 'image', attrs: { src: 'https://a.test/x.png', alt: '' } }] },
    ],
    ['too many letters', doc(...Array.from({ length: 11 }, () => words('x'.repeat(40_000))))],
  ])('not %s', (_, tree) => expect(TextTree.safeParse(tree).success).toBe(false))

  test('attributes an editor adds are dropped', () => {
    const written = {
      type: 'doc',
      content: [
        {
          type: 'paragraph',
          attrs: { textAlign: null, onclick: 'x' },
          content: [{ type: 'text', text: 'a', style: 'x' }],
        },
      ],
    }
    expect(TextTree.parse(written)).toEqual(doc(words('a')))
  })

  test('a tree nested without end is refused quickly instead of exhausting the stack', () => {
    let tree: unknown = { type: 'paragraph' }
    for (let depth = 0; depth < 100_000; depth += 1) tree = { type: 'blockquote', content: [tree] }
    const started = performance.now()
    expect(TextTree.safeParse({ type: 'doc', content: [tree] }).success).toBe(false)
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

test('pictures are found wherever they stand, each once', () => {
  const id = crypto.randomUUID()
  const picture: Block = { type: 'image', attrs: { assetId: id, alt: 'zuerst' } }
  const again: Block = { type: 'image', attrs: { assetId: id, alt: 'danach' } }
  const tree = doc({ type: 'bulletList', content: [{ type: 'listItem', content: [picture] }] }, again)
  expect(picturesOf(tree)).toEqual([{ assetId: id, alt: 'zuerst' }])
  expect(isBlank(tree)).toBe(false)
  expect(isBlank(emptyTree)).toBe(true)
  expect(isBlank(doc(words('   ')))).toBe(true)
})
