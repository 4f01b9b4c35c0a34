import { z } from 'zod'
import { Day, daysBetween, Instant, TimeOfDay, Zone } from '../../kernel/calendar.ts'

/** Production states of a piece in their order (vocabulary 5.2). */
export const pieceStatuses = [
  'idea',
  'backlog',
  'briefing',
  'in_progress',
  'in_review',
  'approved',
  'scheduled',
  'published',
  'rework',
  'deferred',
  'declined',
  'archived',
] as const
export const PieceStatus = z.enum(pieceStatuses)
export type PieceStatus = z.infer<typeof PieceStatus>

/** How exactly the day is meant: a week stands on its Monday, a month on its first, `none` has no day. */
export const PlannedPrecision = z.enum(['day', 'week', 'month', 'none'])
export type PlannedPrecision = z.infer<typeof PlannedPrecision>

/** Name of a planned channel, as people write it: "LinkedIn". */
const ChannelWord = z.string().trim().min(1).max(80)

const title = z.string().trim().min(1).max(300)
const shortText = z.string().trim().max(200)
const longText = z.string().max(20_000)

/** A cell of the sheet that has no field of its own. */
export const ExtraField = z.object({
  header: z.string().max(500),
  value: z.string().max(32_767),
  sheet: z.string().max(200),
  cell: z.string().max(12),
})
export type ExtraField = z.infer<typeof ExtraField>

/** The row of the sheet a piece came from. `row` counts from 1. */
export const PieceSource = z.object({
  file: z.string().max(300),
  sheet: z.string().max(200),
  row: z.number().int().min(1),
})
export type PieceSource = z.infer<typeof PieceSource>

const Owner = z.object({ memberId: z.uuid().nullable(), name: z.string() })
const CampaignLabel = z.object({ id: z.uuid(), name: z.string(), colour: z.string() })

/** What cards, rows and hits show of a piece. */
export const PieceCard = z.object({
  id: z.uuid(),
  number: z.number().int(),
  title: z.string(),
  status: PieceStatus,
  plannedOn: z.string().nullable(),
  plannedPrecision: PlannedPrecision,
  /** Local time in `zone` of the piece, `HH:MM`. */
  plannedTime: z.string().nullable(),
  format: z.string(),
  channelWords: z.array(z.string()),
  /** Nobody: null and an empty name. A name without a member came from a sheet. */
  owner: Owner,
  campaign: CampaignLabel.nullable(),
  dueOn: z.string().nullable(),
  version: z.number().int(),
})
export type PieceCard = z.infer<typeof PieceCard>

/** Null when the actor may, else the code of the refusal. */
const May = z.string().nullable()

/** A piece with everything the plan knows of it and what the reader may do. */
export const Piece = PieceCard.extend({
  zone: z.string(),
  goal: z.string(),
  note: z.string(),
  extra: z.array(ExtraField),
  source: PieceSource.nullable(),
  importJobId: z.uuid().nullable(),
  publishedAt: Instant.nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  deletedAt: Instant.nullable(),
  may: z.object({ edit: May, replan: May, delete: May }),
  /** The states the actor may choose next. */
  nextStatuses: z.array(PieceStatus),
})
export type Piece = z.infer<typeof Piece>

const planned = {
  plannedOn: Day.nullable(),
  /** Left out: `day` when a day is given. */
  plannedPrecision: PlannedPrecision.optional(),
  plannedTime: TimeOfDay.nullable(),
}

const fields = {
  title,
  format: shortText,
  channelWords: z.array(ChannelWord).max(30),
  campaignId: z.uuid().nullable(),
  ownerMemberId: z.uuid().nullable(),
  dueOn: Day.nullable(),
  goal: z.string().trim().max(1000),
  note: longText,
}

export const NewPiece = z.object({
  ...z.object({ ...fields, ...planned, zone: Zone }).partial().shape,
  title,
  status: PieceStatus.optional(),
})
export type NewPiece = z.infer<typeof NewPiece>

/** Fields left out stay as they are. `version` is the one that was read. */
export const PieceChange = z.object({
  id: z.uuid(),
  version: z.number().int().min(1).max(2_000_000_000),
  ...z.object({ ...fields, ...planned }).partial().shape,
  /** Kept from a sheet; emptied when a member takes over. */
  ownerName: shortText.optional(),
})
export type PieceChange = z.infer<typeof PieceChange>

/** All that a person fills in for a piece; what the form holds. */
export const PieceFields = z.object({ ...fields, ...planned })
export type PieceFields = z.infer<typeof PieceFields>

export const PieceMove = z.object({
  id: z.uuid(),
  version: z.number().int().min(1).max(2_000_000_000),
  plannedOn: Day.nullable(),
  plannedPrecision: PlannedPrecision.optional(),
  /** Left out: the time stays. */
  plannedTime: TimeOfDay.nullable().optional(),
})
export type PieceMove = z.infer<typeof PieceMove>

export const PieceStatusChange = z.object({
  id: z.uuid(),
  version: z.number().int().min(1).max(2_000_000_000),
  status: PieceStatus,
})

export const PieceById = z.object({ id: z.uuid() })

/** What a view of the plan leaves out. Values within a list are alternatives, the lists all hold. */
export const PieceFilter = z.object({
  channels: z.array(ChannelWord).max(20).optional(),
  statuses: z.array(PieceStatus).max(pieceStatuses.length).optional(),
  ownerIds: z.array(z.uuid()).max(20).optional(),
  ownerNames: z.array(shortText.min(1)).max(20).optional(),
  campaignIds: z.array(z.uuid()).max(20).optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** Beginnings of words; all must occur. */
  text: z.string().trim().max(200).optional(),
  withoutOwner: z.boolean().optional(),
  /** Open although the planned or the due day is over. */
  late: z.boolean().optional(),
})
export type PieceFilter = z.infer<typeof PieceFilter>

export const PieceSort = z.enum(['day', 'title', 'status', 'changed'])
export type PieceSort = z.infer<typeof PieceSort>

export const PieceQuery = PieceFilter.extend({
  sort: PieceSort.default('day'),
  descending: z.boolean().default(false),
  offset: z.number().int().min(0).max(1_000_000).default(0),
  limit: z.number().int().min(1).max(200).default(50),
})
export type PieceQuery = z.infer<typeof PieceQuery>

export const PiecePage = z.object({
  pieces: z.array(PieceCard),
  total: z.number().int(),
  /** Counting stopped at `total`; there are more. */
  isTotalOpen: z.boolean(),
})
export type PiecePage = z.infer<typeof PiecePage>

// Six weeks of a month and a bit; a year is not a view.
const longestRangeDays = 62

export const RangeQuery = PieceFilter.extend({
  from: Day,
  to: Day,
  /** Cards a day; the count tells how many there are. */
  perDay: z.number().int().min(1).max(500).default(6),
}).refine(({ from, to }) => from <= to && daysBetween(from, to) < longestRangeDays, {
  path: ['to'],
  error: 'range',
})
export type RangeQuery = z.infer<typeof RangeQuery>

export const PieceRange = z.object({
  days: z.array(z.object({ day: z.string(), count: z.number().int(), pieces: z.array(PieceCard) })),
  /** Planned for a week or a month that begins in the range. */
  unfixed: z.array(PieceCard),
})
export type PieceRange = z.infer<typeof PieceRange>

export const PieceSearch = z.object({
  text: z.string().trim().min(1).max(200),
  limit: z.number().int().min(1).max(50).default(10),
})

/** What can be chosen in the filters. */
export const PieceChoices = z.object({
  channels: z.array(z.string()),
  owners: z.array(Owner),
  campaigns: z.array(CampaignLabel),
})
export type PieceChoices = z.infer<typeof PieceChoices>

/** What happened to a piece. `from` and `to` are null where the value is no single word. */
export const PieceHistory = z.object({
  entries: z.array(
    z.object({
      id: z.uuid(),
      at: Instant,
      actor: z.string(),
      action: z.string(),
      changes: z.array(
        z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
      ),
    }),
  ),
})
export type PieceHistory = z.infer<typeof PieceHistory>
