import { createHash } from 'node:crypto'
import { z } from 'zod'
import type {
  ChannelContent,
  ChannelFailure,
  ChannelSession,
  ContentImage,
  Finding,
} from '../../publish/channel/port.ts'
import type { WpApi } from './wordpress.api.ts'
import { carriesMark, markBlock, toBlocks } from './wordpress.blocks.rules.ts'
import type { Purpose } from './wordpress.failures.ts'
import { WpMedia, WpPost } from './wordpress.schema.ts'
import type { WpState } from './wordpress.schema.ts'

/** What one run of `prepare` works with. */
export type Draft = {
  api: WpApi
  session: ChannelSession
  content: ChannelContent
  state: WpState
  save: (state: WpState) => Promise<void>
}

export type Found<T> = { ok: true; value: T } | { ok: false; failure: ChannelFailure }

/** The post by id, null when it is gone or in the trash. */
export async function postById(
  api: WpApi,
  session: ChannelSession,
  id: number,
): Promise<Found<{ post: WpPost; serverTime: Date | null } | null>> {
  const answer = await api.ask(
    session,
    { path: `wp/v2/posts/${id}`, query: { context: 'edit' }, purpose: 'read' },
    WpPost,
  )
  if (answer.ok) {
    const { value: post, serverTime } = answer
    return { ok: true, value: post.status === 'trash' ? null : { post, serverTime } }
  }
  const gone = answer.failure.kind === 'rejected' && answer.failure.reason === 'not_found'
  return gone ? { ok: true, value: null } : answer
}

/** Posts of any status under a slug. WordPress knows no key of ours, so that the slug is the way to find them. */
export async function postsBySlug(
  api: WpApi,
  session: ChannelSession,
  slug: string,
): Promise<Found<WpPost[]>> {
  const query = { slug, status: 'any', context: 'edit', per_page: '100' }
  return api.ask(session, { path: 'wp/v2/posts', query, purpose: 'read' }, z.array(WpPost))
}

export type Placed = { mine: WpPost | null; slug: string; isTaken: boolean }

/** Our post under the wanted slug, or the slug to create it under: the wanted one unless somebody else's post has it. */
export async function placeFor(
  api: WpApi,
  session: ChannelSession,
  content: ChannelContent,
): Promise<Found<Placed>> {
  const own = `${content.slug}-${content.mark}`
  const wanted = await postsBySlug(api, session, content.slug)
  if (!wanted.ok) return wanted
  const mine = wanted.value.find((post) => carriesMark(post.content.raw, content.mark))
  if (mine) return { ok: true, value: { mine, slug: content.slug, isTaken: false } }
  if (wanted.value.length === 0)
    return { ok: true, value: { mine: null, slug: content.slug, isTaken: false } }
  const other = await postsBySlug(api, session, own)
  if (!other.ok) return other
  return { ok: true, value: { mine: other.value[0] ?? null, slug: own, isTaken: true } }
}

/** Uploads what is not there yet; remembers every picture as soon as it is. Null when all are there. */
export async function uploadImages(draft: Draft): Promise<ChannelFailure | null> {
  const { state, content } = draft
  for (const image of content.images) {
    if (state.media[image.sha256]) continue
    const media = await uploaded(draft, image)
    if (!media.ok) return media.failure
    state.media[image.sha256] = { id: media.value.id, url: media.value.source_url }
    await draft.save(state)
  }
  return null
}

async function uploaded({ api, session }: Draft, image: ContentImage): Promise<Found<WpMedia>> {
  const name = imageName(image)
  const known = await api.ask(
    session,
    { path: 'wp/v2/media', query: { slug: name.slug, context: 'edit' }, purpose: 'read' },
    z.array(WpMedia),
  )
  if (!known.ok) return known
  const there = known.value[0]
  if (there) return { ok: true, value: there }

  const form = new FormData()
  const bytes = new Uint8Array(await image.bytes())
  form.set('file', new Blob([bytes], { type: image.mediaType }), name.file)
  form.set('slug', name.slug)
  form.set('title', image.alt === '' ? name.stem : image.alt)
  form.set('alt_text', image.alt)
  return api.ask(session, { method: 'POST', path: 'wp/v2/media', form, purpose: 'prepare' }, WpMedia)
}

const umlauts: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' }

/** A file name that tells the picture and its bytes: the same picture is found again instead of sent again. */
export function imageName(image: Pick<ContentImage, 'fileName' | 'sha256'>): {
  stem: string
  slug: string
  file: string
} {
  const dot = image.fileName.lastIndexOf('.')
  const extension =
    dot > 0
      ? image.fileName
          .slice(dot + 1)
          .toLowerCase()
          .replace(/[^a-z0-9]/g, '')
      : 'bin'
  const stem =
    (dot > 0 ? image.fileName.slice(0, dot) : image.fileName)
      .toLowerCase()
      .replace(/[äöüß]/g, (letter) => umlauts[letter] ?? letter)
      .normalize('NFKD')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'bild'
  const slug = `${stem}-${image.sha256.slice(0, 12)}`
  return { stem, slug, file: `${slug}.${extension}` }
}

/** The fields of a post as we want them, without status and date. */
function fieldsOf(content: ChannelContent, state: WpState): Record<string, unknown> {
  const html = content.images.reduce((text, image) => {
    const media = state.media[image.sha256]
    return media ? text.replaceAll(`src="${image.src}"`, `src="${attribute(media.url)}"`) : text
  }, content.html)
  const featured = content.images.find((image) => image.src === content.featuredSrc)
  return {
    title: content.title,
    content: `${toBlocks(html)}\n\n${markBlock(content.mark)}`,
    excerpt: content.excerpt,
    categories: content.categoryIds.map(Number),
    featured_media: featured ? (state.media[featured.sha256]?.id ?? 0) : 0,
  }
}

/** Writes the fields to a post (null: creates it as a draft under the slug). */
export async function writePost(
  { api, session, content, state }: Draft,
  postId: number | null,
  slug: string | null,
  purpose: Purpose,
): Promise<Found<WpPost>> {
  const json = {
    ...fieldsOf(content, state),
    ...(slug === null ? {} : { slug }),
    ...(postId === null ? { status: 'draft' } : {}),
  }
  const path = postId === null ? 'wp/v2/posts' : `wp/v2/posts/${postId}`
  return api.ask(session, { method: 'POST', path, query: { context: 'edit' }, json, purpose }, WpPost)
}

/** What WordPress silently left out: it answers 200 to unknown categories, dead pictures and filtered HTML. */
export function warningsFor(content: ChannelContent, state: WpState, post: WpPost): Finding[] {
  const wanted = fieldsOf(content, state)
  const warnings: Finding[] = []
  const lost = content.categoryIds.filter((id) => !post.categories.includes(Number(id)))
  if (lost.length > 0) warnings.push({ severity: 'warns', key: 'wordpress.category_lost' })
  if (wanted['featured_media'] !== 0 && post.featured_media !== wanted['featured_media']) {
    warnings.push({ severity: 'warns', key: 'wordpress.featured_lost' })
  }
  if (comparable(post.content.raw) !== comparable(String(wanted['content']))) {
    warnings.push({ severity: 'warns', key: 'wordpress.text_changed' })
  }
  return warnings
}

// For authors WordPress writes `<img … />` for `<img …/>`; that is no change anybody sees.
function comparable(html: string): string {
  return html.replace(/\s*\/>/g, '/>').trim()
}

/** Names the title and text WordPress holds, to notice when somebody changed the draft over there. */
export function storedHash(post: WpPost): string {
  return createHash('sha256').update(`${post.title.raw}\n${post.content.raw}`).digest('hex')
}

function attribute(value: string): string {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
