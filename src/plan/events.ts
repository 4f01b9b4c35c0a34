import { z } from 'zod'
import { writeAudit, recordChange } from '../kernel/audit.ts'
import type { Call } from '../kernel/call.ts'
import { emit, on, type Subscription } from '../kernel/events.ts'
import { announce } from '../kernel/live.ts'
import { workspaceOf } from '../manage/index.ts'
import { afterFact, type PieceFact } from './piece/piece.rules.ts'
import { findPiece, updatePiece } from './piece/piece.store.ts'

const AboutPiece = z.object({ pieceId: z.uuid() })

/** Takes the piece to the status a fact means. A fact that comes late or twice changes nothing. */
async function apply(call: Call, pieceId: string, fact: PieceFact, at: Date = call.now): Promise<void> {
  const piece = await findPiece(call, pieceId)
  const status = piece && afterFact(piece.status, fact)
  if (!piece || !status) return
  await updatePiece(call, piece, piece.version, {
    status,
    ...(fact === 'published' && piece.publishedAt === null ? { publishedAt: at } : {}),
  })
  recordChange(call, {
    objectType: 'piece',
    objectId: pieceId,
    label: piece.title,
    before: { status: piece.status },
    after: { status },
  })
  await writeAudit(call, 'piece.change_status')
  await emit(call, 'piece.status_changed', { pieceId, from: piece.status, to: status })
  await announce(call.db, {
    workspaceId: call.workspaceId,
    action: 'piece.change_status',
    objectId: pieceId,
    byUserId: null,
  })
}

/** What the plan hears of production and publication. */
export const planSubscriptions: readonly Subscription[] = [
  on('approval.requested', AboutPiece, (call, { pieceId }) => apply(call, pieceId, 'approval_requested')),
  on('approval.decided', AboutPiece.extend({ decision: z.enum(['approved', 'rejected']) }), (call, fact) =>
    apply(call, fact.pieceId, fact.decision === 'approved' ? 'approved' : 'sent_back'),
  ),
  on('approval.voided', AboutPiece, (call, { pieceId }) => apply(call, pieceId, 'approval_voided')),
  on('approval.withdrawn', AboutPiece, (call, { pieceId }) => apply(call, pieceId, 'approval_ended')),
  on('approval.expired', AboutPiece, (call, { pieceId }) => apply(call, pieceId, 'approval_ended')),
  on('publication.scheduled', AboutPiece, async (call, { pieceId }) => {
    const { approvalRequired } = await workspaceOf(call)
    await apply(call, pieceId, approvalRequired ? 'publication_scheduled' : 'publication_scheduled_freely')
  }),
  on(
    'publication.published',
    AboutPiece.extend({ at: z.coerce.date().optional() }),
    (call, { pieceId, at }) => apply(call, pieceId, 'published', at),
  ),
]
