import type { Call } from '../../kernel/call.ts'
import type { PieceHistory } from './piece.schema.ts'

const shownAtMost = 100

/**
 * What happened to a piece, newest first, as the audit rows tell it: who, when, what, and which fields. Authors, who may
 * work from outside, do not see what a piece costs (threats R34).
 */
export async function historyOf(call: Call, pieceId: string): Promise<PieceHistory> {
  const { actor } = call
  let selected = call.db
    .selectFrom('kernel.audit')
    .select(['id', 'at', 'actorLabel', 'action', 'before', 'after'])
    .where('workspaceId', '=', call.workspaceId)
    .where('objectId', '=', pieceId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(shownAtMost)
  if (actor.kind !== 'user' || actor.role === 'author')
    selected = selected.where('action', 'not like', 'cost.%')
  const rows = await selected.execute()
  return {
    entries: rows.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: row.actorLabel,
      action: row.action,
      changes: changesOf(row.before, row.after),
    })),
  }
}

// Only fields that hold one short value tell something in a line of history.
function changesOf(before: unknown, after: unknown): PieceHistory['entries'][number]['changes'] {
  if (!isRecord(before) || !isRecord(after)) return []
  return Object.keys(after).map((field) => ({ field, from: wordOf(before[field]), to: wordOf(after[field]) }))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wordOf(value: unknown): string | null {
  if (Array.isArray(value)) return value.filter((each) => typeof each === 'string').join(', ')
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200) : null
}
