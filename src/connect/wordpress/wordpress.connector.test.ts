import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createOutside } from '../../kernel/outside/outside.ts'
import type { ChannelContent, ChannelSession, Connector } from '../../publish/channel/port.ts'
import { startFakeWordPress } from './testing/fakeWordPress.ts'
import type { Behaviour, FakeWordPress } from './testing/fakeWordPress.ts'
import { createWordPressConnector } from './wordpress.connector.ts'

const now = new Date('2026-11-23T09:00:00Z')
const picture = Buffer.from('not really a picture')
const content: ChannelContent = {
  title: 'Frühling im Garten',
  html: '<h2>Beete</h2><p>Jetzt geht es los.</p><p><img src="asset:1" alt="Beet"></p>',
  excerpt: 'Was jetzt zu tun ist.',
  slug: 'fruehling-im-garten',
  categoryIds: ['4'],
  images: [
    {
      src: 'asset:1',
      fileName: 'Beet im März.jpg',
      mediaType: 'image/jpeg',
      alt: 'Beet',
      sha256: createHash('sha256').update(picture).digest('hex'),
      bytes: async () => picture,
    },
  ],
  featuredSrc: 'asset:1',
  mark: 'k7m2xqa',
}

let fake: FakeWordPress
let connector: Connector
let session: ChannelSession

beforeEach(async () => {
  fake = await startFakeWordPress()
  connector = connectorFor(fake)
  session = await sessionFor(connector, fake)
})
afterEach(() => fake.stop())

function connectorFor(site: FakeWordPress): Connector {
  return createWordPressConnector(createOutside({ allowedHosts: new Set([site.host]) }), () => now)
}

async function sessionFor(by: Connector, site: FakeWordPress): Promise<ChannelSession> {
  const connected = await by.connect({ address: site.address, ...site.access })
  if (!connected.ok) throw new Error(connected.key)
  return { account: connected.account, ...site.access }
}

/** A store of the prepare state, as the engine keeps it in its row. */
function memory() {
  const kept: { state: unknown } = { state: null }
  return {
    kept,
    save: async (state: unknown) => {
      // Through JSON, as through the database.
      kept.state = JSON.parse(JSON.stringify(state))
    },
  }
}

async function prepared() {
  const { kept, save } = memory()
  expect(await connector.prepare(session, content, null, save)).toMatchObject({ kind: 'ready' })
  return { kept, save }
}

describe('connecting', () => {
  it('finds the interface, the account and its role', async () => {
    const connected = await connector.connect({ address: fake.address, ...fake.access })
    expect(connected).toMatchObject({
      ok: true,
      account: { siteName: 'Musterhaus & Söhne', accountId: '7', roles: ['editor'] },
      findings: [],
    })
  })
  it('finds an interface without pretty addresses', async () => {
    fake.stop()
    fake = await startFakeWordPress({ pretty: false })
    const plain = connectorFor(fake)
    const found = await sessionFor(plain, fake)
    expect(found.account.endpoint).toContain('rest_route')
    expect(await plain.categories(found)).toHaveLength(2)
  })
  it('calls a wrong password wrong', async () => {
    const connected = await connector.connect({ address: fake.address, user: 'redaktion', secret: 'wrong' })
    expect(connected).toMatchObject({ ok: false, key: 'wordpress.password_refused' })
  })
  it('says that https is needed where WordPress only says 401', async () => {
    fake.stop()
    fake = await startFakeWordPress({ passwords: false })
    const connected = await connectorFor(fake).connect({ address: fake.address, ...fake.access })
    expect(connected).toMatchObject({ ok: false, key: 'wordpress.https_needed' })
  })
  it('names missing rights', async () => {
    fake.allow({ publish_posts: false, upload_files: false, unfiltered_html: false })
    const connected = await connector.connect({ address: fake.address, ...fake.access })
    expect(connected.ok && connected.findings.map((finding) => finding.key)).toEqual([
      'wordpress.may_not_publish',
      'wordpress.may_not_upload',
      'wordpress.html_filtered',
    ])
  })
  it('does not reach into the own network', async () => {
    const closed = createWordPressConnector(createOutside({ allowedHosts: new Set() }))
    expect(await closed.connect({ address: fake.address, ...fake.access })).toMatchObject({
      ok: false,
      key: 'wordpress.address_refused',
    })
  })
  it('reads categories as people wrote them', async () => {
    expect(await connector.categories(session)).toEqual([
      { id: '1', name: 'Allgemein', parentId: null },
      { id: '4', name: 'Größen & Maße', parentId: '1' },
    ])
  })
})

describe('publishing', () => {
  it('drafts first, then flips with one changing request', async () => {
    const { kept } = await prepared()
    expect(fake.published()).toHaveLength(0)
    expect(fake.posts[0]).toMatchObject({
      status: 'draft',
      slug: 'fruehling-im-garten',
      title: 'Frühling im Garten',
      excerpt: 'Was jetzt zu tun ist.',
      categories: [4],
      featured_media: fake.media[0]?.id,
    })
    expect(fake.media[0]).toMatchObject({ alt: 'Beet', type: 'image/jpeg', size: picture.byteLength })
    expect(fake.posts[0]?.content).toContain(`src="${fake.address}/wp-content/uploads/beet-im-maerz-`)
    expect(fake.posts[0]?.content).not.toContain('asset:1')

    const before = fake.log.length
    const committed = await connector.commit(session, content, kept.state)
    expect(committed).toMatchObject({ kind: 'live', url: `${fake.address}/fruehling-im-garten/` })
    expect(fake.log.length - before).toBe(1)
    expect(fake.published()).toHaveLength(1)
  })

  it.each<Behaviour>(['didDrop', 'did504', 'didHtml200'])(
    'T42: a draft whose answer was lost (%s) is found again',
    async (behaviour) => {
      const { kept, save } = memory()
      fake.next.push('429' as const)
      expect(await connector.prepare(session, content, kept.state, save)).toMatchObject({
        kind: 'rate_limited',
        retryAt: new Date('2026-11-23T09:01:30Z'),
      })
      fake.media.length = 0
      fake.next.push('svg500')
      expect(await connector.prepare(session, content, kept.state, save)).toMatchObject({
        kind: 'rejected',
        key: 'wordpress.upload_refused',
      })
      // The picture first, then the draft.
      expect(await connector.prepare(session, { ...content, title: '' }, kept.state, save)).toMatchObject({
        kind: 'ready',
      })
      fake.posts.length = 0
      fake.next.push(behaviour)
      expect(await connector.prepare(session, content, kept.state, save)).toMatchObject({ kind: 'transient' })
      expect(await connector.prepare(session, content, kept.state, save)).toMatchObject({ kind: 'ready' })
      await connector.commit(session, content, kept.state)
      expect(fake.posts).toHaveLength(1)
      expect(fake.media).toHaveLength(1)
      expect(fake.published()).toHaveLength(1)
    },
  )

  it.each<Behaviour>(['didDrop', 'did504', 'didHtml200'])(
    'T27/T28/T32: a flip whose answer was lost (%s) is unknown and found by looking',
    async (behaviour) => {
      const { kept } = await prepared()
      fake.next.push(behaviour)
      expect(await connector.commit(session, content, kept.state)).toMatchObject({ kind: 'unknown' })
      expect(await connector.reconcile(session, content, kept.state)).toMatchObject({
        found: true,
        url: `${fake.address}/fruehling-im-garten/`,
      })
      expect(fake.published()).toHaveLength(1)
    },
  )

  it.each<Behaviour>(['504', 'html200'])(
    'T29: a flip that did not happen (%s) is seen to be absent',
    async (behaviour) => {
      const { kept } = await prepared()
      fake.next.push(behaviour)
      expect(await connector.commit(session, content, kept.state)).toMatchObject({ kind: 'unknown' })
      expect(await connector.reconcile(session, content, kept.state)).toEqual({
        found: false,
        conclusive: true,
        key: 'wordpress.still_draft',
      })
      await connector.commit(session, content, kept.state)
      expect(fake.published()).toHaveLength(1)
    },
  )

  it('T16: a lost state is found by slug and mark', async () => {
    const { kept } = await prepared()
    await connector.commit(session, content, kept.state)
    expect(await connector.reconcile(session, content, null)).toMatchObject({ found: true })
    expect(await connector.prepare(session, content, null, async () => {})).toMatchObject({ kind: 'live' })
    expect(fake.posts).toHaveLength(1)
  })

  it('T88: a post that WordPress keeps for later does not count as published', async () => {
    const { kept } = await prepared()
    fake.next.push('keptForLater')
    expect(await connector.commit(session, content, kept.state)).toMatchObject({ kind: 'unknown' })
    expect(await connector.reconcile(session, content, kept.state)).toMatchObject({
      found: false,
      conclusive: false,
    })
  })

  it.each<[Behaviour, object]>([
    ['401', { kind: 'auth', key: 'wordpress.password_refused' }],
    ['403html', { kind: 'rejected', key: 'wordpress.blocked' }],
    ['invalidParam', { kind: 'rejected', key: 'wordpress.invalid', params: { fields: 'slug' } }],
  ])('T87: %s is a clear no', async (behaviour, expected) => {
    const { kept } = await prepared()
    fake.next.push(behaviour)
    expect(await connector.commit(session, content, kept.state)).toMatchObject(expected)
    expect(fake.published()).toHaveLength(0)
  })

  it('T30: an unreachable site is a failure that changed nothing', async () => {
    const { kept } = await prepared()
    fake.stop()
    expect(await connector.commit(session, content, kept.state)).toMatchObject({ kind: 'transient' })
  })

  it('does not publish what somebody changed in WordPress meanwhile', async () => {
    const { kept, save } = await prepared()
    const post = fake.posts[0]
    if (post) post.content = '<p>Von Hand geändert</p>'
    expect(await connector.commit(session, content, kept.state)).toMatchObject({
      kind: 'rejected',
      reason: 'conflict',
      key: 'wordpress.edited_there',
    })
    await connector.prepare(session, content, kept.state, save)
    expect(await connector.commit(session, content, kept.state)).toMatchObject({ kind: 'live' })
  })

  it('leaves a foreign article with the same slug alone', async () => {
    const { kept } = await prepared()
    await connector.commit(session, content, kept.state)
    const second = { ...content, title: 'Ein anderer', mark: 'zzzzzzz' }
    const { kept: other, save } = memory()
    expect(await connector.prepare(session, second, null, save)).toMatchObject({
      kind: 'ready',
      warnings: [{ key: 'wordpress.slug_taken', params: { slug: 'fruehling-im-garten-zzzzzzz' } }],
    })
    await connector.commit(session, second, other.state)
    expect(fake.published().map((post) => post.title)).toEqual(['Frühling im Garten', 'Ein anderer'])
  })

  it('T24: a state of another version is not used', async () => {
    const { save } = memory()
    await connector.prepare(session, content, { version: 2, postId: 999 }, save)
    expect(fake.posts).toHaveLength(1)
  })

  it('T110: an update changes the live post and creates none', async () => {
    const { kept, save } = await prepared()
    await connector.commit(session, content, kept.state)
    const changed = { ...content, title: 'Frühling im Garten, neu' }
    expect(await connector.update(session, changed, kept.state, save)).toMatchObject({ kind: 'live' })
    expect(fake.published().map((post) => post.title)).toEqual(['Frühling im Garten, neu'])
  })

  it('writes to one site take turns', async () => {
    const many = Array.from({ length: 8 }, (_, n) => ({
      ...content,
      mark: `mark${n}`,
      images: [],
      featuredSrc: null,
    }))
    await Promise.all(many.map((one) => connector.prepare(session, one, null, async () => {})))
    expect(new Set(fake.posts.map((post) => post.slug)).size).toBe(8)
  })
})
