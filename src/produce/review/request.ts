import type { Call } from '../../kernel/call.ts'
import { Refusal, refuseIf } from '../../kernel/refusal.ts'
import { memberOrRefuse } from '../../manage/index.ts'
import { approvalsOf, type NewApproval } from './approval.store.ts'
import { stateAt, whyNotAsk } from './review.rules.ts'
import type { ApprovalRequest } from './review.schema.ts'

/** Who is asked, as it is kept with the request. Refuses members who cannot decide. */
export async function askedBy(call: Call, asked: ApprovalRequest['asked']): Promise<NewApproval['asked']> {
  if (asked.kind === 'guest') return { userId: null, name: asked.name, email: asked.email, isGuest: true }
  const member = await memberOrRefuse(call, asked.memberId)
  refuseIf(whyNotAsk(member, call.actor))
  return { userId: member.userId, name: member.name, email: '', isGuest: false }
}

/** The same person is asked once at a time. */
export async function refuseSecondRequest(
  call: Call,
  pieceId: string,
  asked: NewApproval['asked'],
): Promise<void> {
  const open = (await approvalsOf(call, pieceId)).find(
    (approval) =>
      stateAt(approval, call.now) === 'requested' &&
      (asked.isGuest ? approval.askedEmail === asked.email : approval.askedUserId === asked.userId),
  )
  if (open) throw new Refusal('approval.already_asked', 'conflict', { name: open.askedName })
}
