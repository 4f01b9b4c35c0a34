import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import { newShortCode } from '../../kernel/id.ts'
import { createOutside } from '../../kernel/outside/outside.ts'
import type { ChannelContent, ChannelSession } from '../../publish/channel/port.ts'
import { createWordPressConnector } from './wordpress.connector.ts'
import { basicAuthorization } from './wordpress.api.ts'
import { peerEnvironment } from './testing/peer.ts'

// Against a real WordPress, started by the peer script; the same expectations the fake is built from.
const peer = peerEnvironment()

describe.skipIf(peer === null)('a real WordPress (needs peers/wordpress.sh start)', () => {
  const { WP_URL = '', WP_USER = '', WP_APP_PASSWORD = '', WP_PASSWORD = '' } = peer ?? {}
  const {
    WP_AUTHOR_USER = '',
    WP_AUTHOR_APP_PASSWORD = '',
    WP_CONTRIB_USER = '',
    WP_CONTRIB_APP_PASSWORD = '',
  } = peer ?? {}
  const outside = createOutside({ allowedHosts: new Set(peer === null ? [] : [new URL(WP_URL).host]) })
  const connector = createWordPressConnector(outside)
  let session: ChannelSession
  let picture: Buffer

  beforeAll(async () => {
    session = await connected(WP_USER, WP_APP_PASSWORD)
    picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: `#${newHex()}` } })
      .png()
      .toBuffer()
  })

  const newHex = () => createHash('sha256').update(newShortCode()).digest('hex').slice(0, 6)

  async function connected(user: string, secret: string): Promise<ChannelSession> {
    const found = await connector.connect({ address: WP_URL, user, secret })
    if (!found.ok) throw new Error(`${found.key} ${found.detail}`)
    return { account: found.account, user, secret }
  }

  function article(mark = newShortCode()): ChannelContent {
    return {
      title: `Größe & Maß: „Prüfung“ ${mark}`,
      html: '<h2>Über Straßen</h2><p>Ein <strong>fetter</strong> &amp; ein <a href="https://example.org/?a=1&amp;b=2">Link</a>.</p><ul><li><p>eins</p></li></ul><figure><img src="asset:1" alt="Quadrat" loading="lazy"></figure>',
      excerpt: 'Kurz & gut',
      slug: `groesse-und-mass-${mark}`,
      categoryIds: [],
      images: [
        {
          src: 'asset:1',
          fileName: 'Quadrat ü.png',
          mediaType: 'image/png',
          alt: 'Quadrat',
          sha256: createHash('sha256').update(picture).digest('hex'),
          bytes: async () => picture,
        },
      ],
      featuredSrc: 'asset:1',
      mark,
    }
  }

  async function postsNamed(
    slug: string,
  ): Promise<{ id: number; status: string; content: { raw: string } }[]> {
    const answer = await outside.ask({
      url: `${WP_URL}/?rest_route=/wp/v2/posts&slug=${slug}&status=any&context=edit`,
      headers: { authorization: basicAuthorization(WP_USER, WP_APP_PASSWORD) },
    })
    return JSON.parse(answer.text())
  }

  function memory() {
    const kept: { state: unknown } = { state: null }
    return { kept, save: async (state: unknown) => void (kept.state = JSON.parse(JSON.stringify(state))) }
  }

  it('connects and reads who it is', () => {
    expect(session.account.roles).toContain('editor')
    expect(session.account.siteName).not.toBe('')
  })

  it('tells a wrong password, and the login password, which does not work here', async () => {
    for (const secret of ['wrong', WP_PASSWORD]) {
      expect(await connector.connect({ address: WP_URL, user: WP_USER, secret })).toMatchObject({
        ok: false,
        key: 'wordpress.password_refused',
      })
    }
  })

  it('sees that a contributor may not publish', async () => {
    const found = await connector.connect({
      address: WP_URL,
      user: WP_CONTRIB_USER,
      secret: WP_CONTRIB_APP_PASSWORD,
    })
    expect(found.ok && found.findings.map((finding) => finding.key)).toContain('wordpress.may_not_publish')
  })

  it('reads the categories', async () => {
    const categories = await connector.categories(session)
    expect(Array.isArray(categories) && categories.length).toBeGreaterThan(0)
  })

  it('drafts, publishes, shows the article at its address', async () => {
    const content = article()
    const categories = await connector.categories(session)
    if (!Array.isArray(categories)) throw new Error('no categories')
    content.categoryIds = categories.slice(0, 1).map((category: { id: string }) => category.id)
    const { kept, save } = memory()
    expect(await connector.prepare(session, content, null, save)).toEqual({ kind: 'ready', warnings: [] })
    expect((await postsNamed(content.slug)).map((post) => post.status)).toEqual(['draft'])
    const committed = await connector.commit(session, content, kept.state)
    expect(committed).toMatchObject({ kind: 'live', warnings: [] })
    const page = await outside.ask({ url: committed.kind === 'live' ? committed.url : '' })
    expect(page.status).toBe(200)
    expect(page.text()).toContain('Über Straßen')
    expect((await postsNamed(content.slug)).map((post) => post.status)).toEqual(['publish'])
    // Once more, as after a lost answer: nothing new appears.
    expect(await connector.commit(session, content, kept.state)).toMatchObject({ kind: 'live' })
    expect(await connector.reconcile(session, content, null)).toMatchObject({ found: true })
    expect(await postsNamed(content.slug)).toHaveLength(1)
  })

  it('T42: a lost draft is found by slug and mark, a picture by its bytes', async () => {
    const content = article()
    const { kept, save } = memory()
    await connector.prepare(session, content, null, save)
    const first = JSON.stringify(kept.state)
    await connector.prepare(session, content, null, save)
    expect(JSON.stringify(kept.state)).toBe(first)
    expect(await postsNamed(content.slug)).toHaveLength(1)
  })

  it('an author, whose HTML is filtered, can publish too and is found again', async () => {
    const author = await connected(WP_AUTHOR_USER, WP_AUTHOR_APP_PASSWORD)
    const content = article()
    const { kept, save } = memory()
    expect(await connector.prepare(author, content, null, save)).toEqual({ kind: 'ready', warnings: [] })
    expect(await connector.commit(author, content, kept.state)).toMatchObject({ kind: 'live' })
    expect(await connector.reconcile(author, content, null)).toMatchObject({ found: true })
  })

  it('notices that the draft was changed over there', async () => {
    const content = article()
    const { kept, save } = memory()
    await connector.prepare(session, content, null, save)
    const [draft] = await postsNamed(content.slug)
    await outside.ask({
      url: `${WP_URL}/?rest_route=/wp/v2/posts/${draft?.id}`,
      method: 'POST',
      headers: {
        authorization: basicAuthorization(WP_USER, WP_APP_PASSWORD),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ content: '<p>anders</p>' }),
    })
    expect(await connector.commit(session, content, kept.state)).toMatchObject({
      key: 'wordpress.edited_there',
    })
    expect((await postsNamed(content.slug))[0]?.status).toBe('draft')
  })

  it('T110: an update reaches the live article', async () => {
    const content = article()
    const { kept, save } = memory()
    await connector.prepare(session, content, null, save)
    await connector.commit(session, content, kept.state)
    const changed = { ...content, html: '<p>Neu geschrieben.</p>' }
    expect(await connector.update(session, changed, kept.state, save)).toMatchObject({
      kind: 'live',
      warnings: [],
    })
    expect((await postsNamed(content.slug))[0]?.content.raw).toContain('Neu geschrieben.')
  })

  it('a picture of a type the site refuses is named as that', async () => {
    const content = article()
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
    const [image] = content.images
    if (!image) throw new Error('no image')
    content.images = [
      {
        ...image,
        fileName: 'x.svg',
        mediaType: 'image/svg+xml',
        sha256: newHex().repeat(11).slice(0, 64),
        bytes: async () => svg,
      },
    ]
    expect(await connector.prepare(session, content, null, async () => {})).toMatchObject({
      kind: 'rejected',
      key: 'wordpress.upload_refused',
    })
  })
})
