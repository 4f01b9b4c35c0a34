import type { Call } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { insertPieces } from '../../plan/index.ts'
import type { Block, Inline, TextTree } from '../manuscript/tree.schema.ts'

/** A piece to write on; answers its id. */
export async function newPiece(
  call: Call,
  title: string,
  ownerMemberId: string | null = null,
): Promise<string> {
  const id = newId()
  await insertPieces(call, [
    {
      ...{ id, title, ownerMemberId },
      status: 'in_progress',
      plannedOn: null,
      plannedPrecision: 'none',
      plannedTime: null,
      zone: 'Europe/Berlin',
    },
  ])
  return id
}

const words = (text: string): Inline[] => [{ type: 'text', text }]

/** A text of paragraphs. */
export function paragraphs(...texts: string[]): TextTree {
  return { type: 'doc', content: texts.map((text): Block => ({ type: 'paragraph', content: words(text) })) }
}

/** What is saved when somebody writes these paragraphs and nothing else. */
export function writing(pieceId: string, baseVersion: number, ...texts: string[]) {
  const rest = { headline: '', slug: '', excerpt: '', featuredAssetId: null }
  return { pieceId, baseVersion, tree: paragraphs(...texts), ...rest }
}
