import type { Selectable } from 'kysely'
import { actorLabel, userIdOf } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import type { ProduceApproval } from '../../kernel/db/tables.gen.ts'
import { emit } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import { readContent, seenIn, type Content, type SeenContent } from '../manuscript/content.store.ts'
import { doesCover, reviewStateOf, type Seen } from './review.rules.ts'
import { ApprovalState, type ReviewState } from './review.schema.ts'

export type ApprovalRow = Omit<Selectable<ProduceApproval>, 'state'> & {
  state: ApprovalState
  pieceTitle: string
}

function approvals(call: Call) {
  return call.db
    .selectFrom('produce.approval as approval')
    .innerJoin('plan.piece as piece', (join) =>
      join.onRef('piece.workspaceId', '=', 'approval.workspaceId').onRef('piece.id', '=', 'approval.pieceId'),
    )
    .selectAll('approval')
    .select('piece.title as pieceTitle')
    .where('approval.workspaceId', '=', call.workspaceId)
    .where('piece.deletedAt', 'is', null)
}

function asApproval<R extends { state: string }>(row: R): Omit<R, 'state'> & { state: ApprovalState } {
  return { ...row, state: ApprovalState.parse(row.state) }
}

/**
 * The approval the actor may see, or 404: a guest the one of their link, an author those of the pieces they have now,
 * everybody else all.
 */
export async function approvalOrRefuse(call: Call, id: string): Promise<ApprovalRow> {
  const { actor } = call
  let rows = approvals(call).where('approval.id', '=', id)
  if (actor.kind === 'guest')
    rows = rows
      .where('approval.pieceId', '=', actor.objectId)
      .where('approval.id', 'in', (eb) =>
        eb
          .selectFrom('produce.guestGrant')
          .select('approvalId')
          .where('workspaceId', '=', call.workspaceId)
          .where('id', '=', actor.grantId)
          .where('revokedAt', 'is', null),
      )
  if (actor.kind === 'user' && actor.role === 'author')
    rows = rows.where('piece.ownerMemberId', '=', actor.memberId)
  return asApproval(foundOrRefuse(await rows.executeTakeFirst(), 'approval.not_found'))
}

/** All requests on a piece, the newest first. */
export async function approvalsOf(call: Call, pieceId: string): Promise<ApprovalRow[]> {
  const rows = await approvals(call)
    .where('approval.pieceId', '=', pieceId)
    .orderBy('approval.requestedAt', 'desc')
    .orderBy('approval.id', 'desc')
    .limit(200)
    .execute()
  return rows.map(asApproval)
}

/** Open requests: for the actor to decide, those the actor made, or all. The one that ends first comes first. */
export async function openApprovals(
  call: Call,
  scope: 'mine' | 'asked' | 'open',
  limit: number,
): Promise<ApprovalRow[]> {
  const { actor } = call
  const userId = userIdOf(actor)
  let rows = approvals(call)
    .where('approval.state', '=', 'requested')
    .where('approval.expiresAt', '>', call.now)
  if (scope === 'mine') rows = rows.where('approval.askedUserId', '=', userId)
  if (scope === 'asked') rows = rows.where('approval.requestedBy', '=', userId)
  if (actor.kind === 'user' && actor.role === 'author')
    rows = rows.where('piece.ownerMemberId', '=', actor.memberId)
  const found = await rows.orderBy('approval.expiresAt').orderBy('approval.id').limit(limit).execute()
  return found.map(asApproval)
}

export type NewApproval = {
  asked: { userId: string | null; name: string; email: string; isGuest: boolean }
  note: string
  expiresAt: Date
}

/** Writes a request for a decision on the present content. */
export async function insertApproval(call: Call, content: Content, request: NewApproval): Promise<string> {
  const id = newId()
  await call.db
    .insertInto('produce.approval')
    .values({
      workspaceId: call.workspaceId,
      id,
      pieceId: content.pieceId,
      state: 'requested',
      contentHash: content.hash,
      seen: JSON.stringify(seenIn(content)),
      note: request.note,
      requestedBy: userIdOf(call.actor),
      requestedByName: actorLabel(call.actor),
      requestedAt: call.now,
      expiresAt: request.expiresAt,
      askedUserId: request.asked.userId,
      askedName: request.asked.name,
      askedEmail: request.asked.email,
      isGuest: request.asked.isGuest,
    })
    .execute()
  await emit(call, 'approval.requested', { approvalId: id, pieceId: content.pieceId })
  return id
}

type Ending = Partial<
  Pick<
    ApprovalRow,
    | 'state'
    | 'contentHash'
    | 'decidedAt'
    | 'decidedByName'
    | 'reason'
    | 'endedAt'
    | 'remindedAt'
    | 'expiresAt'
  >
> & { seen?: string }

/** What the decision of an approval was about, word for word; null as long as nobody has decided. */
export function decidedOn(approval: Pick<ApprovalRow, 'decidedAt' | 'seen'>): SeenContent | null {
  // Only `seenIn` writes this column, and the database keeps it as it was written.
  return approval.decidedAt === null ? null : (approval.seen as SeenContent)
}

/** Changes an approval that is still as it was read; refuses `approval.stale` when it is not. */
export async function updateApproval(
  call: Call,
  approval: Pick<ApprovalRow, 'id' | 'version'>,
  set: Ending,
): Promise<void> {
  const { numUpdatedRows } = await call.db
    .updateTable('produce.approval')
    .set({ ...set, version: approval.version + 1 })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', approval.id)
    .where('version', '=', approval.version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('approval.stale', 'stale')
}

/**
 * Writes the decision on exactly this content, with the content word for word. The fact also says where the piece
 * stands as a whole (`stands`): one yes is not enough while somebody else was asked or said no.
 */
export async function recordDecision(
  call: Call,
  approval: ApprovalRow,
  content: Content,
  decision: { decision: 'approved' | 'rejected'; reason: string },
): Promise<void> {
  await updateApproval(call, approval, {
    state: decision.decision,
    contentHash: content.hash,
    seen: JSON.stringify(seenIn(content)),
    decidedAt: call.now,
    decidedByName: actorLabel(call.actor),
    reason: decision.reason,
  })
  await emit(call, 'approval.decided', {
    approvalId: approval.id,
    pieceId: approval.pieceId,
    decision: decision.decision,
    hash: content.hash,
    stands: (await approvalStateOf(call, approval.pieceId)).state,
  })
}

/**
 * Takes the force from approvals of a piece whose content is no longer what was approved. Answers those that lost it.
 */
export async function voidChangedApprovals(call: Call, pieceId: string): Promise<ApprovalRow[]> {
  const approved = await call.db
    .selectFrom('produce.approval')
    .select('id')
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', pieceId)
    .where('state', '=', 'approved')
    .limit(1)
    .executeTakeFirst()
  if (!approved) return []
  const content = await readContent(call, pieceId)
  const changed = (await approvalsOf(call, pieceId)).filter(
    (approval) => approval.state === 'approved' && !given(approval, content).isCurrent,
  )
  for (const approval of changed) {
    await updateApproval(call, approval, { state: 'void', endedAt: call.now })
    await emit(call, 'approval.voided', { approvalId: approval.id, pieceId })
  }
  return changed
}

/** Where a piece stands, for the content it has now. */
export async function approvalStateOf(
  call: Call,
  pieceId: string,
): Promise<{ state: ReviewState; hash: string }> {
  const content = await readContent(call, pieceId)
  const approvals = await approvalsOf(call, pieceId)
  return {
    state: reviewStateOf(
      approvals.map((approval) => given(approval, content)),
      call.now,
    ),
    hash: content.hash,
  }
}

/**
 * Where these pieces stand, for lists: as it is written down, without reading their content again. Changes of content
 * are written down when they happen (settle.ts).
 */
export async function statesOf(
  call: Call,
  pieceIds: readonly string[],
): Promise<{ pieceId: string; state: ReviewState }[]> {
  if (pieceIds.length === 0) return []
  const rows = await approvals(call)
    .where('approval.pieceId', 'in', [...pieceIds])
    .orderBy('approval.requestedAt', 'desc')
    .orderBy('approval.id', 'desc')
    .execute()
  const byPiece = Map.groupBy(rows.map(asApproval), (approval) => approval.pieceId)
  return pieceIds.map((pieceId) => {
    const [newest, ...earlier] = byPiece.get(pieceId) ?? []
    if (!newest) return { pieceId, state: 'none' }
    const known = [newest, ...earlier].map((approval) => ({
      ...given(approval, null),
      // A lost approval is written down as `void`; a no counts while it is about the content asked about last.
      isCurrent: approval.state !== 'rejected' || approval.contentHash === newest.contentHash,
    }))
    return { pieceId, state: reviewStateOf(known, call.now) }
  })
}

/** What the rule on the whole needs to know of one request; without `content` it is taken to be unchanged. */
export function given(approval: ApprovalRow, content: Content | null) {
  const { state, expiresAt, askedUserId, askedEmail } = approval
  // Only `seenIn` writes this column, and the database keeps it as it was written.
  const isCurrent = content === null || doesCover(approval.seen as Seen, seenIn(content))
  return { state, expiresAt, asked: askedUserId ?? askedEmail, isCurrent }
}
