import { sql } from 'kysely'
import { z } from 'zod'
import { userIdOf } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import { cardOf, selectCards } from './pieceCard.store.ts'
import { visiblePieces, type PieceSelect } from './pieceFilter.store.ts'
import { channelKeyOf, searchTokensOf, sortKeyOf } from './piece.rules.ts'
import {
  ExtraField,
  PieceSource,
  type Piece,
  type PlannedPrecision,
  type PieceStatus,
} from './piece.schema.ts'

/** A piece as it is stored; `utmCampaign` is what its links carry. */
export type StoredPiece = Omit<Piece, 'may' | 'nextStatuses'> & { utmCampaign: string | null }

/** The piece, when it is there and the actor may see it. */
export async function findPiece(call: Call, id: string): Promise<StoredPiece | null> {
  return readPiece(visiblePieces(call), id)
}

/** The piece, or the 404 that does not tell "not there" from "not yours". */
export async function pieceOrRefuse(call: Call, id: string): Promise<StoredPiece> {
  return foundOrRefuse(await findPiece(call, id), 'piece.not_found')
}

/** A deleted piece, which only those who may delete see again. */
export async function deletedPieceOrRefuse(call: Call, id: string): Promise<StoredPiece> {
  const deleted: PieceSelect = call.db
    .selectFrom('plan.piece as piece')
    .where('piece.workspaceId', '=', call.workspaceId)
    .where('piece.deletedAt', 'is not', null)
  return foundOrRefuse(await readPiece(deleted, id), 'piece.not_found')
}

async function readPiece(pieces: PieceSelect, id: string): Promise<StoredPiece | null> {
  const row = await selectCards(pieces.where('piece.id', '=', id))
    .select([
      'piece.zone',
      'piece.goal',
      'piece.note',
      'piece.extra',
      'piece.source',
      'piece.importJobId',
      'piece.publishedAt',
      'piece.createdAt',
      'piece.updatedAt',
      'piece.deletedAt',
      'campaign.utmName as utmCampaign',
    ])
    .executeTakeFirst()
  if (!row) return null
  return {
    ...cardOf(row),
    zone: row.zone,
    goal: row.goal,
    note: row.note,
    extra: z.array(ExtraField).parse(row.extra),
    source: row.source === null ? null : PieceSource.parse(row.source),
    importJobId: row.importJobId,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    deletedAt: row.deletedAt?.toISOString() ?? null,
    utmCampaign: row.utmCampaign,
  }
}

/** A piece to be written; what is left out is empty. The planned day must fit together (`plannedFrom`). */
export type PieceDraft = {
  id: string
  title: string
  status: PieceStatus
  plannedOn: string | null
  plannedPrecision: PlannedPrecision
  plannedTime: string | null
  zone: string
  format?: string | undefined
  channelWords?: readonly string[] | undefined
  campaignId?: string | null | undefined
  ownerMemberId?: string | null | undefined
  ownerName?: string | undefined
  dueOn?: string | null | undefined
  goal?: string | undefined
  note?: string | undefined
  extra?: readonly ExtraField[]
  source?: PieceSource | null
  importJobId?: string | null
}

const rowsPerInsert = 1000

/** Writes new pieces with the next free numbers, in the order given. Answers the first number. */
export async function insertPieces(call: Call, drafts: readonly PieceDraft[]): Promise<number> {
  const first = (await reserveNumbers(call, drafts.length)) - drafts.length + 1
  for (let at = 0; at < drafts.length; at += rowsPerInsert) {
    const numbered = drafts
      .slice(at, at + rowsPerInsert)
      .map((draft, index) => numberedRow(draft, first + at + index))
    await insertRows(call, numbered)
    // A connection that checked foreign keys while the table was small goes on scanning it: 10,000 pieces took 30 s.
    if (at === 0 && drafts.length >= 100) await sql`discard plans`.execute(call.db)
    await insertWords(call, numbered)
  }
  return first
}

type NumberedRow = ReturnType<typeof numberedRow>

function numberedRow(draft: PieceDraft, number: number) {
  return {
    ...draft,
    number,
    titleKey: sortKeyOf(draft.title),
    format: draft.format ?? '',
    channelWords: draft.channelWords ?? [],
    campaignId: draft.campaignId ?? null,
    ownerMemberId: draft.ownerMemberId ?? null,
    ownerName: draft.ownerName ?? '',
    dueOn: draft.dueOn ?? null,
    goal: draft.goal ?? '',
    note: draft.note ?? '',
    extra: draft.extra ?? [],
    source: draft.source ?? null,
    importJobId: draft.importJobId ?? null,
  }
}

async function reserveNumbers(call: Call, count: number): Promise<number> {
  const { lastNumber } = await call.db
    .insertInto('plan.pieceCounter')
    .values({ workspaceId: call.workspaceId, lastNumber: count })
    .onConflict((conflict) =>
      conflict
        .column('workspaceId')
        .doUpdateSet((eb) => ({ lastNumber: eb('plan.pieceCounter.lastNumber', '+', count) })),
    )
    .returning('lastNumber')
    .executeTakeFirstOrThrow()
  return lastNumber
}

// One parameter for a thousand rows: a statement with 25,000 parameters takes longer to build than to run.
async function insertRows(call: Call, rows: readonly NumberedRow[]): Promise<void> {
  await sql`
    insert into plan.piece (workspace_id, id, number, title, title_key, status, planned_on, planned_precision,
      planned_time, zone, format, channel_words, campaign_id, owner_member_id, owner_name, due_on, goal, note, extra,
      source, import_job_id, created_at, created_by, updated_at)
    select ${call.workspaceId}, id, number, title, "titleKey", status, "plannedOn", "plannedPrecision",
      "plannedTime", zone, format, "channelWords", "campaignId", "ownerMemberId", "ownerName", "dueOn", goal, note,
      extra, source, "importJobId", ${call.now}, ${userIdOf(call.actor)}, ${call.now}
    from jsonb_to_recordset(${jsonOf(rows)}::jsonb) as row (id uuid, number bigint, title text, "titleKey" text,
      status text, "plannedOn" date, "plannedPrecision" text, "plannedTime" time, zone text, format text,
      "channelWords" text[], "campaignId" uuid, "ownerMemberId" uuid, "ownerName" text, "dueOn" date, goal text,
      note text, extra jsonb, source jsonb, "importJobId" uuid)`.execute(call.db)
}

// Half of a surrogate pair cannot be kept as UTF-8; as text the driver replaces it, in JSON we must.
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? each.toWellFormed() : each))
}

type Worded = Parameters<typeof searchTokensOf>[0] & { id: string }

/** Writes the words a piece is found by and the channels it is filtered by. */
async function insertWords(call: Call, pieces: readonly Worded[]): Promise<void> {
  const words = pieces.flatMap((piece) => searchTokensOf(piece).map((word) => ({ id: piece.id, word })))
  const channels = pieces.flatMap((piece) =>
    [...new Set(piece.channelWords.map(channelKeyOf))].map((word) => ({ id: piece.id, word })),
  )
  const columns = (rows: readonly { id: string; word: string }[]) =>
    sql`unnest(${rows.map((row) => row.word)}::text[], ${rows.map((row) => row.id)}::uuid[])`
  await sql`insert into plan.piece_token (workspace_id, token, piece_id)
    select ${call.workspaceId}, word, id from ${columns(words)} as row (word, id)`.execute(call.db)
  if (channels.length === 0) return
  await sql`insert into plan.piece_channel (workspace_id, channel_key, piece_id)
    select ${call.workspaceId}, word, id from ${columns(channels)} as row (word, id)`.execute(call.db)
}

export type PieceColumns = Partial<
  Pick<
    PieceDraft,
    | 'title'
    | 'status'
    | 'plannedOn'
    | 'plannedPrecision'
    | 'plannedTime'
    | 'format'
    | 'campaignId'
    | 'ownerMemberId'
    | 'ownerName'
    | 'dueOn'
    | 'goal'
    | 'note'
  >
> & { channelWords?: string[] | undefined; publishedAt?: Date }

/** Writes columns of a piece that has still the version it was read in; otherwise refuses as stale. */
export async function updatePiece(
  call: Call,
  piece: StoredPiece,
  version: number,
  set: PieceColumns,
): Promise<void> {
  const updated = await call.db
    .updateTable('plan.piece')
    .set({
      ...set,
      ...(set.title === undefined ? {} : { titleKey: sortKeyOf(set.title) }),
      version: version + 1,
      updatedAt: call.now,
    })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', piece.id)
    .where('version', '=', version)
    .where('deletedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!updated) throw new Refusal('piece.stale', 'stale', { version: piece.version })
  if ([set.title, set.format, set.note, set.channelWords].some((value) => value !== undefined))
    await rewriteWords(call, { ...piece, ...definedOf(set) })
}

function definedOf(set: PieceColumns) {
  return {
    ...(set.title === undefined ? {} : { title: set.title }),
    ...(set.format === undefined ? {} : { format: set.format }),
    ...(set.note === undefined ? {} : { note: set.note }),
    ...(set.channelWords === undefined ? {} : { channelWords: set.channelWords }),
  }
}

async function rewriteWords(call: Call, piece: Worded): Promise<void> {
  for (const table of ['plan.pieceToken', 'plan.pieceChannel'] as const)
    await call.db
      .deleteFrom(table)
      .where('workspaceId', '=', call.workspaceId)
      .where('pieceId', '=', piece.id)
      .execute()
  await insertWords(call, [piece])
}

/** Deletes pieces, reversibly for 30 days. Answers the ids that were there. */
export async function deletePieces(call: Call, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await call.db
    .updateTable('plan.piece')
    .set((eb) => ({ deletedAt: call.now, updatedAt: call.now, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('deletedAt', 'is', null)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Brings a deleted piece back. */
export async function restorePiece(call: Call, id: string): Promise<void> {
  await call.db
    .updateTable('plan.piece')
    .set((eb) => ({ deletedAt: null, updatedAt: call.now, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .execute()
}
