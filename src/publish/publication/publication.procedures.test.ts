import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { channelApi } from '../channel/channel.procedures.ts'
import { publishScene } from '../testing/scene.ts'
import { publicationApi } from './publication.procedures.ts'

const leitstand = await testLeitstand()
const { app } = leitstand
beforeEach(() => app.clock.set('2026-11-23T08:00:00+01:00'))

const at = (date: string, time: string, zone = 'Europe/Berlin') => ({ date, time, zone })

describe('planning', () => {
  it.each([
    ['T01', at('2027-03-28', '09:00'), '2027-03-28T07:00:00.000Z', null],
    ['T03', at('2027-03-28', '02:30'), '2027-03-28T01:30:00.000Z', 'gap'],
    ['T04', at('2027-10-31', '02:30'), '2027-10-31T00:30:00.000Z', 'overlap'],
    ['T05', at('2026-12-01', '09:00', 'Asia/Tokyo'), '2026-12-01T00:00:00.000Z', null],
  ] as const)('%s: keeps what was chosen and says when that is', async (_, slot, dueAt, adjusted) => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    const planned = await scene.owner.call(publicationApi.plan, { pieceId, channelId: scene.blog.id, slot })
    expect(planned).toMatchObject({ state: 'scheduled', slot, dueAt, adjusted })
  })

  it('T44: the same plan twice, also at once, is one', async () => {
    const scene = await publishScene(leitstand)
    const plan = {
      id: newId(),
      pieceId: await scene.piece(),
      channelId: scene.blog.id,
      slot: at('2026-12-01', '09:00'),
    }
    const first = await scene.owner.call(publicationApi.plan, plan)
    expect(await scene.owner.call(publicationApi.plan, plan)).toEqual(first)
    expect(await scene.owner.call(publicationApi.ofPiece, { pieceId: plan.pieceId })).toHaveLength(1)
  })

  it('a piece goes out again on the same channel as its next occurrence', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    await scene.plan(pieceId, '10:30')
    const all = await scene.owner.call(publicationApi.ofPiece, { pieceId })
    expect(new Set(all.map(({ link }) => link.code)).size).toBe(2)
  })

  it('is refused on a channel that is gone or of another workspace', async () => {
    const scene = await publishScene(leitstand)
    const other = await publishScene(leitstand)
    const pieceId = await scene.piece()
    const slot = at('2026-12-01', '09:00')
    await scene.owner.refuses(
      publicationApi.plan,
      { pieceId, channelId: other.blog.id, slot },
      'channel.not_found',
    )
    await scene.owner.refuses(
      publicationApi.plan,
      { pieceId: await other.piece(), channelId: scene.blog.id, slot },
      'piece.not_found',
    )
    await scene.owner.call(channelApi.archive, { id: scene.xing.id, version: scene.xing.version })
    await scene.owner.refuses(
      publicationApi.plan,
      { pieceId, channelId: scene.xing.id, slot },
      'channel.archived',
    )
  })
})

describe('changing', () => {
  it('a stale view is refused; moving, cancelling and bringing back leave their traces', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    const { id, version } = await scene.plan(pieceId, '09:30')
    const slot = at('2026-12-02', '10:00')
    const moved = await scene.owner.call(publicationApi.move, { id, version, slot })
    expect(moved).toMatchObject({ slot, state: 'scheduled' })
    await scene.owner.refuses(publicationApi.cancel, { id, version }, 'publication.stale')
    const cancelled = await scene.owner.call(publicationApi.cancel, { id, version: moved.version })
    expect(cancelled.state).toBe('cancelled')
    await scene.owner.refuses(
      publicationApi.cancel,
      { id, version: cancelled.version },
      'publication.cancelled',
    )
    const back = await scene.owner.call(publicationApi.move, { id, version: cancelled.version, slot })
    expect(back.state).toBe('scheduled')
    expect(await scene.steps(pieceId)).toEqual(['planned', 'moved', 'cancelled', 'moved'])
    expect(await scene.audit(id)).toEqual([
      'publication.plan',
      'publication.move',
      'publication.cancel',
      'publication.move',
    ])
  })

  it('T44: pressed twice in two tabs it goes out once', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    const draft = await scene.owner.call(publicationApi.plan, {
      pieceId,
      channelId: scene.blog.id,
      slot: null,
    })
    const seen = { id: draft.id, version: draft.version }
    expect(draft.state).toBe('draft')
    const tabs = await Promise.allSettled([1, 2].map(() => scene.owner.call(publicationApi.publishNow, seen)))
    expect(tabs.map((tab) => tab.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    await scene.workAt('08:01')
    await scene.workAt('08:02')
    expect(scene.platform.world).toHaveLength(1)
    expect(await scene.read(pieceId)).toMatchObject({ state: 'published', slot: at('2026-11-23', '08:00') })
  })

  it('approved without a time, it may go out at once', async () => {
    const scene = await publishScene(leitstand, { approvalRequired: true })
    const pieceId = await scene.piece()
    await scene.owner.call(publicationApi.plan, { pieceId, channelId: scene.blog.id, slot: null })
    await scene.approve(pieceId)
    const { id, version } = await scene.read(pieceId)
    await scene.owner.call(publicationApi.publishNow, { id, version })
    await scene.workAt('08:01')
    expect((await scene.read(pieceId)).state).toBe('published')
  })

  it('what people say about an unclear one needs an unclear one', async () => {
    const scene = await publishScene(leitstand)
    const { id, version } = await scene.plan(await scene.piece(), '09:30')
    await scene.owner.refuses(publicationApi.sayOffline, { id, version }, 'publication.not_unclear')
    await scene.owner.refuses(
      publicationApi.sayOnline,
      { id, version, url: 'https://blog.beispiel.test/x' },
      'publication.not_unclear',
    )
    await scene.owner.refuses(
      publicationApi.confirmManual,
      { id, version, url: null },
      'publication.not_manual',
    )
    await scene.owner.refuses(publicationApi.update, { id, version }, 'publication.not_live')
  })
})

describe('who may', () => {
  it('authors see and confirm theirs, viewers look, others are not told that it exists', async () => {
    const scene = await publishScene(leitstand)
    const author = await scene.member('author')
    const viewer = await scene.member('viewer')
    const stranger = await leitstand.workspace()
    const pieceId = await scene.piece()
    const { id, version } = await scene.plan(pieceId, '09:30', scene.xing.id)
    await author.refuses(publicationApi.ofPiece, { pieceId }, 'piece.not_found')
    await author.refuses(publicationApi.confirmManual, { id, version, url: null }, 'publication.not_found')
    await viewer.refuses(publicationApi.cancel, { id, version }, 'access.role')
    await stranger.owner.refuses(publicationApi.cancel, { id, version }, 'publication.not_found')
    const [seen] = await viewer.call(publicationApi.ofPiece, { pieceId })
    expect(seen?.may).toMatchObject({ move: 'access.role', confirmManual: 'access.role' })
  })
})

describe('the queue', () => {
  it('filters, pages, counts what waits, and says when nobody works', async () => {
    const scene = await publishScene(leitstand)
    const [late, other] = [await scene.piece('Verpasstes Hochbeet'), await scene.piece('Anderes')]
    await scene.plan(late, '08:10')
    await scene.plan(other, '23:00')
    await scene.workAt('09:30')
    const all = await scene.owner.call(publicationApi.list, {})
    expect(all).toMatchObject({ total: 2, counts: { missed: 1 }, standingStillSince: null })
    const missed = await scene.owner.call(publicationApi.list, { states: ['missed'], text: 'hochbeet' })
    expect(missed.rows.map(({ piece }) => piece.title)).toEqual(['Verpasstes Hochbeet'])
    expect((await scene.owner.call(publicationApi.list, { text: '100%' })).total).toBe(0)
    const paged = await scene.owner.call(publicationApi.list, { page: 2, pageSize: 1 })
    expect(paged.rows.map(({ piece }) => piece.title)).toEqual(['Anderes'])
    app.clock.forward(91_000)
    expect((await scene.owner.call(publicationApi.list, {})).standingStillSince).toBe(
      '2026-11-23T08:30:00.000Z',
    )
  })
})

describe('channels', () => {
  it('keep their secret sealed and out of everything people see', async () => {
    const scene = await publishScene(leitstand)
    const shown = JSON.stringify([
      await scene.owner.call(channelApi.list, {}),
      await scene.inside((call) =>
        call.db.selectFrom('kernel.audit').selectAll().where('workspaceId', '=', scene.id).execute(),
      ),
      await scene.inside((call) =>
        call.db.selectFrom('publish.channel').selectAll().where('workspaceId', '=', scene.id).execute(),
      ),
    ])
    expect(shown).not.toContain('ijkl')
    expect(scene.blog).toMatchObject({ categories: [{ name: 'Ratgeber' }], state: 'connected' })
  })

  it('cannot be archived while something is planned, nor share a name', async () => {
    const scene = await publishScene(leitstand)
    await scene.plan(await scene.piece(), '09:30')
    const { id, version } = scene.blog
    await scene.owner.refuses(channelApi.archive, { id, version }, 'channel.has_planned')
    const error = await scene.owner
      .call(channelApi.createManual, { name: 'xing', utmSource: 'xing', utmMedium: 'social' })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ constraint: 'channel_name' })
  })

  it('T52: a new connection to another site is refused', async () => {
    const scene = await publishScene(leitstand)
    const access = { address: 'https://andere.beispiel.test', user: 'r', secret: 's' }
    await scene.owner.refuses(channelApi.reconnect, { id: scene.blog.id, ...access }, 'channel.other_account')
  })

  it('paused, everything on it waits and goes on', async () => {
    const scene = await publishScene(leitstand)
    const pieceId = await scene.piece()
    await scene.plan(pieceId, '09:30')
    const paused = await scene.owner.call(channelApi.pause, {
      id: scene.blog.id,
      version: scene.blog.version,
      isPaused: true,
    })
    await scene.workAt('09:30')
    expect(await scene.read(pieceId)).toMatchObject({ state: 'blocked', blockedBy: 'channel' })
    await scene.owner.call(channelApi.pause, { id: paused.id, version: paused.version, isPaused: false })
    await scene.workAt('09:35')
    expect((await scene.read(pieceId)).state).toBe('published')
  })
})
