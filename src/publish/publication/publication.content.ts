import type { Call } from '../../kernel/call.ts'
import { workspaceOf } from '../../manage/index.ts'
import { approvalStateOf, contentOf } from '../../produce/index.ts'
import type { ChannelRow } from '../channel/channel.store.ts'
import type { ChannelContent } from '../channel/port.ts'
import { linkCodeOf } from '../link/link.store.ts'
import type { PublicationRow } from './publication.store.ts'

/** What goes out, and whether it may. */
export type Release = {
  content: ChannelContent
  /** Names text, pictures, channels and times; what an approval is bound to. */
  hash: string
  /** Null: nothing stands against it; else the refusal that says what is missing. */
  missing: string | null
}

/** The content of a publication as it is now, and whether the approval that the workspace asks for covers it. */
export async function readRelease(call: Call, row: PublicationRow, channel: ChannelRow): Promise<Release> {
  const found = await contentOf(call, row.pieceId)
  const content: ChannelContent = {
    title: found.title,
    // An empty paragraph is no text.
    html: found.isBlank ? '' : found.html,
    excerpt: found.excerpt,
    slug: found.slug,
    categoryIds: row.categoryIds.length > 0 ? row.categoryIds : channel.defaultCategoryIds,
    images: found.images,
    featuredSrc: found.featuredImage?.src ?? null,
    mark: await linkCodeOf(call, row.id),
  }
  return { content, hash: found.hash, missing: await whatIsMissing(call, row.pieceId) }
}

/** Why a piece may not go out yet; null when it may. */
export async function whatIsMissing(call: Call, pieceId: string): Promise<string | null> {
  const { approvalRequired } = await workspaceOf(call)
  if (!approvalRequired) return null
  const { state } = await approvalStateOf(call, pieceId)
  if (state === 'approved') return null
  return state === 'void' ? 'publication.approval_void' : 'publication.approval_missing'
}
