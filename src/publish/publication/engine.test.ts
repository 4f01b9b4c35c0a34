import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { emit } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { produceApi } from '../../produce/api.ts'
import { channelApi } from '../channel/channel.procedures.ts'
import { publishSubscriptions } from '../index.ts'
import { publishScene } from '../testing/scene.ts'
import type { Fate } from '../testing/fakePlatform.ts'
import { publishDue, startPublishing } from './engine.ts'
import { claimNext, nextMoment } from './engine.store.ts'
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

/** Starts the engine on what is due and does not wait: its worker may "die". */
function workInBackground(scene: Awaited<ReturnType<typeof publishScene>>) {
  void publishDue(app, scene.platform.connectors, { spread: () => 0 })
}

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

describe('claiming', () => {
  it('T13: of many workers one gets the row', async () => {
    const scene = await publishScene(leitstand)
    const ids = await Promise.all(Array.from({ length: 5 }, (_, n) => scene.piece(`Beitrag ${n}`)))
    const channels = await Promise.all(
      ids.map((_, n) =>
        scene.owner.call(channelApi.connectWordPress, {
          name: `Blog ${n}`,
          address: `https://${newId()}.beispiel.test`,
          user: 'r',
          secret: 's',
        }),
      ),
    )
    await Promise.all(ids.map((id, n) => scene.plan(id, '09:30', channels[n]?.id)))
    app.clock.set('2026-11-23T09:30:00+01:00')
    const claims = await Promise.all(
      Array.from({ length: 40 }, (_, n) => claimNext(app, `worker ${n}`, 60_000)),
    )
    const taken = claims.flatMap((claim) => (claim ? [claim.publication.id] : []))
    expect(taken).toHaveLength(5)
    expect(new Set(taken).size).toBe(5)
  })

  it('T13, T22: two engines, thirty due rows on one channel: each once, one after the other', async () => {
    const scene = await publishScene(leitstand)
    for (let n = 0; n < 30; n += 1) await scene.plan(await scene.piece(`Beitrag ${n}`), '09:30')
    app.clock.set('2026-11-23T09:30:00+01:00')
    const engines = [1, 2].map(() =>
      startPublishing(app, scene.platform.connectors, { tickMs: 20, hands: 4 }),
    )
    await vi.waitFor(() => expect(scene.platform.world).toHaveLength(30), { timeout: 15_000, interval: 50 })
    await Promise.all(engines.map((engine) => engine.stop()))
    expect(new Set(scene.platform.world.map((post) => post.mark)).size).toBe(30)
    expect(scene.platform.counts.commit).toBe(30)
    expect(scene.platform.mostAtOnce()).toBe(1)
  })

  it('T22: keeps the pause of the channel', async () => {
    const scene = await publishScene(leitstand)
    await scene.owner.call(channelApi.change, {
      id: scene.blog.id,
      version: scene.blog.version,
      spacingSeconds: 300,
    })
    for (let n = 0; n < 3; n += 1) await scene.plan(await scene.piece(`Beitrag ${n}`), '09:30')
    await scene.workAt('09:30')
    expect(scene.platform.world).toHaveLength(1)
    await scene.workAt('09:34')
    expect(scene.platform.world).toHaveLength(1)
    await scene.workAt('09:35')
    expect(scene.platform.world).toHaveLength(2)
  })

  it('T14: killed before the intent: another takes it up, once', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    scene.platform.prepareFates.push('dies')
    app.clock.set('2026-11-23T09:30:00+01:00')
    workInBackground(scene)
    await vi.waitFor(() => expect(scene.platform.counts.prepare).toBe(1))
    await scene.workAt('09:30:30')
    expect(scene.platform.counts.prepare).toBe(1)
    await scene.workAt('09:31:10')
    expect(scene.platform.world).toHaveLength(1)
    expect(await scene.steps(pieceId)).toContain('interrupted')
  })

  it.each<[Fate, number]>([
    ['didAndDies', 1],
    ['dies', 1],
  ])('T15/T16: killed after the intent (%s): looked for, exactly one', async (fate, online) => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    scene.platform.fates.push(fate)
    app.clock.set('2026-11-23T09:30:00+01:00')
    workInBackground(scene)
    await vi.waitFor(() => expect(scene.platform.counts.commit).toBe(1))
    expect((await scene.read(pieceId)).state).toBe('committing')
    await scene.workAt('09:31:10')
    expect(scene.platform.world).toHaveLength(online)
    expect(scene.platform.counts.reconcile).toBe(1)
    expect((await scene.read(pieceId)).state).toBe('published')
  })

  it('T15: where the platform cannot say, a person decides; nothing is sent again', async () => {
    const scene = await publishScene(leitstand, { conclusive: false })
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    scene.platform.fates.push('dies')
    app.clock.set('2026-11-23T09:30:00+01:00')
    workInBackground(scene)
    await vi.waitFor(() => expect(scene.platform.counts.commit).toBe(1))
    await scene.workAt('09:31:10')
    await scene.workAt('09:45')
    await scene.workAt('11:45')
    expect(scene.platform.counts.commit).toBe(1)
    const unclear = await scene.read(pieceId)
    expect(unclear).toMatchObject({
      state: 'unconfirmed',
      nextAt: null,
      may: { sayOnline: null, sayOffline: null },
    })
    expect(unclear.may.retry).toBe('publication.unclear')
    expect(await scene.notifications()).toEqual(['publication.unconfirmed'])
    // T45: somebody looked; it goes out again.
    await scene.owner.call(publicationApi.sayOffline, { id: unclear.id, version: unclear.version })
    await scene.workAt('11:46')
    expect(scene.platform.world).toHaveLength(1)
    expect((await scene.read(pieceId)).state).toBe('published')
  })

  it('T17: an intent that cannot be written sends nothing', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await app.database.pool.query(
      `create or replace function publish.no_intent() returns trigger language plpgsql as $$ begin
         if new.state = 'committing' then raise exception 'disk full'; end if; return new; end $$`,
    )
    await app.database.pool.query('drop trigger if exists no_intent on publish.publication')
    await app.database.pool.query(
      'create trigger no_intent before update on publish.publication for each row execute function publish.no_intent()',
    )
    try {
      await scene.workAt('09:30')
      expect(scene.platform.counts).toMatchObject({ prepare: 1, commit: 0 })
    } finally {
      await app.database.pool.query('drop trigger no_intent on publish.publication')
    }
    await scene.workAt('09:32')
    expect(scene.platform.world).toHaveLength(1)
    expect((await scene.read(pieceId)).state).toBe('published')
  })

  it('T23: who lost the lease while uploading does not publish', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    const planned = await scene.plan(pieceId, '09:30')
    const { connector } = scene.platform
    const prepare = connector.prepare
    connector.prepare = async (...args) => {
      const prepared = await prepare(...args)
      // Meanwhile the lease runs out and another process takes the row.
      app.clock.set('2026-11-23T09:32:00+01:00')
      return prepared
    }
    await scene.workAt('09:30')
    expect(scene.platform.counts.commit).toBe(0)
    connector.prepare = prepare
    await scene.workAt('09:33')
    expect(scene.platform.world).toHaveLength(1)
    expect((await scene.read(pieceId)).id).toBe(planned.id)
  })

  it('T08: a move while it is being prepared wins; during the commit it is refused', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    const later = { date: '2026-11-23', time: '12:00', zone: 'Europe/Berlin' }
    const { connector } = scene.platform
    const prepare = connector.prepare
    connector.prepare = async (...args) => {
      const { id, version } = await scene.read(pieceId)
      await scene.owner.call(publicationApi.move, { id, version, slot: later })
      return prepare(...args)
    }
    await scene.workAt('09:30')
    expect(scene.platform.world).toHaveLength(0)
    expect(await scene.read(pieceId)).toMatchObject({ state: 'scheduled', slot: later })
    connector.prepare = prepare
    scene.platform.onCommit(async () => {
      const { id, version, may } = await scene.read(pieceId)
      expect(may.move).toBe('publication.running')
      await scene.owner.refuses(publicationApi.move, { id, version, slot: later }, 'publication.running')
    })
    await scene.workAt('12:00')
    expect(scene.platform.world).toHaveLength(1)
    expect((await scene.read(pieceId)).state).toBe('published')
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
