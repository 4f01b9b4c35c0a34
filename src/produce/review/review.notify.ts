import type { Call } from '../../kernel/call.ts'
import { actorLabel } from '../../kernel/access/actor.ts'
import { notify } from '../../manage/index.ts'
import type { ApprovalRow } from './approval.store.ts'

/** Tells the member who is asked; guests get mail (review.mail.ts). */
export async function tellAsked(
  call: Call,
  approval: ApprovalRow,
  kind: 'approval.requested' | 'approval.reminder',
): Promise<void> {
  if (approval.askedUserId === null) return
  await notify(call, {
    userIds: [approval.askedUserId],
    kind,
    objectType: 'approval',
    objectId: approval.id,
    params: { title: approval.pieceTitle, name: approval.requestedByName, note: approval.note },
  })
}

/** Tells the person who asked what became of it. */
export async function tellRequester(
  call: Call,
  approval: ApprovalRow,
  kind: 'approval.approved' | 'approval.rejected' | 'approval.voided' | 'approval.expired',
  params: { reason?: string } = {},
): Promise<void> {
  if (approval.requestedBy === null) return
  await notify(call, {
    userIds: [approval.requestedBy],
    kind,
    objectType: 'piece',
    objectId: approval.pieceId,
    params: { title: approval.pieceTitle, name: approval.askedName, by: actorLabel(call.actor), reason: params.reason ?? '' },
  })
}
