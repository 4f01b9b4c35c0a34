import { z } from 'zod'

/**
 * The text of a piece as a tree of nodes, the JSON that ProseMirror (Tiptap) reads and writes. It is the only form
 * in which text is kept; HTML is made from it (tree.rules.ts) and never taken in.
 */
export type TextTree = { type: 'doc'; content: Block[] }

export type Block =
  | { type: 'paragraph'; content?: Inline[] }
  | { type: 'heading'; attrs: { level: 2 | 3 | 4 }; content?: Inline[] }
  | { type: 'bulletList'; content: ListItem[] }
  | { type: 'orderedList'; attrs?: { start?: number }; content: ListItem[] }
  | { type: 'blockquote'; content: Block[] }
  | { type: 'horizontalRule' }
  | { type: 'image'; attrs: { assetId: string; alt: string } }
  | { type: 'table'; content: TableRow[] }
export type ListItem = { type: 'listItem'; content: Block[] }
type TableRow = { type: 'tableRow'; content: TableCell[] }
export type TableCell = {
  type: 'tableCell' | 'tableHeader'
  attrs?: { colspan?: number; rowspan?: number }
  content: Block[]
}

export type Inline = { type: 'text'; text: string; marks?: Mark[] } | { type: 'hardBreak' }
export type Mark =
  | { type: 'bold' }
  | { type: 'italic' }
  | { type: 'strike' }
  | { type: 'code' }
  | { type: 'link'; attrs: { href: string } }

/** Nested deeper than anything a person writes; keeps hostile trees from exhausting the stack. */
const deepest = 40
const mostNodes = 50_000
/** Letters of a whole text: about 150 printed pages. */
const longestText = 400_000
const longestHref = 2_000

/** Addresses a link may have. Anything else (`javascript:`, `data:`, relative) is refused, not repaired. */
export function isSafeHref(href: string): boolean {
  if (href.length > longestHref || !/^(https?:\/\/|mailto:)[^\s\0-\x1f"<>]+$/i.test(href)) return false
  return URL.canParse(href)
}

const Mark: z.ZodType<Mark> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bold') }),
  z.object({ type: z.literal('italic') }),
  z.object({ type: z.literal('strike') }),
  z.object({ type: z.literal('code') }),
  z.object({
    type: z.literal('link'),
    attrs: z.object({ href: z.string().max(longestHref).refine(isSafeHref, { error: 'href' }) }),
  }),
])

// A text node may not hold NUL (PostgreSQL cannot keep it) nor half a surrogate pair (it is no valid UTF-8).
const Inline: z.ZodType<Inline> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z
      .string()
      .min(1)
      .max(longestText)
      .refine((text) => !text.includes('\0') && text.isWellFormed(), { error: 'characters' }),
    marks: z.array(Mark).max(5).optional(),
  }),
  z.object({ type: z.literal('hardBreak') }),
])

const inlines = z.array(Inline).max(20_000).optional()
const blocks = z.lazy(() => z.array(Block).min(1).max(mostNodes))
const ListItem = z.object({ type: z.literal('listItem'), content: blocks })
const listItems = z.array(ListItem).min(1).max(5_000)
const Cell = z.object({
  type: z.enum(['tableCell', 'tableHeader']),
  attrs: z
    .object({ colspan: z.int().min(1).max(50).optional(), rowspan: z.int().min(1).max(1000).optional() })
    .optional(),
  content: blocks,
})

const Block: z.ZodType<Block> = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.object({ type: z.literal('paragraph'), content: inlines }),
    z.object({
      type: z.literal('heading'),
      attrs: z.object({ level: z.union([z.literal(2), z.literal(3), z.literal(4)]) }),
      content: inlines,
    }),
    z.object({ type: z.literal('bulletList'), content: listItems }),
    z.object({
      type: z.literal('orderedList'),
      attrs: z.object({ start: z.int().min(0).max(100_000).optional() }).optional(),
      content: listItems,
    }),
    z.object({ type: z.literal('blockquote'), content: blocks }),
    z.object({ type: z.literal('horizontalRule') }),
    z.object({ type: z.literal('image'), attrs: z.object({ assetId: z.uuid(), alt: z.string().max(500) }) }),
    z.object({
      type: z.literal('table'),
      content: z
        .array(z.object({ type: z.literal('tableRow'), content: z.array(Cell).min(1).max(50) }))
        .min(1)
        .max(1_000),
    }),
  ]),
)

const Doc: z.ZodType<TextTree> = z.object({
  type: z.literal('doc'),
  content: z.array(Block).min(1).max(mostNodes),
})

/**
 * Input schema of a text. Size and depth are looked at before the recursive schema sees the value; what the schema
 * does not know (attributes an editor adds) is dropped, a node or mark it does not know is refused.
 */
export const TextTree: z.ZodType<TextTree, unknown> = z
  .unknown()
  .check((ctx) => {
    const trouble = tooBig(ctx.value)
    if (trouble !== null)
      ctx.issues.push({ code: 'custom', message: trouble, input: ctx.value, params: { trouble } })
  })
  .pipe(Doc)

/** What is too much about a tree; walks without recursion, whatever the value is. */
function tooBig(root: unknown): 'depth' | 'nodes' | 'length' | null {
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }]
  let nodes = 0
  let letters = 0
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    if (typeof value !== 'object' || value === null) continue
    if (depth > deepest) return 'depth'
    nodes += 1
    if (nodes > mostNodes) return 'nodes'
    const { text, content } = value as { text?: unknown; content?: unknown }
    if (typeof text === 'string') letters += text.length
    if (letters > longestText) return 'length'
    if (Array.isArray(content)) {
      if (content.length > mostNodes) return 'nodes'
      for (const child of content) waiting.push({ value: child, depth: depth + 1 })
    }
  }
  return null
}

/** A text in which nothing is written yet. */
export const emptyTree: TextTree = { type: 'doc', content: [{ type: 'paragraph' }] }
