import type { Selectable } from 'kysely'
import { actorLabel, userIdOf } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import type { ProduceManuscript, ProduceManuscriptVersion } from '../../kernel/db/tables.gen.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import { assetsOrRefuse } from '../asset/asset.store.ts'
import { canonicalJson, continuesVersion } from './manuscript.rules.ts'
import type { ManuscriptContent, ManuscriptSave, VersionSummary } from './manuscript.schema.ts'
import { picturesOf, plainTextOf, wordCountOf } from './tree.rules.ts'
import type { TextTree } from './tree.schema.ts'

export type ManuscriptRow = Omit<Selectable<ProduceManuscript>, 'body'> & { body: TextTree }
export type VersionRow = Omit<Selectable<ProduceManuscriptVersion>, 'body'> & { body: TextTree }
type VersionKind = VersionSummary['kind']

// What is in `body` was parsed by TextTree before it was written, and nothing else writes there.
function asManuscript(row: Selectable<ProduceManuscript>): ManuscriptRow {
  return { ...row, body: row.body as unknown as TextTree }
}

/** The text of a piece; undefined as long as nothing is written. */
export async function findManuscript(call: Call, pieceId: string): Promise<ManuscriptRow | undefined> {
  const row = await call.db
    .selectFrom('produce.manuscript')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', pieceId)
    .executeTakeFirst()
  return row && asManuscript(row)
}

/** The text as it is saved and compared: what both a row and an input have. */
function contentOfRow(
  row: Pick<ManuscriptRow, 'body' | 'headline' | 'slug' | 'excerpt' | 'featuredAssetId'>,
) {
  const { body: tree, headline, slug, excerpt, featuredAssetId } = row
  return { tree, headline, slug, excerpt, featuredAssetId }
}

function contentOfInput({
  tree,
  headline,
  slug,
  excerpt,
  featuredAssetId,
}: ManuscriptContent): ManuscriptContent {
  return { tree, headline, slug, excerpt, featuredAssetId }
}

/**
 * Saves a text on top of `baseVersion`. The same content again changes nothing, so an answer that got lost can be
 * asked for again. Refuses `manuscript.stale` when somebody else saved in between.
 */
export async function saveManuscript(
  call: Call,
  save: ManuscriptSave,
  as: { kind: VersionKind; label?: string } = { kind: 'saved' },
): Promise<{ row: ManuscriptRow; isChanged: boolean }> {
  const content = contentOfInput(save)
  await assetsOrRefuse(call, [
    ...picturesOf(content.tree).map((picture) => picture.assetId),
    ...(content.featuredAssetId === null ? [] : [content.featuredAssetId]),
  ])
  const now = await lockManuscript(call, save.pieceId)
  if (now && canonicalJson(contentOfRow(now)) === canonicalJson(content))
    return { row: now, isChanged: false }
  if ((now?.version ?? 0) !== save.baseVersion) throw staleRefusal(now)
  const row = now
    ? await updateManuscript(call, now, content)
    : await insertManuscript(call, save.pieceId, content)
  await keepVersion(call, row, { label: '', ...as, isNew: save.keepsPrevious || as.kind !== 'saved' })
  return { row, isChanged: true }
}

function staleRefusal(now: ManuscriptRow | undefined): Refusal {
  return new Refusal('manuscript.stale', 'stale', {
    version: now?.version ?? 0,
    updatedByName: now?.updatedByName ?? '',
    updatedAt: now?.updatedAt.toISOString() ?? null,
  })
}

async function lockManuscript(call: Call, pieceId: string): Promise<ManuscriptRow | undefined> {
  const row = await call.db
    .selectFrom('produce.manuscript')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', pieceId)
    .forUpdate()
    .executeTakeFirst()
  return row && asManuscript(row)
}

function columnsOf(call: Call, content: ManuscriptContent) {
  const plainText = plainTextOf(content.tree)
  return {
    body: JSON.stringify(content.tree),
    plainText,
    wordCount: wordCountOf(plainText),
    headline: content.headline,
    slug: content.slug,
    excerpt: content.excerpt,
    featuredAssetId: content.featuredAssetId,
    updatedAt: call.now,
    updatedBy: userIdOf(call.actor),
    updatedByName: actorLabel(call.actor),
  }
}

async function updateManuscript(
  call: Call,
  now: ManuscriptRow,
  content: ManuscriptContent,
): Promise<ManuscriptRow> {
  const row = await call.db
    .updateTable('produce.manuscript')
    .set({ ...columnsOf(call, content), version: now.version + 1 })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', now.id)
    .returningAll()
    .executeTakeFirstOrThrow()
  return asManuscript(row)
}

async function insertManuscript(
  call: Call,
  pieceId: string,
  content: ManuscriptContent,
): Promise<ManuscriptRow> {
  const row = await call.db
    .insertInto('produce.manuscript')
    .values({
      workspaceId: call.workspaceId,
      id: newId(),
      pieceId,
      createdAt: call.now,
      ...columnsOf(call, content),
    })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'pieceId']).doNothing())
    .returningAll()
    .executeTakeFirst()
  // Two people began the same text in the same moment; the other one's is there now.
  if (!row) throw staleRefusal(await findManuscript(call, pieceId))
  return asManuscript(row)
}

/** Keeps the state of a text as a version; saves of one author within some minutes share one. */
async function keepVersion(
  call: Call,
  row: ManuscriptRow,
  { kind, label, isNew }: { kind: VersionKind; label: string; isNew: boolean },
): Promise<void> {
  const newest = await call.db
    .selectFrom('produce.manuscriptVersion')
    .select(['id', 'number', 'kind', 'authorUserId', 'createdAt'])
    .where('workspaceId', '=', call.workspaceId)
    .where('manuscriptId', '=', row.id)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const state = {
    body: JSON.stringify(row.body),
    wordCount: row.wordCount,
    headline: row.headline,
    slug: row.slug,
    excerpt: row.excerpt,
    featuredAssetId: row.featuredAssetId,
    manuscriptRevision: row.version,
    updatedAt: call.now,
  }
  if (newest && !isNew && continuesVersion(newest, userIdOf(call.actor), call.now)) {
    await call.db
      .updateTable('produce.manuscriptVersion')
      .set(state)
      .where('workspaceId', '=', call.workspaceId)
      .where('id', '=', newest.id)
      .execute()
    return
  }
  await call.db
    .insertInto('produce.manuscriptVersion')
    .values({
      ...state,
      workspaceId: call.workspaceId,
      id: newId(),
      manuscriptId: row.id,
      number: (newest?.number ?? 0) + 1,
      kind,
      label,
      authorUserId: userIdOf(call.actor),
      authorName: actorLabel(call.actor),
      createdAt: call.now,
    })
    .execute()
}

/** Keeps the present state under a name of its own. */
export async function nameState(call: Call, pieceId: string, label: string): Promise<VersionRow> {
  const row = foundOrRefuse(await lockManuscript(call, pieceId), 'manuscript.nothing_written')
  await keepVersion(call, row, { kind: 'named', label, isNew: true })
  const [newest] = await listVersions(call, row.id, 1)
  return versionOrRefuse(call, pieceId, newest?.id ?? '')
}

/** Versions of a text, the newest first. Without their bodies. */
export function listVersions(call: Call, manuscriptId: string, limit = 500) {
  return call.db
    .selectFrom('produce.manuscriptVersion')
    .select([
      'id',
      'number',
      'kind',
      'label',
      'wordCount',
      'authorName',
      'createdAt',
      'updatedAt',
      'manuscriptRevision',
    ])
    .where('workspaceId', '=', call.workspaceId)
    .where('manuscriptId', '=', manuscriptId)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

/** One version of the text of a piece, with its body, or 404. */
export async function versionOrRefuse(call: Call, pieceId: string, versionId: string): Promise<VersionRow> {
  const row = await call.db
    .selectFrom('produce.manuscriptVersion as version')
    .innerJoin('produce.manuscript as manuscript', (join) =>
      join
        .onRef('manuscript.workspaceId', '=', 'version.workspaceId')
        .onRef('manuscript.id', '=', 'version.manuscriptId'),
    )
    .selectAll('version')
    .where('version.workspaceId', '=', call.workspaceId)
    .where('version.id', '=', versionId)
    .where('manuscript.pieceId', '=', pieceId)
    .executeTakeFirst()
  const found = foundOrRefuse(row, 'manuscript.version_not_found')
  return { ...found, body: found.body as unknown as TextTree }
}

/** How far the texts of these pieces are. Pieces without a text are left out. */
export function overviewOf(call: Call, pieceIds: readonly string[]) {
  if (pieceIds.length === 0) return Promise.resolve([])
  return call.db
    .selectFrom('produce.manuscript')
    .select(['pieceId', 'wordCount', 'updatedAt', 'updatedByName'])
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', 'in', [...pieceIds])
    .execute()
}
