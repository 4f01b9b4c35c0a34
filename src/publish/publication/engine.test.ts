import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { emit } from '../../kernel/events.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { produceApi } from '../../produce/api.ts'
import { channelApi } from '../channel/channel.procedures.ts'
import { publishSubscriptions } from '../index.ts'
import { publishScene } from '../testing/scene.ts'
import type { Fate } from '../testing/fakePlatform.ts'
import { nextMoment } from './engine.store.ts'
import { updateLive } from './publication.jobs.ts'
import { publicationApi } from './publication.procedures.ts'

const leitstand = await testLeitstand({ subscriptions: publishSubscriptions })
const { app } = leitstand

beforeEach(() => app.clock.set('2026-11-23T08:00:00+01:00'))
// The engine looks over all workspaces: what one test leaves must not reach the next.
afterEach(() =>
  app.database.asSystem((db) =>
    db
      .updateTable('publish.publication')
      .set({ nextAt: null, leaseToken: null, leaseUntil: null, leaseOwner: null })
      .execute(),
  ),
)

describe('on time', () => {
  it('T01–T04, T18: goes out at its minute, once, and says where', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await scene.workAt('09:10')
    expect(scene.platform.counts).toMatchObject({ prepare: 0, commit: 0 })
    await scene.workAt('09:29')
    expect(scene.platform.counts).toMatchObject({ prepare: 1, commit: 0 })
    expect((await scene.read(pieceId)).state).toBe('armed')
    expect(await nextMoment(app)).toEqual(new Date('2026-11-23T08:30:00Z'))
    await scene.workAt('09:30')
    expect(scene.platform.world).toHaveLength(1)
    const publication = await scene.read(pieceId)
    expect(publication).toMatchObject({
      state: 'published',
      liveUrl: 'https://blog.beispiel.test/hochbeete-richtig-anlegen/',
      publishedAt: '2026-11-23T08:30:00.000Z',
      lateMinutes: null,
      failure: null,
    })
    await scene.workAt('12:00')
    expect(scene.platform.counts.commit).toBe(1)
    expect(await scene.steps(pieceId)).toEqual(['planned', 'prepared', 'intent', 'published'])
  })

  it('T18: forty minutes late within the grace it goes out and says so', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:00')
    await scene.workAt('09:40')
    expect(await scene.read(pieceId)).toMatchObject({ state: 'published', lateMinutes: 40 })
  })

  it('T19: beyond the grace nothing is sent; it is missed and people are told', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:00')
    await scene.workAt('10:01', '2026-11-26')
    expect(scene.platform.counts).toMatchObject({ prepare: 0, commit: 0 })
    expect(await scene.read(pieceId)).toMatchObject({
      state: 'missed',
      failure: { key: 'publication.too_late' },
      may: { retry: null, move: null },
    })
    expect(await scene.notifications()).toEqual(['publication.missed'])
    expect((await scene.mails())[0]?.bodyText).toContain('Leitstand konnte den Termin nicht halten')
  })

  it('T20: never after its last moment, even within the grace', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.owner.call(publicationApi.plan, {
      pieceId,
      channelId: scene.blog.id,
      slot: { date: '2026-11-23', time: '09:00', zone: 'Europe/Berlin' },
      notAfter: '2026-11-23T08:20:00Z',
    })
    await scene.workAt('09:21')
    expect(scene.platform.world).toHaveLength(0)
    expect((await scene.read(pieceId)).state).toBe('missed')
  })

  it('T10: a clock that jumps back publishes nothing twice', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await scene.workAt('09:30')
    await scene.workAt('09:20')
    await scene.workAt('09:30')
    expect(scene.platform.world).toHaveLength(1)
  })
})

describe('outcomes', () => {
  it.each<Fate>(['didButUnknown', 'didNotUnknown'])(
    'T27–T29, T32: %s ends with exactly one post',
    async (fate) => {
      const scene = await publishScene(leitstand)
      const pieceId = await scene.piece()
      await scene.plan(pieceId, '09:30')
      scene.platform.fates.push(fate)
      await scene.workAt('09:30')
      expect((await scene.read(pieceId)).state).toBe('unconfirmed')
      await scene.workAt('09:30:06')
      expect(scene.platform.world).toHaveLength(1)
      expect((await scene.read(pieceId)).state).toBe('published')
    },
  )

  it('T105: what was told as unclear and turns out to be online is corrected', async () => {
    const scene = await publishScene(leitstand, { conclusive: false })
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    scene.platform.fates.push('didNotUnknown')
    await scene.workAt('09:30')
    await scene.workAt('09:30:06')
    expect(await scene.notifications()).toEqual(['publication.unconfirmed'])
    // The request was slow, not lost.
    scene.platform.world.push({ mark: (await scene.read(pieceId)).link.code, title: 'spät', at: 0 })
    await scene.workAt('09:30:31')
    expect((await scene.read(pieceId)).state).toBe('published')
    expect(await scene.notifications()).toEqual(['publication.unconfirmed', 'publication.live_after_all'])
  })

  it('T30: nothing was sent: tried again after a pause, attempts counted', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    scene.platform.fates.push('transient', 'transient')
    await scene.workAt('09:30')
    expect(await scene.read(pieceId)).toMatchObject({
      state: 'scheduled',
      attempt: 1,
      nextAt: '2026-11-23T08:31:00.000Z',
      failure: { key: 'wordpress.unreachable' },
    })
    await scene.workAt('09:31')
    await scene.workAt('09:33')
    expect(scene.platform.world).toHaveLength(1)
    expect(await scene.read(pieceId)).toMatchObject({ state: 'published', lateMinutes: 3 })
  })

  it('T59, T61: a pause the platform asks for is kept, and told at once when it is too long', async () => {
    const scene = await publishScene(leitstand)
    const [soon, never] = [await scene.piece('Bald'), await scene.piece('Zu spät')]
    await scene.plan(soon, '09:30')
    scene.platform.fates.push('rateLimited')
    scene.platform.limitUntil(new Date('2026-11-23T08:45:00Z'))
    await scene.workAt('09:30')
    expect(await scene.read(soon)).toMatchObject({
      state: 'scheduled',
      attempt: 0,
      nextAt: '2026-11-23T08:45:00.000Z',
    })
    await scene.workAt('09:45')
    await scene.plan(never, '09:50')
    scene.platform.fates.push('rateLimited')
    scene.platform.limitUntil(new Date('2026-11-23T10:00:00Z'))
    await scene.workAt('09:50')
    expect((await scene.read(never)).state).toBe('missed')
    expect(scene.platform.world.map((post) => post.title)).toEqual(['Bald'])
  })

  it('T35, T102: a clear no stops, with words a person can act on; trying again is theirs', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    scene.platform.fates.push('rejected')
    await scene.workAt('09:30')
    const failed = await scene.read(pieceId)
    expect(failed).toMatchObject({
      state: 'failed',
      failure: { key: 'wordpress.invalid', params: { fields: 'slug' } },
      may: { retry: null },
    })
    expect(await scene.notifications()).toEqual(['publication.failed'])
    const [mail] = await scene.mails()
    expect(mail?.subject).toBe('Nicht veröffentlicht: Hochbeete richtig anlegen auf Blog')
    expect(mail?.bodyText).toContain('WordPress findet diese Angaben ungültig: slug.')
    await scene.owner.call(publicationApi.retry, { id: failed.id, version: failed.version })
    await scene.workAt('09:31')
    expect((await scene.read(pieceId)).state).toBe('published')
  })

  it('T51: refused credentials: the channel is told once, all its rows wait and go on after a new connection', async () => {
    const scene = await publishScene(leitstand)
    const ids = [await scene.piece('Eins'), await scene.piece('Zwei'), await scene.piece('Drei')]
    for (const id of ids) await scene.plan(id, '09:30')
    scene.platform.fates.push('auth')
    await scene.workAt('09:30')
    for (const id of ids) expect(await scene.read(id)).toMatchObject({ state: 'blocked', blockedBy: 'auth' })
    expect(await scene.notifications()).toEqual(['channel.needs_reconnect'])
    expect(scene.platform.counts.commit).toBe(1)
    const [blog] = (await scene.owner.call(channelApi.list, {})).filter(({ name }) => name === 'Blog')
    expect(blog?.state).toBe('needs_reconnect')
    await scene.owner.call(channelApi.reconnect, {
      id: scene.blog.id,
      address: scene.blog.account?.address ?? '',
      user: 'redaktion',
      secret: 'neues passwort',
    })
    await scene.workAt('09:40')
    expect(scene.platform.world).toHaveLength(3)
  })

  it('a text that is missing is told before anything is sent', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece('Ohne Text', '')
    await scene.plan(pieceId, '09:30')
    await scene.workAt('09:30')
    expect(await scene.read(pieceId)).toMatchObject({
      state: 'failed',
      failure: { key: 'wordpress.text_missing' },
    })
    expect(scene.platform.counts).toMatchObject({ prepare: 0, commit: 0 })
  })
})

describe('approval', () => {
  it('without one nothing goes out; it is told ahead and missed at the end', async () => {
    const scene = await publishScene(leitstand, { approvalRequired: true })
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await scene.workAt('09:16')
    expect(await scene.read(pieceId)).toMatchObject({ state: 'blocked', blockedBy: 'approval' })
    await scene.workAt('09:30')
    await scene.workAt('10:31')
    expect(scene.platform.counts.commit).toBe(0)
    expect(await scene.read(pieceId)).toMatchObject({
      state: 'missed',
      failure: { key: 'publication.approved_too_late' },
    })
    expect(await scene.notifications()).toEqual(['publication.blocked', 'publication.missed'])
  })

  it('given in time it goes out', async () => {
    const scene = await publishScene(leitstand, { approvalRequired: true })
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await scene.workAt('09:16')
    await scene.approve(pieceId)
    await leitstand.deliverEvents()
    await scene.workAt('09:30')
    expect((await scene.read(pieceId)).state).toBe('published')
    expect(scene.platform.world).toHaveLength(1)
  })

  it('T82: given after the hour, a person is asked', async () => {
    const scene = await publishScene(leitstand, { approvalRequired: true })
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await scene.workAt('09:30')
    app.clock.set('2026-11-23T09:45:00+01:00')
    await scene.approve(pieceId)
    await leitstand.deliverEvents()
    await scene.workAt('09:45')
    const missed = await scene.read(pieceId)
    expect(missed).toMatchObject({ state: 'missed', failure: { key: 'publication.approved_too_late' } })
    await scene.owner.call(publicationApi.retry, { id: missed.id, version: missed.version })
    await scene.workAt('09:50')
    expect((await scene.read(pieceId)).state).toBe('published')
  })

  it('T81: an edit after the approval stops it, also between preparation and the hour', async () => {
    const scene = await publishScene(leitstand, { approvalRequired: true })
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await scene.approve(pieceId)
    await scene.workAt('09:29')
    expect((await scene.read(pieceId)).state).toBe('armed')
    await scene.write(pieceId, 'Etwas anderes.', 1)
    await scene.workAt('09:30')
    expect(scene.platform.world).toHaveLength(0)
    expect(await scene.read(pieceId)).toMatchObject({
      state: 'blocked',
      blockedBy: 'approval',
      failure: { key: 'publication.approval_void' },
    })
  })

  it('without a need for approval, an edit before the hour goes out as edited', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await scene.workAt('09:29')
    await scene.write(pieceId, 'Neuer Text.', 1)
    await scene.workAt('09:30')
    expect(scene.platform.counts).toMatchObject({ prepare: 2, commit: 1 })
    expect(scene.platform.world).toHaveLength(1)
  })
})

describe('channels without an interface', () => {
  it('T95: reminds before the hour, tells the leaders after it, counts only what a person confirms', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30', scene.xing.id)
    await scene.workAt('09:14')
    expect((await scene.read(pieceId)).state).toBe('scheduled')
    await scene.workAt('09:15')
    expect((await scene.read(pieceId)).state).toBe('awaiting_manual')
    await scene.workAt('10:00')
    expect(await scene.notifications()).toEqual(['publication.awaiting_manual', 'publication.still_manual'])
    const waiting = await scene.read(pieceId)
    await scene.owner.call(publicationApi.confirmManual, {
      id: waiting.id,
      version: waiting.version,
      url: 'https://www.xing.com/posts/1',
    })
    expect(await scene.read(pieceId)).toMatchObject({
      state: 'published',
      liveUrl: 'https://www.xing.com/posts/1',
    })
    expect(scene.platform.counts.commit).toBe(0)
    expect(await scene.steps(pieceId)).toEqual(['planned', 'reminded', 'escalated', 'confirmed_by_hand'])
  })
})

it('a deleted piece goes nowhere', async () => {
  const scene = await publishScene(leitstand)
  const pieceId = await scene.piece()
  const planned = await scene.plan(pieceId, '09:30')
  await scene.inside((call) => emit(call, 'piece.deleted', { pieceId }))
  await leitstand.deliverEvents()
  await scene.workAt('09:30')
  expect(scene.platform.world).toHaveLength(0)
  expect(await scene.read(pieceId)).toMatchObject({ id: planned.id, state: 'cancelled' })
})

it('T110: a live article is brought up to date, never published again', async () => {
  const scene = await publishScene(leitstand)
  const pieceId = await scene.piece()
  await scene.plan(pieceId, '09:30')
  await scene.workAt('09:30')
  const live = await scene.read(pieceId)
  expect(live.may).toMatchObject({ move: 'publication.already_published', update: null })
  await scene.owner.call(produceApi.manuscript.save, {
    pieceId,
    baseVersion: 1,
    tree: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Neu' }] }] },
    headline: 'Neuer Titel',
    slug: '',
    excerpt: '',
    featuredAssetId: null,
  })
  await updateLive.run(app, { workspaceId: scene.id, id: live.id })
  expect(scene.platform.counts).toMatchObject({ commit: 1, update: 1 })
  expect(scene.platform.world.map((post) => post.title)).toEqual(['Neuer Titel'])
  expect(await scene.steps(pieceId)).toContain('updated')
})
