import { z } from 'zod'
import { Instant, LocalSlot } from '../../kernel/calendar.ts'
import { languages } from '../../kernel/text/text.ts'

const approvalStates = ['requested', 'approved', 'rejected', 'withdrawn', 'expired', 'void'] as const
export const ApprovalState = z.enum(approvalStates)
export type ApprovalState = z.infer<typeof ApprovalState>

/** Where a piece stands as a whole: `none` when nobody was asked. */
export const ReviewState = z.enum(['none', ...approvalStates])
export type ReviewState = z.infer<typeof ReviewState>

/** Days a request stays open, and with it the link of a guest. */
export const defaultExpiryDays = 14

const Refused = z.string().nullable()

/** One request for a decision, with the decision when it was made. */
export const Approval = z.object({
  id: z.uuid(),
  pieceId: z.uuid(),
  pieceTitle: z.string(),
  state: ApprovalState,
  /** Hash of what was decided on; while it is open, of what was there when it was asked for. */
  hash: z.string(),
  note: z.string(),
  requestedByName: z.string(),
  requestedAt: Instant,
  expiresAt: Instant,
  askedName: z.string(),
  /** Empty for those who do not see other people's addresses. */
  askedEmail: z.string(),
  isGuest: z.boolean(),
  decidedAt: Instant.nullable(),
  decidedByName: z.string(),
  reason: z.string(),
  endedAt: Instant.nullable(),
  remindedAt: Instant.nullable(),
  version: z.int(),
  may: z.object({ decide: Refused, withdraw: Refused, remind: Refused, renewLink: Refused }),
})
export type Approval = z.infer<typeof Approval>

export const PieceReview = z.object({
  state: ReviewState,
  /** Hash of the present content. */
  hash: z.string(),
  approvals: z.array(Approval),
  may: z.object({ request: Refused }),
})
export type PieceReview = z.infer<typeof PieceReview>

const Email = z.email().max(254).toLowerCase()

export const ApprovalRequest = z.object({
  pieceId: z.uuid(),
  asked: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('member'), memberId: z.uuid() }),
    z.object({
      kind: z.literal('guest'),
      name: z.string().trim().min(1).max(120),
      email: Email,
      language: z.enum(languages).default('de'),
    }),
  ]),
  note: z.string().trim().max(2_000).default(''),
  expiresInDays: z.int().min(1).max(60).default(defaultExpiryDays),
})
export type ApprovalRequest = z.infer<typeof ApprovalRequest>

/** The request and, for a guest, the link to hand over by another way than mail. Shown to the asking person only. */
export const Requested = Approval.extend({
  link: z.string().nullable(),
  /** The mail to the guest waits in the outbox, because there is no mail server. */
  isMailHeld: z.boolean(),
})
export const Reminded = Requested.omit({ link: true })

export const ApprovalById = z.object({ id: z.uuid() })

/** What a person decides, on exactly the content whose `hash` they saw. */
export const Decision = z
  .object({
    id: z.uuid(),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    decision: z.enum(['approved', 'rejected']),
    /** Required when sent back. */
    reason: z.string().trim().max(4_000).default(''),
  })
  .refine((input) => input.decision === 'approved' || input.reason !== '', {
    path: ['reason'],
    error: 'required',
  })
export type Decision = z.infer<typeof Decision>

/** All that somebody who decides sees: the content, where and when it goes out, who asks. */
export const ReviewView = z.object({
  approval: Approval,
  workspaceName: z.string(),
  title: z.string(),
  slug: z.string(),
  excerpt: z.string(),
  /** Safe HTML; pictures are addressed below `/files`. */
  html: z.string(),
  wordCount: z.int(),
  featuredImage: z.object({ address: z.string(), alt: z.string() }).nullable(),
  targets: z.array(z.object({ channelName: z.string(), slot: LocalSlot.nullable() })),
  hash: z.string(),
  /** Whether the content was changed after the request. */
  isChanged: z.boolean(),
})
export type ReviewView = z.infer<typeof ReviewView>

export const ApprovalFilter = z.object({
  /** `mine`: what waits for my decision. `asked`: what I asked for. `open`: all that is open in the workspace. */
  scope: z.enum(['mine', 'asked', 'open']).default('mine'),
  limit: z.coerce.number().int().min(1).max(200).default(100),
})

export const PieceIds = z.object({ pieceIds: z.array(z.uuid()).max(200).default([]) })
export const PieceState = z.object({ pieceId: z.uuid(), state: ReviewState })
