import type { Block, TextTree } from '../../produce/manuscript/tree.schema.ts'

/** Builds the text of a piece from lines: `## ` begins a heading, lines with `- ` become one list. */
export function treeOf(lines: readonly string[]): TextTree {
  const content: Block[] = []
  for (const line of lines) {
    const last = content.at(-1)
    if (line.startsWith('## '))
      content.push({ type: 'heading', attrs: { level: 2 }, content: textOf(line.slice(3)) })
    else if (!line.startsWith('- ')) content.push({ type: 'paragraph', content: textOf(line) })
    else {
      const item = {
        type: 'listItem' as const,
        content: [{ type: 'paragraph' as const, content: textOf(line.slice(2)) }],
      }
      if (last?.type === 'bulletList') last.content.push(item)
      else content.push({ type: 'bulletList', content: [item] })
    }
  }
  return { type: 'doc', content }
}

const textOf = (text: string) => [{ type: 'text' as const, text }]

/** The last part of an address: small letters, digits and dashes. */
export function slugOf(title: string): string {
  const plain = title
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => ({ ä: 'ae', ö: 'oe', ü: 'ue' })[letter] ?? 'ss')
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
}
