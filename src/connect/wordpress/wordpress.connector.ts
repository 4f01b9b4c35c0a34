import { z } from 'zod'
import type { Outside } from '../../kernel/outside/outside.ts'
import type {
  ChannelCategory,
  ChannelContent,
  ChannelFailure,
  ChannelSession,
  Committed,
  Connector,
  Finding,
  Live,
  Prepared,
  Reconciled,
} from '../../publish/channel/port.ts'
import { createWpApi } from './wordpress.api.ts'
import type { WpApi } from './wordpress.api.ts'
import { connectWordPress } from './wordpress.discover.ts'
import { carriesMark } from './wordpress.blocks.rules.ts'
import { decodeEntities } from './wordpress.entities.rules.ts'
import {
  placeFor,
  postById,
  postsBySlug,
  storedHash,
  uploadImages,
  warningsFor,
  writePost,
} from './wordpress.draft.ts'
import type { Draft } from './wordpress.draft.ts'
import { stateFrom, WpCategory, WpPost } from './wordpress.schema.ts'

/** WordPress 6.1 and newer over its REST interface with an application password. */
export function createWordPressConnector(outside: Outside, now: () => Date = () => new Date()): Connector {
  const api = createWpApi(outside, now)
  const inTurn = turns()
  return {
    kind: 'wordpress',
    limits: {
      titleLength: null,
      textLength: null,
      excerptLength: null,
      slugLength: 200,
      images: null,
      imageBytes: 20 * 1024 * 1024,
      imageTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
    },
    connect: (access) => connectWordPress(outside, api, access),
    categories: (session) => readCategories(api, session),
    validate: (content) => validateContent(content),
    prepare: (session, content, previous, save) =>
      inTurn(session, () => prepare({ api, session, content, state: stateFrom(previous), save })),
    commit: (session, content, state) => inTurn(session, () => commit(api, session, content, state, now)),
    reconcile: (session, content, state) => reconcile(api, session, content, state),
    update: (session, content, state, save) =>
      inTurn(session, () => update({ api, session, content, state: stateFrom(state), save })),
  }
}

/** Writes to one site take turns: parallel publishing gave two posts the same slug. */
function turns() {
  const last = new Map<string, Promise<unknown>>()
  return <T>(session: ChannelSession, work: () => Promise<T>): Promise<T> => {
    const key = session.account.lockKey
    const turn = (last.get(key) ?? Promise.resolve()).then(work, work)
    last.set(key, turn)
    return turn
  }
}

function validateContent(content: ChannelContent): Finding[] {
  const findings: Finding[] = []
  if (content.title.trim() === '') findings.push({ severity: 'stops', key: 'wordpress.title_missing' })
  if (content.html.trim() === '') findings.push({ severity: 'stops', key: 'wordpress.text_missing' })
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(content.slug) || content.slug.length > 180) {
    findings.push({ severity: 'stops', key: 'wordpress.slug_invalid' })
  }
  return findings
}

async function readCategories(
  api: WpApi,
  session: ChannelSession,
): Promise<ChannelCategory[] | ChannelFailure> {
  const all: ChannelCategory[] = []
  for (let page = 1, pages = 1; page <= Math.min(pages, 50); page += 1) {
    const query = { per_page: '100', page: String(page), orderby: 'name', _fields: 'id,name,parent' }
    const answer = await api.ask(
      session,
      { path: 'wp/v2/categories', query, purpose: 'read' },
      z.array(WpCategory),
    )
    if (!answer.ok) return answer.failure
    pages = answer.pages
    for (const { id, name, parent } of answer.value) {
      all.push({ id: String(id), name: decodeEntities(name), parentId: parent === 0 ? null : String(parent) })
    }
  }
  return all
}

async function prepare(draft: Draft): Promise<Prepared> {
  const { api, session, content, state, save } = draft
  const current = await ownPost(draft)
  if (!current.ok) return current.failure
  const { post, slug, isTaken } = current.value
  if (post?.status === 'publish') return { kind: 'live', ...live(post, []) }

  const refused = await uploadImages(draft)
  if (refused !== null) return refused
  const written = await writePost(draft, post?.id ?? null, slug, 'prepare')
  if (!written.ok) return written.failure
  state.postId = written.value.id
  state.stored = null
  await save(state)

  // Read back: plugins change a text after the answer to the write was made.
  const back = await postById(api, session, written.value.id)
  if (!back.ok) return back.failure
  if (back.value === null) return { kind: 'transient', key: 'wordpress.draft_gone' }
  state.stored = storedHash(back.value.post)
  await save(state)
  const warnings = warningsFor(content, state, back.value.post)
  if (isTaken) warnings.push({ severity: 'warns', key: 'wordpress.slug_taken', params: { slug: slug ?? '' } })
  return { kind: 'ready', warnings }
}

type Own = { post: WpPost | null; slug: string | null; isTaken: boolean }

/** The post we already have there, by remembered id or by slug and mark: looked up before anything is created. */
async function ownPost(
  draft: Draft,
): Promise<{ ok: true; value: Own } | { ok: false; failure: ChannelFailure }> {
  const { api, session, content, state } = draft
  if (state.postId !== null) {
    const byId = await postById(api, session, state.postId)
    if (!byId.ok) return byId
    if (byId.value) return { ok: true, value: { post: byId.value.post, slug: null, isTaken: false } }
    state.postId = null
  }
  const place = await placeFor(api, session, content)
  if (!place.ok) return place
  const { mine, slug, isTaken } = place.value
  return { ok: true, value: { post: mine, slug, isTaken } }
}

async function commit(
  api: WpApi,
  session: ChannelSession,
  content: ChannelContent,
  stored: unknown,
  now: () => Date,
): Promise<Committed> {
  const state = stateFrom(stored)
  if (state.postId === null) return { kind: 'transient', key: 'wordpress.draft_gone' }
  const before = await postById(api, session, state.postId)
  if (!before.ok) return before.failure
  if (before.value === null) return { kind: 'transient', key: 'wordpress.draft_gone' }
  const { post, serverTime } = before.value
  if (post.status === 'publish') return { kind: 'live', ...live(post, []) }
  if (state.stored !== null && storedHash(post) !== state.stored) {
    return { kind: 'rejected', reason: 'conflict', key: 'wordpress.edited_there' }
  }
  // The server's own time: with ours, a site whose clock is late would keep the post for the future.
  const at = serverTime ?? now()
  const json = { status: 'publish', date_gmt: at.toISOString().slice(0, 19) }
  const answer = await api.ask(
    session,
    { method: 'POST', path: `wp/v2/posts/${post.id}`, query: { context: 'edit' }, json, purpose: 'commit' },
    WpPost,
  )
  if (!answer.ok) return answer.failure
  if (answer.value.status === 'publish')
    return { kind: 'live', ...live(answer.value, warningsFor(content, state, answer.value)) }
  if (answer.value.status === 'pending' || answer.value.status === 'draft') {
    return {
      kind: 'rejected',
      reason: 'permission',
      key: 'wordpress.not_allowed',
      detail: answer.value.status,
    }
  }
  return { kind: 'unknown', key: 'wordpress.not_published', detail: answer.value.status }
}

async function reconcile(
  api: WpApi,
  session: ChannelSession,
  content: ChannelContent,
  stored: unknown,
): Promise<Reconciled> {
  const state = stateFrom(stored)
  const post = await findOwn(api, session, content, state.postId)
  if (!post.ok) return { found: false, conclusive: false, key: post.failure.key }
  if (post.value?.status === 'publish') return { found: true, ...live(post.value, []) }
  // Waiting in WordPress for its own moment: it will go live without us.
  if (post.value?.status === 'future')
    return { found: false, conclusive: false, key: 'wordpress.not_published' }
  return {
    found: false,
    conclusive: true,
    key: post.value === null ? 'wordpress.draft_gone' : 'wordpress.still_draft',
  }
}

async function findOwn(api: WpApi, session: ChannelSession, content: ChannelContent, postId: number | null) {
  if (postId !== null) {
    const byId = await postById(api, session, postId)
    if (!byId.ok) return byId
    if (byId.value !== null) return { ok: true as const, value: byId.value.post }
  }
  for (const slug of [content.slug, `${content.slug}-${content.mark}`]) {
    const bySlug = await postsBySlug(api, session, slug)
    if (!bySlug.ok) return bySlug
    const mine = bySlug.value.find((post) => carriesMark(post.content.raw, content.mark))
    if (mine) return { ok: true as const, value: mine }
  }
  return { ok: true as const, value: null }
}

async function update(draft: Draft): Promise<Committed> {
  const { api, session, content, state, save } = draft
  if (state.postId === null) return { kind: 'rejected', reason: 'not_found', key: 'wordpress.post_gone' }
  const before = await postById(api, session, state.postId)
  if (!before.ok) return before.failure
  if (before.value === null) return { kind: 'rejected', reason: 'not_found', key: 'wordpress.post_gone' }
  const refused = await uploadImages(draft)
  if (refused !== null) return refused
  // Writing the same fields again leads to the same post: an update may be repeated after any failure.
  const written = await writePost(draft, state.postId, null, 'prepare')
  if (!written.ok) return written.failure
  state.stored = storedHash(written.value)
  await save(state)
  return { kind: 'live', ...live(written.value, warningsFor(content, state, written.value)) }
}

function live(post: WpPost, warnings: readonly Finding[]): Live {
  return { remoteId: String(post.id), url: post.link, warnings }
}
