import { z } from 'zod'
import { everyMember, writers } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import type { Call } from '../../kernel/call.ts'
import { emit } from '../../kernel/events.ts'
import { hasMailServer } from '../../kernel/mail/mail.ts'
import { command, query } from '../../kernel/procedure.ts'
import { refuseIf, Refusal } from '../../kernel/refusal.ts'
import { findPieceCards, pieceOrRefuse } from '../../plan/index.ts'
import { readContent } from '../manuscript/content.store.ts'
import { isBlank } from '../manuscript/tree.rules.ts'
import {
  approvalOrRefuse,
  insertApproval,
  openApprovals,
  recordDecision,
  statesOf,
  updateApproval,
  type ApprovalRow,
} from './approval.store.ts'
import { grantOfApproval, insertGrant, linkOf, renewGrant, revokeGrant } from './guest.store.ts'
import { askedBy, refuseSecondRequest } from './request.ts'
import { mailLink } from './review.mail.ts'
import { tellAsked, tellRequester } from './review.notify.ts'
import { whyNotDecide, whyNotRemind, whyNotRenewLink, whyNotRequest, whyNotWithdraw } from './review.rules.ts'
import {
  Approval,
  ApprovalById,
  ApprovalFilter,
  ApprovalRequest,
  Decision,
  PieceIds,
  PieceReview,
  PieceState,
  Reminded,
  Requested,
  ReviewView,
} from './review.schema.ts'
import { reviewOf, shownApproval, viewOf } from './review.view.ts'

const dayMs = 24 * 60 * 60_000

export const reviewProcedures = {
  ofPiece: query({
    path: '/pieces/{pieceId}/approvals',
    allow: everyMember,
    summary: 'Shows where a piece stands and every request for approval on it.',
    input: z.object({ pieceId: z.uuid() }),
    output: PieceReview,
    run: async (call, { pieceId }) => {
      await pieceOrRefuse(call, pieceId)
      return reviewOf(call, await readContent(call, pieceId))
    },
  }),
  states: query({
    path: '/approval-states',
    allow: everyMember,
    summary: 'Tells where each of these pieces stands.',
    input: PieceIds,
    output: z.array(PieceState),
    run: async (call, { pieceIds }) =>
      statesOf(
        call,
        (await findPieceCards(call, pieceIds)).map((card) => card.id),
      ),
  }),
  list: query({
    path: '/approvals',
    allow: everyMember,
    summary: 'Lists open requests: those that wait for me, those I made, or all.',
    input: ApprovalFilter,
    output: z.array(Approval),
    run: async (call, { scope, limit }) =>
      (await openApprovals(call, scope, limit)).map((row) => shownApproval(call, row)),
  }),
  show: query({
    path: '/approvals/{id}',
    allow: [...everyMember, 'guest'],
    summary: 'Shows what is to be decided on: text, pictures, channels and times, and who asks.',
    input: ApprovalById,
    output: ReviewView,
    run: async (call, { id }) => {
      const approval = await approvalOrRefuse(call, id)
      return viewOf(call, approval, await readContent(call, approval.pieceId))
    },
  }),
  request: command({
    path: '/pieces/{pieceId}/approvals',
    allow: writers,
    audit: 'approval.request',
    summary: 'Asks a member or a guest for approval of the present content.',
    input: ApprovalRequest,
    output: Requested,
    run: async (call, input) => {
      await pieceOrRefuse(call, input.pieceId)
      const content = await readContent(call, input.pieceId)
      refuseIf(whyNotRequest(call.actor, { isBlank: isBlank(content.tree) }))
      const asked = await askedBy(call, input.asked)
      await refuseSecondRequest(call, input.pieceId, asked)
      const expiresAt = new Date(call.now.getTime() + input.expiresInDays * dayMs)
      const id = await insertApproval(call, content, { asked, note: input.note, expiresAt })
      const approval = await approvalOrRefuse(call, id)
      const link = await invite(call, approval, input.asked.kind === 'guest' ? input.asked.language : null)
      const { askedName, askedEmail, note } = approval
      recordChange(call, {
        objectType: 'piece',
        objectId: input.pieceId,
        label: approval.pieceTitle,
        after: { approvalId: id, askedName, askedEmail, note, hash: content.hash },
      })
      return { ...shownApproval(call, approval), link, isMailHeld: isMailHeld(call, approval) }
    },
  }),
  decide: command({
    path: '/approvals/{id}/decision',
    allow: [...everyMember, 'guest'],
    audit: 'approval.decide',
    summary: 'Approves the content, or sends it back with a reason. Bound to the hash of what was seen.',
    input: Decision,
    output: Approval,
    run: async (call, { id, hash, decision, reason }) => {
      const approval = await approvalOrRefuse(call, id)
      refuseIf(whyNotDecide(approval, call.actor, call.now))
      const content = await readContent(call, approval.pieceId)
      if (content.hash !== hash) throw new Refusal('approval.content_changed', 'stale')
      await recordDecision(call, approval, content, { decision, reason })
      await tellRequester(call, approval, `approval.${decision}`, { reason })
      recordChange(call, {
        objectType: 'piece',
        objectId: approval.pieceId,
        label: approval.pieceTitle,
        before: { approvalId: id, state: approval.state },
        after: { approvalId: id, state: decision, reason, hash },
      })
      return shownApproval(call, await approvalOrRefuse(call, id))
    },
  }),
  withdraw: command({
    path: '/approvals/{id}/withdrawal',
    allow: everyMember,
    audit: 'approval.withdraw',
    summary: 'Takes back a request (a guest link ends at once) or a given approval.',
    input: ApprovalById,
    output: Approval,
    run: async (call, { id }) => {
      const approval = await approvalOrRefuse(call, id)
      refuseIf(whyNotWithdraw(approval, call.actor, call.now))
      await updateApproval(call, approval, { state: 'withdrawn', endedAt: call.now })
      if (approval.isGuest) await revokeGrant(call, id)
      const fact = approval.state === 'approved' ? 'approval.voided' : 'approval.withdrawn'
      await emit(call, fact, { approvalId: id, pieceId: approval.pieceId })
      recordApprovalChange(call, approval, { state: 'withdrawn' })
      return shownApproval(call, await approvalOrRefuse(call, id))
    },
  }),
  remind: command({
    path: '/approvals/{id}/reminder',
    allow: writers,
    audit: 'approval.remind',
    summary: 'Reminds the asked person; at most once an hour.',
    input: ApprovalById,
    output: Reminded,
    run: async (call, { id }) => {
      const approval = await approvalOrRefuse(call, id)
      refuseIf(whyNotRemind(approval, call.actor, call.now))
      await updateApproval(call, approval, { remindedAt: call.now })
      if (approval.isGuest) await mailLink(call, approval, await grantOfApproval(call, id), 'reminder')
      else await tellAsked(call, approval, 'approval.reminder')
      recordApprovalChange(call, approval, { remindedAt: call.now.toISOString() })
      return {
        ...shownApproval(call, await approvalOrRefuse(call, id)),
        isMailHeld: isMailHeld(call, approval),
      }
    },
  }),
  link: query({
    path: '/approvals/{id}/link',
    allow: writers,
    summary: 'Shows the link of a guest, to hand it over by another way than mail.',
    input: ApprovalById,
    output: z.object({ link: z.string(), isMailHeld: z.boolean() }),
    run: async (call, { id }) => {
      const approval = await approvalOrRefuse(call, id)
      refuseIf(whyNotRenewLink(approval, call.actor, call.now))
      const link = linkOf(call.app, await grantOfApproval(call, id))
      return { link, isMailHeld: isMailHeld(call, approval) }
    },
  }),
  renewLink: command({
    path: '/approvals/{id}/link',
    allow: writers,
    audit: 'approval.renew_link',
    summary: 'Sends a guest a new link with a new term; the old one ends at once.',
    input: ApprovalById.extend({ expiresInDays: z.int().min(1).max(60).default(14) }),
    output: Requested,
    run: async (call, { id, expiresInDays }) => {
      const approval = await approvalOrRefuse(call, id)
      refuseIf(whyNotRenewLink(approval, call.actor, call.now))
      const expiresAt = new Date(call.now.getTime() + expiresInDays * dayMs)
      await updateApproval(call, approval, { state: 'requested', expiresAt, endedAt: null })
      const grant = await renewGrant(call, await grantOfApproval(call, id), expiresAt)
      const renewed = await approvalOrRefuse(call, id)
      await mailLink(call, renewed, grant, 'request')
      recordApprovalChange(call, approval, { state: 'requested', expiresAt: expiresAt.toISOString() })
      return {
        ...shownApproval(call, renewed),
        link: linkOf(call.app, grant),
        isMailHeld: isMailHeld(call, renewed),
      }
    },
  }),
}

// A member is told inside Leitstand, whether mails go out or not.
function isMailHeld(call: Call, { isGuest }: ApprovalRow): boolean {
  return isGuest && !hasMailServer(call.app)
}

/** Tells the asked person: a member by notification, a guest by a link. Answers the link. */
async function invite(
  call: Call,
  approval: ApprovalRow,
  guestLanguage: string | null,
): Promise<string | null> {
  if (guestLanguage === null) {
    await tellAsked(call, approval, 'approval.requested')
    return null
  }
  const grant = await insertGrant(call, {
    approvalId: approval.id,
    pieceId: approval.pieceId,
    name: approval.askedName,
    email: approval.askedEmail,
    language: guestLanguage,
    expiresAt: approval.expiresAt,
  })
  await mailLink(call, approval, grant, 'request')
  return linkOf(call.app, grant)
}

function recordApprovalChange(call: Call, approval: ApprovalRow, after: object): void {
  const { id: approvalId, pieceId, pieceTitle, askedName, state } = approval
  recordChange(call, {
    objectType: 'piece',
    objectId: pieceId,
    label: pieceTitle,
    before: { approvalId, askedName, state },
    after: { approvalId, askedName, ...after },
  })
}
