import { describe, expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { campaignApi } from '../campaign/campaign.procedures.ts'
import { pieceApi } from './piece.procedures.ts'
import { pieceDraft } from '../testing/scene.ts'
import { insertPieces, type PieceDraft } from './piece.store.ts'

const { workspace } = await testLeitstand()
type Workspace = Awaited<ReturnType<typeof workspace>>

const planned = ({ inside }: Workspace, drafts: PieceDraft[]) => inside((call) => insertPieces(call, drafts))
describe('creating', () => {
  test('numbers count up in the workspace, and the zone is the workspace’s', async () => {
    const { owner, audit } = await workspace()
    const first = await owner.call(pieceApi.create, {
      title: '  Frühling  ',
      plannedOn: '2027-03-21',
      plannedTime: '09:00',
    })
    const second = await owner.call(pieceApi.create, { title: 'Sommer' })
    expect(first).toMatchObject({
      number: 1,
      title: 'Frühling',
      status: 'idea',
      plannedPrecision: 'day',
      plannedTime: '09:00',
    })
    expect(second).toMatchObject({
      number: 2,
      plannedOn: null,
      plannedPrecision: 'none',
      zone: 'Europe/Berlin',
    })
    expect(await audit(first.id)).toEqual(['piece.create'])
  })

  test('an author owns what they add, and nobody else’s', async () => {
    const ws = await workspace()
    const author = await ws.member('author')
    const piece = await author.call(pieceApi.create, { title: 'Meine Idee', status: 'approved' })
    expect(piece).toMatchObject({ owner: { memberId: author.memberId }, status: 'idea' })
    await author.refuses(
      pieceApi.create,
      { title: 'Deine', ownerMemberId: ws.owner.memberId },
      'piece.author_owns_only',
    )
  })

  test('twenty at once get twenty numbers', async () => {
    const { owner } = await workspace()
    const pieces = await Promise.all(
      Array.from({ length: 20 }, (_, index) => owner.call(pieceApi.create, { title: `Beitrag ${index}` })),
    )
    expect(new Set(pieces.map((piece) => piece.number)).size).toBe(20)
  })

  test('a campaign or person of another workspace is refused', async () => {
    const { owner } = await workspace()
    const foreign = await workspace('Anderes Haus')
    const campaign = await foreign.owner.call(campaignApi.create, { name: 'Fremd' })
    await owner.refuses(pieceApi.create, { title: 'x', campaignId: campaign.id }, 'campaign.not_found')
    const error = await owner
      .call(pieceApi.create, { title: 'x', ownerMemberId: foreign.owner.memberId })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ constraint: 'piece_owner' })
  })

  test('half a surrogate pair and quotes do no harm', async () => {
    const { owner } = await workspace()
    const piece = await owner.call(pieceApi.create, {
      title: `'; drop table plan.piece; -- "\\`,
      channelWords: ['{a,"b"}'],
    })
    expect(piece.title).toBe(`'; drop table plan.piece; -- "\\`)
    expect(piece.channelWords).toEqual(['{a,"b"}'])
    expect((await owner.call(pieceApi.create, { title: 'halb \ud800' })).title).toBe('halb \ufffd')
  })
})

describe('changing', () => {
  test('writes the fields given and leaves the others', async () => {
    const { owner, audit } = await workspace()
    const piece = await owner.call(pieceApi.create, { title: 'Alt', note: 'bleibt', channelWords: ['Blog'] })
    const changed = await owner.call(pieceApi.change, {
      id: piece.id,
      version: 1,
      title: 'Neu',
      channelWords: ['Blog', 'blog', 'XING'],
    })
    expect(changed).toMatchObject({
      title: 'Neu',
      note: 'bleibt',
      channelWords: ['Blog', 'XING'],
      version: 2,
    })
    expect(await audit(piece.id)).toEqual(['piece.create', 'piece.change'])
    expect((await owner.call(pieceApi.search, { text: 'alt' })).pieces).toEqual([])
    expect((await owner.call(pieceApi.search, { text: 'xin neu' })).pieces.map((hit) => hit.id)).toEqual([
      piece.id,
    ])
  })

  test('a change of the day keeps what it does not name', async () => {
    const { owner } = await workspace()
    const { id } = await owner.call(pieceApi.create, {
      title: 'x',
      plannedOn: '2026-12-03',
      plannedTime: '09:30',
    })
    const change = (version: number, wish: object) => owner.call(pieceApi.change, { id, version, ...wish })
    expect(await change(1, { note: 'n' })).toMatchObject({ plannedOn: '2026-12-03', plannedTime: '09:30' })
    expect(await change(2, { plannedTime: '10:00' })).toMatchObject({
      plannedOn: '2026-12-03',
      plannedTime: '10:00',
    })
    expect(await change(3, { plannedPrecision: 'week' })).toMatchObject({
      plannedOn: '2026-11-30',
      plannedTime: null,
    })
    expect(await change(4, { plannedOn: '2026-12-24' })).toMatchObject({
      plannedOn: '2026-12-24',
      plannedPrecision: 'day',
    })
    expect(await change(5, { plannedOn: null })).toMatchObject({ plannedOn: null, plannedPrecision: 'none' })
  })

  test('a stale change is refused and changes nothing', async () => {
    const { owner } = await workspace()
    const piece = await owner.call(pieceApi.create, { title: 'Eins' })
    await owner.call(pieceApi.change, { id: piece.id, version: 1, title: 'Zwei' })
    await owner.refuses(pieceApi.change, { id: piece.id, version: 1, title: 'Drei' }, 'piece.stale')
    await owner.refuses(pieceApi.move, { id: piece.id, version: 1, plannedOn: '2026-12-01' }, 'piece.stale')
    expect((await owner.call(pieceApi.show, { id: piece.id })).title).toBe('Zwei')
  })

  test('a member takes the place of a name from a sheet', async () => {
    const ws = await workspace()
    const sheet = pieceDraft('Aus der Tabelle', { ownerName: 'Agentur Nord' })
    await planned(ws, [sheet])
    expect((await ws.owner.call(pieceApi.show, { id: sheet.id })).owner).toEqual({
      memberId: null,
      name: 'Agentur Nord',
    })
    const taken = await ws.owner.call(pieceApi.change, {
      id: sheet.id,
      version: 1,
      ownerMemberId: ws.owner.memberId,
    })
    expect(taken.owner).toEqual({ memberId: ws.owner.memberId, name: ws.owner.name })
    const freed = await ws.owner.call(pieceApi.change, { id: sheet.id, version: 2, ownerMemberId: null })
    expect(freed.owner).toEqual({ memberId: null, name: '' })
  })

  test('who answers for a piece from now on is told, once', async () => {
    const ws = await workspace()
    const author = await ws.member('author')
    const { id } = await ws.owner.call(pieceApi.create, { title: 'Frühling', ownerMemberId: author.memberId })
    await ws.owner.call(pieceApi.change, { id, version: 1, note: 'n', ownerMemberId: author.memberId })
    await ws.owner.call(pieceApi.change, { id, version: 2, ownerMemberId: ws.owner.memberId })
    const told = await ws.inside((call) =>
      call.db
        .selectFrom('manage.notification')
        .select(['userId', 'kind', 'objectId', 'params'])
        .where('workspaceId', '=', call.workspaceId)
        .execute(),
    )
    expect(told).toEqual([
      {
        userId: author.userId,
        kind: 'piece.assigned',
        objectId: id,
        params: { title: 'Frühling', actor: ws.owner.name },
      },
    ])
  })

  test('authors see and change theirs only', async () => {
    const ws = await workspace()
    const author = await ws.member('author')
    const mine = await ws.owner.call(pieceApi.create, {
      title: 'Für die Autorin',
      ownerMemberId: author.memberId,
    })
    const other = await ws.owner.call(pieceApi.create, { title: 'Für andere' })
    expect((await author.call(pieceApi.list, {})).pieces.map((piece) => piece.id)).toEqual([mine.id])
    expect((await author.call(pieceApi.search, { text: 'für' })).pieces).toHaveLength(1)
    await author.refuses(pieceApi.show, { id: other.id }, 'piece.not_found')
    await author.refuses(pieceApi.change, { id: other.id, version: 1, title: 'x' }, 'piece.not_found')
    const { may } = await author.call(pieceApi.change, { id: mine.id, version: 1, title: 'Besser' })
    expect(may).toEqual({ edit: null, replan: 'piece.planners_only', delete: 'piece.planners_only' })
    await author.refuses(
      pieceApi.change,
      { id: mine.id, version: 2, channelWords: [] },
      'piece.planners_only',
    )
  })

  test('another workspace’s piece is not there', async () => {
    const { owner } = await workspace()
    const foreign = await workspace('Anderes Haus')
    const piece = await foreign.owner.call(pieceApi.create, { title: 'Geheim' })
    await owner.refuses(pieceApi.show, { id: piece.id }, 'piece.not_found')
    await owner.refuses(pieceApi.move, { id: piece.id, version: 1, plannedOn: null }, 'piece.not_found')
    await owner.refuses(pieceApi.delete, { id: piece.id }, 'piece.not_found')
    await owner.refuses(pieceApi.restore, { id: piece.id }, 'piece.not_found')
  })
})

describe('moving and deleting', () => {
  test('the time stays when only the day changes', async () => {
    const { owner, inside } = await workspace()
    const piece = await owner.call(pieceApi.create, {
      title: 'x',
      plannedOn: '2026-12-01',
      plannedTime: '09:30',
    })
    const moved = await owner.call(pieceApi.move, { id: piece.id, version: 1, plannedOn: '2026-12-03' })
    expect(moved).toMatchObject({ plannedOn: '2026-12-03', plannedTime: '09:30', version: 2 })
    const events = await inside((call) =>
      call.db
        .selectFrom('kernel.event')
        .select('payload')
        .where('workspaceId', '=', call.workspaceId)
        .where('name', '=', 'piece.moved')
        .execute(),
    )
    expect(events.map((event) => event.payload)).toEqual([
      {
        pieceId: piece.id,
        from: { plannedOn: '2026-12-01', plannedPrecision: 'day', plannedTime: '09:30' },
        to: { plannedOn: '2026-12-03', plannedPrecision: 'day', plannedTime: '09:30' },
      },
    ])
  })

  test('deleted is gone everywhere, and comes back', async () => {
    const { owner, audit } = await workspace()
    const piece = await owner.call(pieceApi.create, { title: 'Weg damit', plannedOn: '2026-12-01' })
    await owner.call(pieceApi.delete, { id: piece.id })
    await owner.refuses(pieceApi.show, { id: piece.id }, 'piece.not_found')
    expect((await owner.call(pieceApi.list, {})).total).toBe(0)
    expect((await owner.call(pieceApi.search, { text: 'weg' })).pieces).toEqual([])
    await owner.call(pieceApi.restore, { id: piece.id })
    expect((await owner.call(pieceApi.search, { text: 'weg' })).pieces).toHaveLength(1)
    await owner.refuses(pieceApi.restore, { id: piece.id }, 'piece.not_found')
    expect(await audit(piece.id)).toEqual(['piece.create', 'piece.delete', 'piece.restore'])
  })
})

describe('status', () => {
  test('goes by its steps', async () => {
    const { owner } = await workspace()
    const piece = await owner.call(pieceApi.create, { title: 'x' })
    await owner.refuses(
      pieceApi.changeStatus,
      { id: piece.id, version: 1, status: 'published' },
      'piece.no_such_step',
    )
    const started = await owner.call(pieceApi.changeStatus, {
      id: piece.id,
      version: 1,
      status: 'in_progress',
    })
    expect(started.nextStatuses).toContain('in_review')
    const published = await owner.call(pieceApi.changeStatus, {
      id: piece.id,
      version: 2,
      status: 'published',
    })
    expect(published.publishedAt).toBe('2026-11-23T08:00:00.000Z')
  })
})

test('the history tells who changed what', async () => {
  const ws = await workspace()
  const { owner } = ws
  const { id } = await owner.call(pieceApi.create, { title: 'Alt' })
  await owner.call(pieceApi.change, { id, version: 1, title: 'Neu', channelWords: ['Blog', 'XING'] })
  const { entries } = await owner.call(pieceApi.history, { id })
  expect(entries.map((entry) => entry.action)).toEqual(['piece.change', 'piece.create'])
  expect(entries[0]).toMatchObject({ actor: owner.name })
  expect(entries[0]?.changes).toContainEqual({ field: 'title', from: 'Alt', to: 'Neu' })
  expect(entries[0]?.changes).toContainEqual({ field: 'channelWords', from: '', to: 'Blog, XING' })
  const author = await ws.member('author')
  await author.refuses(pieceApi.history, { id }, 'piece.not_found')
})
