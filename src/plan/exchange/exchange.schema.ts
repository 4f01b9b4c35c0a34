import { z } from 'zod'
import { Day, Instant, TimeOfDay } from '../../kernel/calendar.ts'
import { PieceStatus, PlannedPrecision } from '../piece/piece.schema.ts'
import { readingLimits } from './reading/workbook.ts'

/** What a column of a sheet can mean. `extra` keeps the column as a field of its own; `leave` leaves it out. */
export const importFields = [
  'date',
  'week',
  'weekday',
  'time',
  'due',
  'title',
  'channel',
  'format',
  'campaign',
  'owner',
  'status',
  'goal',
  'note',
  'extra',
  'leave',
] as const
export const ImportField = z.enum(importFields)
export type ImportField = z.infer<typeof ImportField>

/** The states a piece can come in with; the same names as `plan.piece.status`. */
export const importStatuses = [
  'idea',
  'backlog',
  'briefing',
  'in_progress',
  'in_review',
  'approved',
  'published',
  'rework',
  'deferred',
  'declined',
  'archived',
] as const
export const ImportStatus = z.enum(importStatuses)
export type ImportStatus = z.infer<typeof ImportStatus>

const SheetName = z.string().max(255)
const Column = z.int().min(1).max(1_000)

/** How one sheet is to be read: proposed by us, corrected by the person. Columns that are not named are extra. */
export const SheetMapping = z.object({
  sheet: SheetName,
  /** Row of the headers as Excel counts it; 0: the sheet has none. */
  headerRow: z.int().min(0).max(1_048_576),
  columns: z.array(z.object({ column: Column, field: ImportField })).max(1_000),
  /** For dates without a year; null: leave them open. */
  year: z.int().min(2000).max(2099).nullable(),
  /** For `3/8/2026`; null: leave them open. */
  dayOrder: z.enum(['dmy', 'mdy']).nullable(),
  /** What words of the status column mean, beyond those that are known. */
  statusWords: z.array(z.object({ word: z.string().max(200), status: ImportStatus })).max(200),
  /** Rows without a status whose day is past come in as published. */
  pastIsPublished: z.boolean(),
})
export type SheetMapping = z.infer<typeof SheetMapping>

export const ColumnProposal = z.object({
  column: Column,
  letters: z.string(),
  header: z.string(),
  field: ImportField,
  /** 0 to 1: how sure the proposal is. */
  confidence: z.number(),
  samples: z.array(z.string()),
})
export type ColumnProposal = z.infer<typeof ColumnProposal>

export const SheetProposal = z.object({
  name: SheetName,
  hidden: z.boolean(),
  /** Filled rows below the header. */
  rows: z.int(),
  /** Looks like a plan: at least three known headers. */
  likely: z.boolean(),
  columns: z.array(ColumnProposal),
  mapping: SheetMapping,
  /** A date with a slash that decides the order of day and month; null when none does or none is there. */
  dayOrderEvidence: z.string().nullable(),
  hasSlashDates: z.boolean(),
  hasDatesWithoutYear: z.boolean(),
})
export type SheetProposal = z.infer<typeof SheetProposal>

/** What is wrong with a value; the row is imported all the same. */
const problemCodes = [
  'date_unreadable',
  'date_impossible',
  'date_without_year',
  'date_ambiguous',
  'date_span',
  'date_vague',
  'weekday_differs',
  'week_differs',
  'time_unreadable',
  'time_without_day',
  'due_unreadable',
  'status_unknown',
  'published_ahead',
  'past_unpublished',
  'title_missing',
  'title_cut',
  'owner_unknown',
  'campaign_unknown',
  'duplicate',
  'cell_error',
] as const
export const ImportProblem = z.object({
  code: z.enum(problemCodes),
  row: z.int(),
  /** `C7`; empty when no single cell is meant. */
  cell: z.string(),
  header: z.string(),
  value: z.string(),
})
export type ImportProblem = z.infer<typeof ImportProblem>

/** Why a row does not become a piece. */
export const LeftOutRow = z.object({
  row: z.int(),
  reason: z.enum(['above_header', 'only_a_date', 'separator', 'sum', 'header_again']),
  text: z.string(),
})
export type LeftOutRow = z.infer<typeof LeftOutRow>

export const PlannedDate = z.object({
  /** Monday of a week, first of a month. */
  day: Day.nullable(),
  precision: PlannedPrecision,
})
export type PlannedDate = z.infer<typeof PlannedDate>

export const ExtraField = z.object({
  header: z.string(),
  value: z.string(),
  sheet: z.string(),
  cell: z.string(),
})
export type ExtraField = z.infer<typeof ExtraField>

/** A row of the sheet as the piece it will become. */
export const PieceDraft = z.object({
  row: z.int(),
  title: z.string(),
  planned: PlannedDate,
  time: TimeOfDay.nullable(),
  dueOn: Day.nullable(),
  status: ImportStatus,
  channels: z.array(z.string()),
  format: z.string(),
  campaign: z.string(),
  owner: z.string(),
  goal: z.string(),
  note: z.string(),
  extra: z.array(ExtraField),
  /** Cell each field came from: `{ title: 'D7' }`. */
  cells: z.record(z.string(), z.string()),
})
export type PieceDraft = z.infer<typeof PieceDraft>

export const ImportPreview = z.object({
  counts: z.object({
    pieces: z.int(),
    withDay: z.int(),
    withWeek: z.int(),
    withMonth: z.int(),
    withoutDate: z.int(),
    published: z.int(),
    extraFields: z.int(),
    leftOut: z.int(),
    problems: z.int(),
  }),
  firstDay: Day.nullable(),
  lastDay: Day.nullable(),
  /** The first pieces, to look at. */
  pieces: z.array(PieceDraft),
  statusWords: z.array(z.object({ word: z.string(), count: z.int(), status: ImportStatus.nullable() })),
  owners: z.array(z.object({ word: z.string(), count: z.int(), member: z.string().nullable() })),
  channels: z.array(z.object({ word: z.string(), count: z.int() })),
  /** How many rows each problem has; the list below may be shorter. */
  problemCounts: z.array(z.object({ code: z.enum(problemCodes), count: z.int() })),
  problems: z.array(ImportProblem),
  leftOut: z.array(LeftOutRow),
  pastWithoutStatus: z.int(),
  /** When the very same file is already in the plan. */
  importedBefore: Instant.nullable(),
})
export type ImportPreview = z.infer<typeof ImportPreview>

export const ImportUpload = z.object({ file: z.file().max(readingLimits.fileBytes) })

export const ImportById = z.object({ id: z.uuid() })

/** Where an import stands: read but not yet in the plan, in the plan, taken out again. */
export const ImportJobStatus = z.enum(['uploaded', 'done', 'undone'])

export const ImportJob = z.object({
  id: z.uuid(),
  status: ImportJobStatus,
  fileName: z.string(),
  fileBytes: z.int(),
  mapping: SheetMapping.nullable(),
  pieceCount: z.int(),
  problemCount: z.int(),
  leftOutCount: z.int(),
  /** Pieces an undo left in the plan because somebody had worked on them. */
  keptCount: z.int(),
  createdAt: Instant,
  createdBy: z.string(),
  doneAt: Instant.nullable(),
  undoneAt: Instant.nullable(),
})
export type ImportJob = z.infer<typeof ImportJob>

/** A file that was read: its sheets with a proposal for each. */
export const ImportOpened = ImportJob.extend({
  /** Encoding and delimiter of a text file. */
  recognised: z.object({ encoding: z.string(), delimiter: z.string() }).nullable(),
  sheets: z.array(SheetProposal),
})
export type ImportOpened = z.infer<typeof ImportOpened>

export const ImportSheetQuery = z.object({
  id: z.uuid(),
  sheet: SheetName,
  headerRow: z.coerce.number().int().min(0).max(1_048_576),
})

export const ImportMapping = z.object({ id: z.uuid(), mapping: SheetMapping })

export const ImportPiecesQuery = z.object({
  id: z.uuid(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** The pieces an import brought, in the order of the sheet. */
export const ImportedPieces = z.object({
  total: z.int(),
  pieces: z.array(
    z.object({
      id: z.uuid(),
      number: z.int(),
      title: z.string(),
      row: z.int(),
      status: PieceStatus,
      plannedOn: Day.nullable(),
      plannedPrecision: PlannedPrecision,
      isDeleted: z.boolean(),
    }),
  ),
})

export const ImportReport = z.object({ problems: z.array(ImportProblem), leftOut: z.array(LeftOutRow) })
export type ImportReport = z.infer<typeof ImportReport>

/** What an undo took out, and what it left because somebody had worked on it since. */
export const ImportUndone = z.object({
  removed: z.int(),
  kept: z.array(z.object({ id: z.uuid(), number: z.int(), title: z.string() })),
})
