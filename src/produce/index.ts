import type { Hono } from 'hono'
import type { Door } from '../kernel/access/door.ts'
import type { App } from '../kernel/app.ts'
import type { LocalSlot } from '../kernel/calendar.ts'
import type { Call } from '../kernel/call.ts'
import type { Job } from '../kernel/jobs.ts'
import { makeRenditions } from './asset/asset.jobs.ts'
import { filesDoor } from './asset/filesDoor.ts'
import { readContent, writeTarget } from './manuscript/content.store.ts'
import { htmlOf, isBlank, plainTextOf } from './manuscript/tree.rules.ts'
import { closeExpiredApprovals } from './review/review.jobs.ts'
import { settleApprovals } from './review/settle.ts'

export { produceSubscriptions } from './events.ts'
export { piecesWithText } from './manuscript/pieceUse.store.ts'
export { guestDoor } from './review/guestDoor.ts'
export { approvalStateOf } from './review/approval.store.ts'
export { costReaders } from './cost/cost.rules.ts'
export { costOf } from './cost/cost.store.ts'

/** Background work of production. */
export const produceJobs: readonly Job[] = [makeRenditions, closeExpiredApprovals]

/** Public doors of production: pictures, for members and for guests. */
export function produceDoors(app: App, door: Door): Hono[] {
  return [filesDoor(app, door)]
}

/** A picture of what is published. `src` is exactly what stands in the HTML. */
type PublishedImage = {
  src: string
  assetId: string
  sha256: string
  mediaType: string
  fileName: string
  alt: string
  bytes(): Promise<Uint8Array>
}

/** A piece as it goes out. */
export type PieceContent = {
  title: string
  slug: string
  /** Safe HTML; pictures have the address `asset:<id>`, to be replaced by where the channel keeps them. */
  html: string
  text: string
  excerpt: string
  isBlank: boolean
  /** Pictures of the text in reading order, then the featured one if it is not among them. */
  images: PublishedImage[]
  featuredImage: PublishedImage | null
  /** What an approval must be bound to for this content to go out. */
  hash: string
}

/** What would be published of a piece now. Does not ask whether the actor sees the piece. */
export async function contentOf(call: Call, pieceId: string): Promise<PieceContent> {
  const content = await readContent(call, pieceId)
  const images = content.pictures.map(({ asset, alt }) => ({
    src: addressOf(asset.id),
    assetId: asset.id,
    sha256: asset.sha256,
    mediaType: asset.mediaType,
    fileName: asset.fileName,
    alt,
    bytes: () => bytesOf(call.app, call.workspaceId, asset.sha256),
  }))
  const { title, slug, excerpt, tree, hash, featured } = content
  return {
    ...{ title, slug, excerpt, hash, images },
    html: htmlOf(tree, addressOf),
    text: plainTextOf(tree),
    isBlank: isBlank(tree),
    featuredImage: images.find((image) => image.assetId === featured?.id) ?? null,
  }
}

function addressOf(assetId: string): string {
  return `asset:${assetId}`
}

async function bytesOf(app: App, workspaceId: string, sha256: string): Promise<Uint8Array> {
  const bytes = await app.files.get(workspaceId, sha256)
  if (!bytes) throw new Error(`the bytes ${sha256} are not in the file store`)
  return bytes
}

/**
 * Says where and when a publication is planned, or with `null` that it no longer is. Part of what is approved: an
 * approval of another place or time loses its force. Answers how many did.
 */
export async function setReleaseTarget(
  call: Call,
  target: { publicationId: string; pieceId: string; channelName: string; slot: LocalSlot | null },
): Promise<number> {
  await writeTarget(call, target.publicationId, target)
  return settleApprovals(call, target.pieceId)
}

/** Takes a publication out of what is approved (it was cancelled or deleted). */
export async function removeReleaseTarget(
  call: Call,
  target: { publicationId: string; pieceId: string },
): Promise<number> {
  await writeTarget(call, target.publicationId, null)
  return settleApprovals(call, target.pieceId)
}
