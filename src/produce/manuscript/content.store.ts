import { createHash } from 'node:crypto'
import { LocalSlot } from '../../kernel/calendar.ts'
import type { Call } from '../../kernel/call.ts'
import { foundOrRefuse } from '../../kernel/refusal.ts'
import { assetsOrRefuse, type AssetRow } from '../asset/asset.store.ts'
import { canonicalJson, slugOf } from './manuscript.rules.ts'
import { findManuscript } from './manuscript.store.ts'
import { picturesOf } from './tree.rules.ts'
import { emptyTree, type TextTree } from './tree.schema.ts'

/** Where and when a piece is planned to appear. `slot` is null as long as no time is set. */
type ReleaseTarget = { publicationId: string; channelName: string; slot: LocalSlot | null }

/** All that a decision is about, and its hash. */
export type Content = {
  pieceId: string
  title: string
  slug: string
  excerpt: string
  tree: TextTree
  version: number
  featured: AssetRow | null
  /** Pictures of the text in reading order, then the featured one if it is not among them. */
  pictures: { asset: AssetRow; alt: string }[]
  targets: ReleaseTarget[]
  hash: string
}

/**
 * What would be published of a piece right now. Does not ask who may see the piece: callers do
 * (`pieceOrRefuse`), or act for a guest whose link names it.
 */
export async function readContent(call: Call, pieceId: string): Promise<Content> {
  const piece = await call.db
    .selectFrom('plan.piece')
    .select('title')
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', pieceId)
    .executeTakeFirst()
  const { title: pieceTitle } = foundOrRefuse(piece, 'piece.not_found')
  const row = await findManuscript(call, pieceId)
  const tree = row?.body ?? emptyTree
  const title = row?.headline || pieceTitle
  const inText = picturesOf(tree)
  const featuredId = row?.featuredAssetId ?? null
  const assets = await assetsOrRefuse(call, [
    ...inText.map((picture) => picture.assetId),
    ...(featuredId === null ? [] : [featuredId]),
  ])
  const featured = featuredId === null ? null : (assets.get(featuredId) ?? null)
  const pictures = inText.flatMap(({ assetId, alt }) => {
    const asset = assets.get(assetId)
    return asset ? [{ asset, alt }] : []
  })
  if (featured && !pictures.some(({ asset }) => asset.id === featured.id))
    pictures.push({ asset: featured, alt: featured.alt })
  const content = {
    pieceId,
    title,
    slug: row?.slug || slugOf(title),
    excerpt: row?.excerpt ?? '',
    tree,
    version: row?.version ?? 0,
    featured,
    pictures,
    targets: await targetsOf(call, pieceId),
  }
  return { ...content, hash: hashOf(content) }
}

/**
 * The fingerprint of everything a decision is about: text, title, address, excerpt, pictures by their bytes, channels
 * and times. Equal content has an equal hash whatever order its parts were stored in.
 */
function hashOf(content: Omit<Content, 'hash' | 'pieceId' | 'version'>): string {
  return createHash('sha256')
    .update(canonicalJson({ form: 1, ...seenIn(content) }))
    .digest('hex')
}

/** The content word for word, as it is kept with the decision on it. */
export function seenIn(content: Omit<Content, 'hash' | 'pieceId' | 'version'>) {
  return {
    title: content.title,
    slug: content.slug,
    excerpt: content.excerpt,
    tree: content.tree,
    featured: content.featured && { sha256: content.featured.sha256, alt: content.featured.alt },
    pictures: content.pictures.map(({ asset, alt }) => ({ assetId: asset.id, sha256: asset.sha256, alt })),
    // Which publication row a time stands in is no part of what is approved; channel and time are.
    targets: content.targets
      .map(({ channelName, slot }) => ({ channelName, slot }))
      .toSorted((a, b) => (canonicalJson(a) < canonicalJson(b) ? -1 : 1)),
  }
}

export type SeenContent = ReturnType<typeof seenIn>

async function targetsOf(call: Call, pieceId: string): Promise<ReleaseTarget[]> {
  const rows = await call.db
    .selectFrom('produce.releaseTarget')
    .select(['publicationId', 'channelName', 'slot'])
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', pieceId)
    .orderBy('publicationId')
    .execute()
  return rows.map((row) => ({ ...row, slot: row.slot === null ? null : LocalSlot.parse(row.slot) }))
}

/** Writes where and when a publication is planned; `null` takes it out of the plan. */
export async function writeTarget(
  call: Call,
  publicationId: string,
  target: { pieceId: string; channelName: string; slot: LocalSlot | null } | null,
): Promise<void> {
  if (target === null) {
    await call.db
      .deleteFrom('produce.releaseTarget')
      .where('workspaceId', '=', call.workspaceId)
      .where('publicationId', '=', publicationId)
      .execute()
    return
  }
  const { pieceId, channelName } = target
  const slot = target.slot === null ? null : JSON.stringify(target.slot)
  await call.db
    .insertInto('produce.releaseTarget')
    .values({ workspaceId: call.workspaceId, publicationId, pieceId, channelName, slot })
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'publicationId']).doUpdateSet({ pieceId, channelName, slot }),
    )
    .execute()
}
