import { describe, expect, test } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { campaignApi } from '../campaign/campaign.procedures.ts'
import { pieceApi } from './piece.procedures.ts'
import type { PieceFilter } from './piece.schema.ts'
import { insertPieces, type PieceDraft } from './piece.store.ts'

const { workspace } = await testLeitstand()
type Workspace = Awaited<ReturnType<typeof workspace>>

const draft = (title: string, more: Partial<PieceDraft> = {}): PieceDraft => ({
  id: newId(),
  title,
  status: 'backlog',
  plannedOn: null,
  plannedPrecision: more.plannedOn ? 'day' : 'none',
  plannedTime: null,
  zone: 'Europe/Berlin',
  ...more,
})
const planned = ({ inside }: Workspace, drafts: PieceDraft[]) => inside((call) => insertPieces(call, drafts))
const titles = async (
  { owner }: Workspace,
  filter: PieceFilter & { sort?: 'day' | 'title' | 'status'; descending?: boolean },
) => (await owner.call(pieceApi.list, filter)).pieces.map((piece) => piece.title)

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
    const sheet = draft('Aus der Tabelle', { ownerName: 'Agentur Nord' })
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

describe('lists', () => {
  const plan = async () => {
    const ws = await workspace()
    const campaign = await ws.owner.call(campaignApi.create, { name: 'Advent' })
    await planned(ws, [
      draft('Zimtsterne', {
        plannedOn: '2026-12-05',
        channelWords: ['Blog', 'LinkedIn'],
        campaignId: campaign.id,
      }),
      draft('Äpfel', {
        plannedOn: '2026-12-01',
        channelWords: ['XING'],
        status: 'in_review',
        ownerName: 'Agentur',
      }),
      draft('Advent', { plannedOn: '2026-11-20', plannedTime: '08:00', status: 'published' }),
      draft('Vergessen', {
        plannedOn: '2026-11-20',
        status: 'in_progress',
        ownerMemberId: ws.owner.memberId,
      }),
      draft('Diese Woche', { plannedOn: '2026-11-23', plannedPrecision: 'week' }),
      draft('Idee ohne Tag', { status: 'idea' }),
    ])
    return { ws, campaign }
  }

  test('sort by day, title and status, both ways, without a day last', async () => {
    const { ws } = await plan()
    expect((await titles(ws, { sort: 'day' })).slice(2)).toEqual([
      'Diese Woche',
      'Äpfel',
      'Zimtsterne',
      'Idee ohne Tag',
    ])
    expect((await titles(ws, { sort: 'day', descending: true })).slice(0, 2)).toEqual(['Zimtsterne', 'Äpfel'])
    expect((await titles(ws, { sort: 'day', descending: true })).at(-1)).toBe('Idee ohne Tag')
    expect((await titles(ws, { sort: 'title' })).slice(0, 2)).toEqual(['Advent', 'Äpfel'])
    expect((await titles(ws, { sort: 'status' }))[0]).toBe('Idee ohne Tag')
  })

  test('filters narrow, alone and together', async () => {
    const { ws, campaign } = await plan()
    expect(await titles(ws, { channels: ['linkedin'] })).toEqual(['Zimtsterne'])
    expect(await titles(ws, { channels: ['xing', 'Blog'] })).toEqual(['Äpfel', 'Zimtsterne'])
    expect(await titles(ws, { campaignIds: [campaign.id] })).toEqual(['Zimtsterne'])
    expect(await titles(ws, { statuses: ['in_review', 'idea'] })).toEqual(['Äpfel', 'Idee ohne Tag'])
    expect(await titles(ws, { ownerIds: [ws.owner.memberId], ownerNames: ['Agentur'] })).toEqual([
      'Vergessen',
      'Äpfel',
    ])
    expect(await titles(ws, { from: '2026-12-01', to: '2026-12-01' })).toEqual(['Äpfel'])
    expect(await titles(ws, { text: 'aepf' })).toEqual(['Äpfel'])
    expect(await titles(ws, { text: 'zimt linked' })).toEqual(['Zimtsterne'])
    expect(await titles(ws, { channels: ['Blog'], statuses: ['idea'] })).toEqual([])
    expect(await titles(ws, { withoutOwner: true })).toEqual(['Diese Woche', 'Zimtsterne', 'Idee ohne Tag'])
  })

  test('late is what is open after its day or week is over', async () => {
    const { ws } = await plan()
    expect(await titles(ws, { late: true })).toEqual(['Vergessen'])
    await planned(ws, [
      draft('Text fehlt', { plannedOn: '2026-12-09', dueOn: '2026-11-22', status: 'briefing' }),
    ])
    expect(await titles(ws, { late: true })).toEqual(['Vergessen', 'Text fehlt'])
  })

  test('pages follow each other without gaps, with the total', async () => {
    const ws = await workspace()
    await planned(
      ws,
      Array.from({ length: 25 }, (_, index) => draft(`Beitrag ${index}`, { plannedOn: '2026-12-01' })),
    )
    const seen = new Set<string>()
    for (const offset of [0, 10, 20]) {
      const page = await ws.owner.call(pieceApi.list, { offset, limit: 10 })
      expect(page).toMatchObject({ total: 25, isTotalOpen: false })
      for (const piece of page.pieces) seen.add(piece.id)
    }
    expect(seen.size).toBe(25)
  })

  test('a calendar shows each day’s first pieces by time and counts the rest', async () => {
    const { ws } = await plan()
    const range = await ws.owner.call(pieceApi.range, { from: '2026-11-16', to: '2026-12-06', perDay: 1 })
    expect(range.days).toHaveLength(21)
    const friday = range.days.find(({ day }) => day === '2026-11-20')
    expect(friday).toMatchObject({ count: 2, pieces: [{ title: 'Advent' }] })
    expect(range.unfixed.map((piece) => piece.title)).toEqual(['Diese Woche'])
    expect(range.days.find(({ day }) => day === '2026-11-23')).toMatchObject({ count: 0, pieces: [] })
    const filteredRange = await ws.owner.call(pieceApi.range, {
      from: '2026-11-16',
      to: '2026-12-06',
      channels: ['Blog'],
    })
    expect(filteredRange.days.flatMap((day) => day.pieces).map((piece) => piece.title)).toEqual([
      'Zimtsterne',
    ])
  })

  test('a range is neither turned round nor a year', () => {
    expect(pieceApi.range.input.safeParse({ from: '2026-12-01', to: '2026-11-01' }).success).toBe(false)
    expect(pieceApi.range.input.safeParse({ from: '2026-01-01', to: '2026-12-31' }).success).toBe(false)
  })

  test('choices name what occurs in the plan', async () => {
    const { ws, campaign } = await plan()
    const choices = await ws.owner.call(pieceApi.choices, {})
    expect(choices.channels).toEqual(['Blog', 'LinkedIn', 'XING'])
    expect(choices.owners).toContainEqual({ memberId: null, name: 'Agentur' })
    expect(choices.owners).toContainEqual({ memberId: ws.owner.memberId, name: ws.owner.name })
    expect(choices.campaigns).toEqual([{ id: campaign.id, name: 'Advent', colour: 'blue' }])
  })
})
