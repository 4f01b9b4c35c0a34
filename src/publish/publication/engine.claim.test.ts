import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { channelApi } from '../channel/channel.procedures.ts'
import { publishSubscriptions } from '../index.ts'
import { publishScene } from '../testing/scene.ts'
import type { Fate } from '../testing/fakePlatform.ts'
import { publishDue, startPublishing } from './engine.ts'
import { claimNext } from './engine.store.ts'
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

it('a channel paused while it is being prepared sends nothing, and goes on when it is let go on', async () => {
  const scene = await publishScene(leitstand)
  const pieceId = await scene.piece()
  await scene.plan(pieceId, '09:30')
  const { connector } = scene.platform
  const prepare = connector.prepare
  const setPaused = async (isPaused: boolean) => {
    const { id, version } = await scene.owner.call(channelApi.show, { id: scene.blog.id })
    await scene.owner.call(channelApi.pause, { id, version, isPaused })
  }
  connector.prepare = async (...args) => {
    await setPaused(true)
    return prepare(...args)
  }
  await scene.workAt('09:30')
  expect(scene.platform.counts.commit).toBe(0)
  expect(await scene.read(pieceId)).toMatchObject({ state: 'blocked', blockedBy: 'channel' })
  connector.prepare = prepare
  await setPaused(false)
  await scene.workAt('09:32')
  expect(scene.platform.world).toHaveLength(1)
})

it('T07: when the rules of a zone change, planned instants follow the chosen local time', async () => {
  const scene = await publishScene(leitstand)
  const pieceId = await scene.piece()
  const planned = await scene.plan(pieceId, '20:00')
  // As if the instant had been made with rules that were an hour off.
  await scene.inside((call) =>
    call.db
      .updateTable('publish.publication')
      .set({ dueAt: new Date('2026-11-23T20:00:00Z') })
      .where('workspaceId', '=', scene.id)
      .where('id', '=', planned.id)
      .execute(),
  )
  const engine = startPublishing(app, scene.platform.connectors, { tickMs: 20 })
  await vi.waitFor(async () => expect((await scene.read(pieceId)).dueAt).toBe('2026-11-23T19:00:00.000Z'))
  await engine.stop()
  expect(await scene.read(pieceId)).toMatchObject({ state: 'scheduled', nextAt: '2026-11-23T18:45:00.000Z' })
})

it('T21: a stop waits for what is under way and starts nothing new', async () => {
  const scene = await publishScene(leitstand)
  const [first, second] = [await scene.piece('Erster'), await scene.piece('Zweiter')]
  await scene.plan(first, '09:30')
  await scene.plan(second, '09:31')
  app.clock.set('2026-11-23T09:32:00+01:00')
  const engine = startPublishing(app, scene.platform.connectors, { tickMs: 20 })
  const stopping: Promise<void>[] = []
  scene.platform.onCommit(async () => {
    stopping.push(engine.stop())
  })
  await vi.waitFor(() => expect(stopping).toHaveLength(1))
  await Promise.all(stopping)
  expect((await scene.read(first)).state).toBe('published')
  expect((await scene.read(second)).state).toBe('scheduled')
  expect(scene.platform.world).toHaveLength(1)
})
