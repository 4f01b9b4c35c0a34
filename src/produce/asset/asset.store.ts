import type { Selectable } from 'kysely'
import { actorLabel, userIdOf } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import type { ProduceAsset } from '../../kernel/db/tables.gen.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import { fileNameOf } from './asset.rules.ts'
import { keptMediaTypes, type Asset, type KeptMediaType } from './asset.schema.ts'
import type { Picture } from './picture.ts'

export type AssetRow = Selectable<ProduceAsset>

/** Keeps a picture: its bytes in the file store, what is known of it in a row. */
export async function keepPicture(
  call: Call,
  picture: Picture,
  uploadedName: string,
  alt: string,
): Promise<AssetRow> {
  const sha256 = await call.app.files.put(call.workspaceId, picture.bytes)
  return call.db
    .insertInto('produce.asset')
    .values({
      workspaceId: call.workspaceId,
      id: newId(),
      sha256,
      mediaType: picture.mediaType,
      bytes: picture.bytes.length,
      fileName: fileNameOf(uploadedName, picture.extension),
      width: picture.width,
      height: picture.height,
      alt,
      uploadedBy: userIdOf(call.actor),
      uploadedByName: actorLabel(call.actor),
      createdAt: call.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** The picture, or 404. */
export async function assetOrRefuse(call: Pick<Call, 'db' | 'workspaceId'>, id: string): Promise<AssetRow> {
  const row = await call.db
    .selectFrom('produce.asset')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  return foundOrRefuse(row, 'asset.not_found')
}

/** Newest pictures first. */
export function listAssets(call: Call, after: string | undefined, limit: number): Promise<AssetRow[]> {
  let rows = call.db
    .selectFrom('produce.asset')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('deletedAt', 'is', null)
  // Ids are time-ordered, so the id is the place in the list.
  if (after !== undefined) rows = rows.where('id', '<', after)
  return rows.orderBy('id', 'desc').limit(limit).execute()
}

/** Pictures by id; refuses with the ids that this workspace does not have. */
export async function assetsOrRefuse(call: Call, ids: readonly string[]): Promise<Map<string, AssetRow>> {
  if (ids.length === 0) return new Map()
  const rows = await call.db
    .selectFrom('produce.asset')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  const missing = ids.find((id) => !found.has(id))
  if (missing !== undefined) throw new Refusal('asset.unknown_in_text', 'invalid', { assetId: missing })
  return found
}

/** Changes the description that stands in for the picture. */
export async function describeAsset(call: Call, id: string, alt: string): Promise<AssetRow> {
  const row = await call.db
    .updateTable('produce.asset')
    .set({ alt })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .returningAll()
    .executeTakeFirst()
  return foundOrRefuse(row, 'asset.not_found')
}

/** Smaller copies of a picture, by width. */
export function renditionsOf(call: Pick<Call, 'db' | 'workspaceId'>, assetId: string) {
  return call.db
    .selectFrom('produce.assetRendition')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('assetId', '=', assetId)
    .execute()
}

/** Keeps a smaller copy; a second one of the same width changes nothing. */
export async function keepRendition(
  call: Pick<Call, 'db' | 'workspaceId' | 'app'>,
  assetId: string,
  width: number,
  copy: { bytes: Buffer; mediaType: string },
): Promise<void> {
  const sha256 = await call.app.files.put(call.workspaceId, copy.bytes)
  await call.db
    .insertInto('produce.assetRendition')
    .values({
      workspaceId: call.workspaceId,
      assetId,
      width,
      sha256,
      mediaType: copy.mediaType,
      bytes: copy.bytes.length,
    })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'assetId', 'width']).doNothing())
    .execute()
}

/** What the browser gets of a picture. */
export function shownAsset(row: AssetRow): Asset {
  return {
    id: row.id,
    mediaType: mediaTypeOf(row),
    bytes: row.bytes,
    fileName: row.fileName,
    width: row.width,
    height: row.height,
    alt: row.alt,
    uploadedByName: row.uploadedByName,
    createdAt: row.createdAt.toISOString(),
  }
}

function mediaTypeOf(row: AssetRow): KeptMediaType {
  const known = keptMediaTypes.find((mediaType) => mediaType === row.mediaType)
  if (!known) throw new Error(`asset ${row.id} has the media type ${row.mediaType}`)
  return known
}
