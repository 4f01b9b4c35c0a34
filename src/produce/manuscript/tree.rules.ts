import {
  isSafeHref,
  type Block,
  type Inline,
  type ListItem,
  type Mark,
  type TableCell,
  type TextTree,
} from './tree.schema.ts'

/** How a picture of the text is addressed in the HTML that is made: `/files/…` or the address at a WordPress. */
export type ImageAddress = (assetId: string) => string | null

/**
 * The text as HTML. Safe by construction: only the elements below are written, every text and attribute is escaped,
 * and link targets are checked again. A picture without an address is left out.
 */
export function htmlOf(tree: TextTree, imageAddress: ImageAddress): string {
  return tree.content
    .filter((block) => !isEmptyLine(block))
    .map((block) => htmlOfBlock(block, imageAddress))
    .join('\n')
}

// Editors leave one at the end, people press Enter twice; distance is the business of the style sheet.
function isEmptyLine(block: Block): boolean {
  return block.type === 'paragraph' && (block.content ?? []).length === 0
}

function htmlOfBlock(block: Block, imageAddress: ImageAddress): string {
  const within = (blocks: readonly Block[]) =>
    blocks.map((child) => htmlOfBlock(child, imageAddress)).join('')
  const items = (list: readonly ListItem[]) =>
    list.map((item) => `<li>${htmlOfItem(item, within)}</li>`).join('')
  switch (block.type) {
    case 'paragraph':
      return `<p>${htmlOfInlines(block.content)}</p>`
    case 'heading':
      return `<h${block.attrs.level}>${htmlOfInlines(block.content)}</h${block.attrs.level}>`
    case 'bulletList':
      return `<ul>${items(block.content)}</ul>`
    case 'orderedList': {
      const start = block.attrs?.start ?? 1
      return `<ol${start === 1 ? '' : ` start="${start}"`}>${items(block.content)}</ol>`
    }
    case 'blockquote':
      return `<blockquote>${within(block.content)}</blockquote>`
    case 'horizontalRule':
      return '<hr>'
    case 'image': {
      const address = imageAddress(block.attrs.assetId)
      return address === null
        ? ''
        : `<figure><img src="${escapeHtml(address)}" alt="${escapeHtml(block.attrs.alt)}" loading="lazy"></figure>`
    }
    case 'table': {
      const rows = block.content.map(
        (row) => `<tr>${row.content.map((cell) => htmlOfCell(cell, within)).join('')}</tr>`,
      )
      return `<table><tbody>${rows.join('')}</tbody></table>`
    }
  }
}

// A list item of one paragraph is written without <p>, as people write lists by hand.
function htmlOfItem(item: ListItem, within: (blocks: readonly Block[]) => string): string {
  const [first, ...rest] = item.content
  return first?.type === 'paragraph' ? htmlOfInlines(first.content) + within(rest) : within(item.content)
}

function htmlOfCell(cell: TableCell, within: (blocks: readonly Block[]) => string): string {
  const element = cell.type === 'tableHeader' ? 'th' : 'td'
  const spans = (['colspan', 'rowspan'] as const)
    .filter((name) => (cell.attrs?.[name] ?? 1) > 1)
    .map((name) => ` ${name}="${cell.attrs?.[name]}"`)
  const [only] = cell.content
  const isOneParagraph = cell.content.length === 1 && only?.type === 'paragraph'
  const body = isOneParagraph ? htmlOfInlines(only.content) : within(cell.content)
  return `<${element}${spans.join('')}>${body}</${element}>`
}

function htmlOfInlines(inlines: readonly Inline[] = []): string {
  return inlines
    .map((inline) =>
      inline.type === 'hardBreak'
        ? '<br>'
        : (inline.marks ?? []).reduceRight(markedUp, escapeHtml(inline.text)),
    )
    .join('')
}

function markedUp(html: string, mark: Mark): string {
  switch (mark.type) {
    case 'bold':
      return `<strong>${html}</strong>`
    case 'italic':
      return `<em>${html}</em>`
    case 'strike':
      return `<s>${html}</s>`
    case 'code':
      return `<code>${html}</code>`
    case 'link':
      return isSafeHref(mark.attrs.href) ? `<a href="${escapeHtml(mark.attrs.href)}">${html}</a>` : html
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** The text without its form, as it is copied into a channel by hand: blocks parted by an empty line. */
export function plainTextOf(tree: TextTree): string {
  return tree.content
    .map((block) => plainBlock(block, ''))
    .filter((text) => text !== '')
    .join('\n\n')
}

function plainBlock(block: Block, indent: string): string {
  switch (block.type) {
    case 'paragraph':
    case 'heading':
      return indent + plainInlines(block.content).replaceAll('\n', `\n${indent}`)
    case 'bulletList':
      return block.content.map((item) => plainItem(item, '–', indent)).join('\n')
    case 'orderedList': {
      const start = block.attrs?.start ?? 1
      return block.content.map((item, index) => plainItem(item, `${start + index}.`, indent)).join('\n')
    }
    case 'blockquote':
      return block.content.map((child) => plainBlock(child, `${indent}> `)).join('\n')
    case 'horizontalRule':
      return `${indent}---`
    case 'image':
      return ''
    case 'table':
      return block.content
        .map(
          (row) =>
            indent +
            row.content.map((cell) => plainBlocks(cell.content, '').replaceAll('\n', ' ')).join('\t'),
        )
        .join('\n')
  }
}

function plainBlocks(blocks: readonly Block[], indent: string): string {
  return blocks.map((block) => plainBlock(block, indent)).join('\n')
}

function plainItem(item: ListItem, sign: string, indent: string): string {
  const [first, ...rest] = item.content
  const head = first ? plainBlock(first, '') : ''
  return [`${indent}${sign} ${head}`, ...rest.map((block) => plainBlock(block, `${indent}  `))].join('\n')
}

function plainInlines(inlines: readonly Inline[] = []): string {
  return inlines
    .map((inline, index) => {
      if (inline.type === 'hardBreak') return '\n'
      const href = hrefOf(inline)
      // A link in several parts (one word of it bold) names its address once, after the last part.
      if (href === null || hrefOf(inlines[index + 1]) === href || inline.text.includes(href))
        return inline.text
      return `${inline.text} (${href.replace(/^mailto:/i, '')})`
    })
    .join('')
}

function hrefOf(inline: Inline | undefined): string | null {
  if (inline?.type !== 'text') return null
  const link = inline.marks?.find((mark) => mark.type === 'link')
  return link ? link.attrs.href : null
}

/** Words of a text: runs that hold a letter or a digit. `E-Mail-Adresse` is one word, as German editors count. */
export function wordCountOf(text: string): number {
  return text.split(/\s+/u).filter((run) => /[\p{L}\p{N}]/u.test(run)).length
}

/** Every block of a tree, outer before inner, in reading order. */
function* everyBlock(blocks: readonly Block[]): Generator<Block> {
  for (const block of blocks) {
    yield block
    if (block.type === 'blockquote') yield* everyBlock(block.content)
    else if (block.type === 'bulletList' || block.type === 'orderedList')
      for (const item of block.content) yield* everyBlock(item.content)
    else if (block.type === 'table')
      for (const row of block.content) for (const cell of row.content) yield* everyBlock(cell.content)
  }
}

/** The pictures of a text in reading order, each once, with the description of its first place. */
export function picturesOf(tree: TextTree): { assetId: string; alt: string }[] {
  const found = new Map<string, { assetId: string; alt: string }>()
  for (const block of everyBlock(tree.content))
    if (block.type === 'image' && !found.has(block.attrs.assetId)) found.set(block.attrs.assetId, block.attrs)
  return [...found.values()]
}

/** Whether nothing is written and nothing shown. */
export function isBlank(tree: TextTree): boolean {
  return plainTextOf(tree).trim() === '' && picturesOf(tree).length === 0
}
