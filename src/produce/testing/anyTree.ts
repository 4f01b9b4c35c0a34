import fc from 'fast-check'
import type { Block, Inline, Mark, TextTree } from '../manuscript/tree.schema.ts'

/** What an attacker or a careless paste may bring as text. */
export const hostileTexts = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</p></article><iframe src=javascript:alert(1)>',
  '<xmp><p title="</xmp><svg/onload=alert(1)>">',
  '&lt;script&gt;',
  '<!--><script>alert(1)</script>-->',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  ']]><script>alert(1)</script>',
  '‮evil',
]

const text = fc
  .oneof(fc.constantFrom(...hostileTexts), fc.string({ minLength: 1, maxLength: 30 }))
  .filter((value) => value !== '' && !value.includes('\0') && value.isWellFormed())

const mark: fc.Arbitrary<Mark> = fc.oneof(
  fc.constantFrom<Mark>({ type: 'bold' }, { type: 'italic' }, { type: 'strike' }, { type: 'code' }),
  fc
    .constantFrom('https://example.test/?a=1&b=%22', "https://example.test/'quote", 'mailto:a@example.test')
    .map((href): Mark => ({ type: 'link', attrs: { href } })),
)

const inline: fc.Arbitrary<Inline> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('text' as const),
      text,
      marks: fc.array(mark, { maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant<Inline>({ type: 'hardBreak' }) },
)
const inlines = fc.array(inline, { maxLength: 5 })

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 })
  const items = fc.array(
    blocks.map((content) => ({ type: 'listItem' as const, content })),
    { minLength: 1, maxLength: 3 },
  )
  const cell = fc.record({
    type: fc.constantFrom('tableCell' as const, 'tableHeader' as const),
    attrs: fc.record({ colspan: fc.integer({ min: 1, max: 3 }), rowspan: fc.integer({ min: 1, max: 3 }) }),
    content: blocks,
  })
  const row = fc.record({
    type: fc.constant('tableRow' as const),
    content: fc.array(cell, { minLength: 1, maxLength: 3 }),
  })
  return {
    block: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.record({ type: fc.constant('paragraph' as const), content: inlines }),
      fc.record({
        type: fc.constant('heading' as const),
        attrs: fc.record({ level: fc.constantFrom(2 as const, 3 as const, 4 as const) }),
        content: inlines,
      }),
      fc.constant<Block>({ type: 'horizontalRule' }),
      fc.record({ type: fc.constant('image' as const), attrs: fc.record({ assetId: fc.uuid(), alt: text }) }),
      fc.record({ type: fc.constant('bulletList' as const), content: items }),
      fc.record({
        type: fc.constant('orderedList' as const),
        attrs: fc.record({ start: fc.integer({ min: 0, max: 9 }) }),
        content: items,
      }),
      fc.record({ type: fc.constant('blockquote' as const), content: blocks }),
      fc.record({
        type: fc.constant('table' as const),
        content: fc.array(row, { minLength: 1, maxLength: 2 }),
      }),
    ) as fc.Arbitrary<Block>,
  }
})

/** Any text that may be saved, with hostile words in all its places. */
export const anyTree: fc.Arbitrary<TextTree> = fc
  .array(block, { minLength: 1, maxLength: 6 })
  .map((content) => ({ type: 'doc', content }))
