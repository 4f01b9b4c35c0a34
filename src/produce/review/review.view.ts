import type { Call } from '../../kernel/call.ts'
import { workspaceOf } from '../../manage/index.ts'
import { seenIn, type Content } from '../manuscript/content.store.ts'
import { htmlOf, isBlank, plainTextOf, wordCountOf } from '../manuscript/tree.rules.ts'
import { approvalsOf, decidedOn, given, type ApprovalRow } from './approval.store.ts'
import {
  reviewStateOf,
  stateAt,
  whyNotDecide,
  whyNotRemind,
  whyNotRenewLink,
  whyNotRequest,
  whyNotWithdraw,
} from './review.rules.ts'
import type { Approval, PieceReview, ReviewView } from './review.schema.ts'

/** What the actor sees of an approval: guests no address, everybody what they may do. */
export function shownApproval(call: Call, row: ApprovalRow): Approval {
  const { actor, now } = call
  return {
    id: row.id,
    pieceId: row.pieceId,
    pieceTitle: row.pieceTitle,
    state: stateAt(row, now),
    hash: row.contentHash,
    note: row.note,
    requestedByName: row.requestedByName,
    requestedAt: row.requestedAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    askedName: row.askedName,
    askedEmail: actor.kind === 'guest' ? '' : row.askedEmail,
    isGuest: row.isGuest,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedByName: row.decidedByName,
    reason: row.reason,
    endedAt: row.endedAt?.toISOString() ?? null,
    remindedAt: row.remindedAt?.toISOString() ?? null,
    version: row.version,
    may: {
      decide: whyNotDecide(row, actor, now),
      withdraw: whyNotWithdraw(row, actor, now),
      remind: whyNotRemind(row, actor, now),
      renewLink: whyNotRenewLink(row, actor, now),
    },
  }
}

/** All approvals of a piece and where it stands with its present content. */
export async function reviewOf(call: Call, content: Content): Promise<PieceReview> {
  const rows = await approvalsOf(call, content.pieceId)
  const known = rows.map((row) => given(row, content))
  return {
    state: reviewStateOf(known, call.now),
    hash: content.hash,
    approvals: rows.map((row, index) => {
      const shown = shownApproval(call, row)
      // Changed without a command of ours that noticed (a picture's description): void all the same.
      return shown.state === 'approved' && !known[index]?.isCurrent
        ? { ...shown, state: 'void' as const }
        : shown
    }),
    may: { request: whyNotRequest(call.actor, { isBlank: isBlank(content.tree) }) },
  }
}

/**
 * The content as somebody who decides sees it. A guest who has decided goes on seeing what they decided on: what is
 * written afterwards is not theirs to read.
 */
export async function viewOf(call: Call, row: ApprovalRow, content: Content): Promise<ReviewView> {
  const { name } = await workspaceOf(call)
  const addressOf = (assetId: string) => `/files/${call.workspaceId}/${assetId}`
  const decided = call.actor.kind === 'guest' ? decidedOn(row) : null
  const { title, slug, excerpt, tree, featured, pictures, targets } = decided ?? seenIn(content)
  const hash = decided ? row.contentHash : content.hash
  const featuredId = pictures.find(({ sha256 }) => sha256 === featured?.sha256)?.assetId
  return {
    approval: shownApproval(call, row),
    workspaceName: name,
    ...{ title, slug, excerpt, targets, hash },
    html: htmlOf(tree, addressOf),
    wordCount: wordCountOf(plainTextOf(tree)),
    featuredImage: featured && featuredId ? { address: addressOf(featuredId), alt: featured.alt } : null,
    isChanged: row.contentHash !== hash,
  }
}
