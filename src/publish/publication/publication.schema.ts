import { z } from 'zod'
import { Instant, LocalSlot } from '../../kernel/calendar.ts'

/** States of a publication (publishing-failures.md §8). Its piece has a machine of its own. */
export const publicationStates = [
  'draft',
  'scheduled',
  'preparing',
  'armed',
  'committing',
  'published',
  'unconfirmed',
  'failed',
  'missed',
  'blocked',
  'awaiting_manual',
  'cancelled',
] as const
export const PublicationState = z.enum(publicationStates)
export type PublicationState = z.infer<typeof PublicationState>

/** Only a person moves these on; they are what the queue page shows first. */
export const statesForPeople = ['unconfirmed', 'failed', 'missed', 'blocked', 'awaiting_manual'] as const

export const BlockedBy = z.enum(['approval', 'auth', 'channel', 'content'])
export type BlockedBy = z.infer<typeof BlockedBy>

/** What the timeline of a publication can say. */
export const Step = z.enum([
  'planned',
  'moved',
  'cancelled',
  'set_now',
  'retried',
  'prepared',
  'intent',
  'published',
  'updated',
  'failed',
  'retry_later',
  'unconfirmed',
  'looked_absent',
  'blocked',
  'unblocked',
  'missed',
  'late_allowed',
  'reminded',
  'escalated',
  'said_online',
  'said_offline',
  'confirmed_by_hand',
  'interrupted',
])
export type Step = z.infer<typeof Step>

const Params = z.record(z.string(), z.union([z.string(), z.number()]))
export const Notice = z.object({
  severity: z.enum(['stops', 'warns']),
  key: z.string(),
  params: Params.optional(),
})

/** Null: the action is open to the reader; else the code of the refusal. */
const May = z.string().nullable()

export const Publication = z.object({
  id: z.uuid(),
  piece: z.object({ id: z.uuid(), number: z.number().int(), title: z.string() }),
  channel: z.object({
    id: z.uuid(),
    name: z.string(),
    kind: z.enum(['wordpress', 'manual']),
    composeUrl: z.string(),
  }),
  state: PublicationState,
  blockedBy: BlockedBy.nullable(),
  slot: LocalSlot.nullable(),
  dueAt: Instant.nullable(),
  /** The chosen wall time does not exist (`gap`) or exists twice (`overlap`) in that zone. */
  adjusted: z.enum(['gap', 'overlap']).nullable(),
  notAfter: Instant.nullable(),
  nextAt: Instant.nullable(),
  attempt: z.number().int(),
  categoryIds: z.array(z.string()),
  liveUrl: z.string().nullable(),
  publishedAt: Instant.nullable(),
  /** Minutes between the planned and the real moment, when more than one. */
  lateMinutes: z.number().int().nullable(),
  failure: z.object({ kind: z.string(), key: z.string(), params: Params, detail: z.string() }).nullable(),
  warnings: z.array(Notice),
  link: z.object({ code: z.string(), url: z.string(), targetUrl: z.string() }),
  version: z.number().int(),
  may: z.object({
    move: May,
    cancel: May,
    publishNow: May,
    retry: May,
    sayOnline: May,
    sayOffline: May,
    confirmManual: May,
    update: May,
  }),
})
export type Publication = z.infer<typeof Publication>

export const TimelineEntry = z.object({
  id: z.uuid(),
  at: Instant,
  step: Step,
  attempt: z.number().int(),
  actor: z.string(),
  key: z.string().nullable(),
  params: Params,
  detail: z.string(),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

const CategoryIds = z.array(z.string().max(40)).max(50)

export const NewPublication = z.object({
  pieceId: z.uuid(),
  channelId: z.uuid(),
  /** Made by the client: pressing twice plans once (T44). */
  id: z.uuid().optional(),
  /** Null: noted without a time. */
  slot: LocalSlot.nullable(),
  /** Not any more after this, even within the grace: an offer ends. */
  notAfter: Instant.nullable().optional(),
  categoryIds: CategoryIds.optional(),
})
export type NewPublication = z.infer<typeof NewPublication>

/** The publication and the version of it that the person saw. */
export const Seen = z.object({ id: z.uuid(), version: z.number().int().min(1).max(2_000_000_000) })
export const PublicationMove = Seen.extend({
  slot: LocalSlot,
  notAfter: Instant.nullable().optional(),
  categoryIds: CategoryIds.optional(),
})
export const WebAddress = z.url({ protocol: /^https?$/ }).max(2000)
export const OnlineStatement = Seen.extend({ url: WebAddress })
export const ManualConfirmation = Seen.extend({ url: WebAddress.nullable() })

export const PublicationFilter = z.object({
  states: z.array(PublicationState).max(12).optional(),
  channelId: z.uuid().optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  text: z.string().max(200).optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
})
export type PublicationFilter = z.infer<typeof PublicationFilter>

export const PublicationPage = z.object({
  rows: z.array(Publication),
  total: z.number().int(),
  /** How many wait in each state, over all pages and without the filter. */
  counts: z.record(z.string(), z.number().int()),
  /** Null: the engine is at work; else since when nobody saw it tick. */
  standingStillSince: Instant.nullable(),
})
export const PublicationOfPiece = Publication.extend({ timeline: z.array(TimelineEntry) })

/** What a person copies to publish by hand. */
export const Materials = z.object({
  title: z.string(),
  excerpt: z.string(),
  text: z.string(),
  link: z.string(),
})
