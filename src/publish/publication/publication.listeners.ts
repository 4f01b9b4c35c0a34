import { z } from 'zod'
import type { Call } from '../../kernel/call.ts'
import { emit, on } from '../../kernel/events.ts'
import type { Subscription } from '../../kernel/events.ts'
import { removeReleaseTarget } from '../../produce/index.ts'
import { canBecome } from './publication.rules.ts'
import { changePublication, noFailure, recordStep, released, typedRow } from './publication.store.ts'
import { announceProgress } from './engine.outcome.ts'

const AboutPiece = z.object({ pieceId: z.uuid() })
const AboutStatus = AboutPiece.extend({ from: z.string(), to: z.string() })

/** What the slice hears of plan and production. */
export const publicationSubscriptions: readonly Subscription[] = [
  on('approval.decided', AboutPiece, (call, { pieceId }) => lookAgain(call, pieceId)),
  // Who did not answer no longer holds up the yes of others.
  on('approval.expired', AboutPiece, (call, { pieceId }) => lookAgain(call, pieceId)),
  on('approval.withdrawn', AboutPiece, (call, { pieceId }) => lookAgain(call, pieceId)),
  on('piece.status_changed', AboutStatus, async (call, { pieceId, from, to }) => {
    // Whoever takes a scheduled piece back to approved by hand means it.
    if (to === 'approved' && from !== 'scheduled') await sayAgainWhatIsScheduled(call, pieceId)
  }),
  on('piece.deleted', AboutPiece, (call, { pieceId }) => cancelAll(call, pieceId)),
]

/** Publications that waited for an approval are looked at again by the engine. */
async function lookAgain(call: Call, pieceId: string): Promise<void> {
  await call.db
    .updateTable('publish.publication')
    .set({ nextAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', pieceId)
    .where('state', '=', 'blocked')
    .where('blockedBy', '=', 'approval')
    .execute()
}

// Who schedules first and asks for approval afterwards has, with the yes, a scheduled piece.
async function sayAgainWhatIsScheduled(call: Call, pieceId: string): Promise<void> {
  const next = await call.db
    .selectFrom('publish.publication')
    .select('id')
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', pieceId)
    .where('state', 'in', ['scheduled', 'blocked'])
    .limit(1)
    .executeTakeFirst()
  if (next) await emit(call, 'publication.scheduled', { publicationId: next.id, pieceId })
}

/** A deleted piece goes nowhere any more. What is already under way or out stays as it is. */
async function cancelAll(call: Call, pieceId: string): Promise<void> {
  const rows = await call.db
    .selectFrom('publish.publication as publication')
    .selectAll()
    .where('publication.workspaceId', '=', call.workspaceId)
    .where('publication.pieceId', '=', pieceId)
    .forUpdate()
    .execute()
  for (const found of rows) {
    const row = typedRow(found)
    if (!canBecome(row.state, 'cancelled')) continue
    await changePublication(call, row, { ...released, ...noFailure, state: 'cancelled', nextAt: null })
    await recordStep(call, row.id, 'cancelled', { key: 'publication.piece_deleted' })
    await removeReleaseTarget(call, { publicationId: row.id, pieceId })
    await announceProgress(call, row.id)
  }
}
