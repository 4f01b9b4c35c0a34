import { sql } from 'kysely'
import { userIdOf } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import { PieceStatus, PlannedPrecision } from '../piece/piece.schema.ts'
import { ImportJobStatus, SheetMapping, type ImportJob, type ImportReport } from './exchange.schema.ts'
import { piecesInUse } from './pieceUse.ts'
import type { Candidate } from './words.rules.ts'

/** A job with what only the server needs: where its bytes lie. */
export type StoredImport = ImportJob & { sha256: string }

/** Keeps an uploaded file and the job it begins. Answers the id of the job. */
export async function insertImport(call: Call, file: { name: string; mediaType: string; bytes: Uint8Array }) {
  const sha256 = await call.app.files.put(call.workspaceId, file.bytes)
  const fileId = newId()
  const id = newId()
  const { workspaceId, now: createdAt } = call
  await call.db
    .insertInto('kernel.file')
    .values({
      workspaceId,
      id: fileId,
      sha256,
      bytes: file.bytes.length,
      mediaType: file.mediaType,
      name: file.name,
      createdAt,
    })
    .execute()
  await call.db
    .insertInto('plan.importJob')
    .values({ workspaceId, id, status: 'uploaded', fileId, createdAt, createdBy: userIdOf(call.actor) })
    .execute()
  return id
}

function selectImports(call: Call) {
  return call.db
    .selectFrom('plan.importJob as job')
    .innerJoin('kernel.file as file', (join) =>
      join.onRef('file.workspaceId', '=', 'job.workspaceId').onRef('file.id', '=', 'job.fileId'),
    )
    .leftJoin('manage.member as member', (join) =>
      join.onRef('member.workspaceId', '=', 'job.workspaceId').onRef('member.userId', '=', 'job.createdBy'),
    )
    .select(['job.id', 'job.status', 'job.mapping', 'job.pieceCount', 'job.problemCount', 'job.leftOutCount'])
    .select(['job.keptCount', 'job.createdAt', 'job.doneAt', 'job.undoneAt'])
    .select(['file.name as fileName', 'file.bytes as fileBytes', 'file.sha256', 'member.displayName'])
    .where('job.workspaceId', '=', call.workspaceId)
}

type ImportRow = Awaited<ReturnType<ReturnType<typeof selectImports>['execute']>>[number]

function importOf({ displayName, ...row }: ImportRow): StoredImport {
  return {
    ...row,
    status: ImportJobStatus.parse(row.status),
    mapping: row.mapping === null ? null : SheetMapping.parse(row.mapping),
    createdBy: displayName ?? '',
    createdAt: row.createdAt.toISOString(),
    doneAt: row.doneAt?.toISOString() ?? null,
    undoneAt: row.undoneAt?.toISOString() ?? null,
  }
}

/** The job, or 404. */
export async function importOrRefuse(call: Call, id: string): Promise<StoredImport> {
  return importOf(
    foundOrRefuse(await selectImports(call).where('job.id', '=', id).executeTakeFirst(), 'import.not_found'),
  )
}

/** The job, held until the end of the transaction, so that two people cannot run or undo it at once. */
export async function lockImport(call: Call, id: string): Promise<StoredImport> {
  const row = await selectImports(call).where('job.id', '=', id).forUpdate('job').executeTakeFirst()
  return importOf(foundOrRefuse(row, 'import.not_found'))
}

/** The latest imports that reached the plan. */
export async function listImports(call: Call, limit: number): Promise<StoredImport[]> {
  const rows = await selectImports(call)
    .where('job.status', '!=', 'uploaded')
    .orderBy('job.createdAt', 'desc')
    .limit(limit)
    .execute()
  return rows.map(importOf)
}

/** The bytes of the file. @throws Refusal `import.file_gone` when the store has lost them */
export async function bytesOfImport(call: Call, job: StoredImport): Promise<Buffer> {
  const bytes = await call.app.files.get(call.workspaceId, job.sha256)
  if (!bytes) throw new Refusal('import.file_gone', 'not_found')
  return bytes
}

/** When another import of the very same bytes came into the plan and is still there. */
export async function importedBefore(call: Call, job: StoredImport): Promise<Date | null> {
  const row = await call.db
    .selectFrom('plan.importJob as job')
    .innerJoin('kernel.file as file', (join) =>
      join.onRef('file.workspaceId', '=', 'job.workspaceId').onRef('file.id', '=', 'job.fileId'),
    )
    .select('job.doneAt')
    .where('job.workspaceId', '=', call.workspaceId)
    .where('file.sha256', '=', job.sha256)
    .where('job.status', '=', 'done')
    .where('job.id', '!=', job.id)
    .orderBy('job.doneAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.doneAt ?? null
}

/** Remembers how the person wants the sheet read. */
export async function saveMapping(call: Call, id: string, mapping: SheetMapping): Promise<void> {
  await updateImport(call, id)
    .set({ mapping: jsonOf(mapping) })
    .execute()
}

function updateImport(call: Call, id: string) {
  return call.db
    .updateTable('plan.importJob')
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
}

/** Marks the job as in the plan, with what is told of it later. */
export async function finishImport(
  call: Call,
  id: string,
  mapping: SheetMapping,
  { pieces, problems, leftOut }: ImportReport & { pieces: readonly unknown[] },
) {
  await updateImport(call, id)
    .set({
      status: 'done',
      doneAt: call.now,
      mapping: jsonOf(mapping),
      pieceCount: pieces.length,
      problemCount: problems.length,
      leftOutCount: leftOut.length,
      // Enough to work through; the counts tell how many there were.
      report: jsonOf({ problems: problems.slice(0, 2_000), leftOut: leftOut.slice(0, 2_000) }),
    })
    .execute()
}

export async function markUndone(call: Call, id: string, keptCount: number): Promise<void> {
  await updateImport(call, id).set({ status: 'undone', undoneAt: call.now, keptCount }).execute()
}

/** What was reported when the sheet came in; null before. */
export async function reportOfImport(call: Call, id: string): Promise<unknown> {
  const row = await call.db
    .selectFrom('plan.importJob')
    .select('report')
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  return foundOrRefuse(row, 'import.not_found').report
}

/** The people a name in a sheet can mean. */
export async function listCandidates(call: Call): Promise<Candidate[]> {
  const rows = await call.db
    .selectFrom('manage.member as member')
    .leftJoin('identity.user as user', 'user.id', 'member.userId')
    .select(['member.id as memberId', 'member.displayName as name', 'user.email'])
    .where('member.workspaceId', '=', call.workspaceId)
    .where('member.state', 'in', ['active', 'invited'])
    .execute()
  return rows.map((row) => ({ ...row, email: row.email ?? '' }))
}

/** Pieces of an import in the order of the sheet, deleted ones too. */
export async function piecesOfImport(call: Call, id: string, offset: number, limit: number) {
  const pieces = call.db
    .selectFrom('plan.piece')
    .where('workspaceId', '=', call.workspaceId)
    .where('importJobId', '=', id)
  const { total } = await pieces
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await pieces
    .select(['id', 'number', 'title', 'status', 'plannedOn', 'plannedPrecision', 'deletedAt'])
    .select(sql<number>`coalesce((source->>'row')::int, 0)`.as('row'))
    .orderBy('number')
    .offset(offset)
    .limit(limit)
    .execute()
  return {
    total,
    pieces: rows.map(({ deletedAt, status, plannedPrecision, ...row }) => ({
      ...row,
      status: PieceStatus.parse(status),
      plannedPrecision: PlannedPrecision.parse(plannedPrecision),
      isDeleted: deletedAt !== null,
    })),
  }
}

/**
 * The pieces of an import that are still there, told apart by whether somebody has worked on them since: changed
 * them (their version), did something to them that left an audit row, or wrote a text for them or planned a
 * publication (`pieceUse.ts`).
 */
export async function touchedSince(call: Call, id: string) {
  const rows = await call.db
    .selectFrom('plan.piece as piece')
    .select(['piece.id', 'piece.number', 'piece.title'])
    .select((eb) =>
      eb
        .or([
          eb('piece.version', '>', 1),
          eb.exists(
            eb
              .selectFrom('kernel.audit as audit')
              .select('audit.id')
              .whereRef('audit.workspaceId', '=', 'piece.workspaceId')
              .whereRef('audit.objectId', '=', 'piece.id'),
          ),
        ])
        .as('isTouched'),
    )
    .where('piece.workspaceId', '=', call.workspaceId)
    .where('piece.importJobId', '=', id)
    .where('piece.deletedAt', 'is', null)
    .orderBy('piece.number')
    .execute()
  const inUse = await piecesInUse(
    call,
    rows.map((row) => row.id),
  )
  const { touched = [], untouched = [] } = Object.groupBy(rows, (row) =>
    row.isTouched || inUse.has(row.id) ? 'touched' : 'untouched',
  )
  return { untouched: untouched.map((row) => row.id), touched }
}

// Half of a surrogate pair (an emoji cut in the middle) is no JSON that PostgreSQL keeps.
function jsonOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? each.toWellFormed() : each))
}
