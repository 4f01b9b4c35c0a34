import type { Call } from '../../kernel/call.ts'
import { voidChangedApprovals } from './approval.store.ts'
import { tellRequester } from './review.notify.ts'

/**
 * After a change of what is approved: approvals of other content lose their force, and those who asked for them are
 * told. Answers how many.
 */
export async function settleApprovals(call: Call, pieceId: string): Promise<number> {
  const voided = await voidChangedApprovals(call, pieceId)
  for (const approval of voided) await tellRequester(call, approval, 'approval.voided')
  return voided.length
}
