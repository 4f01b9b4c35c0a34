import { describe, expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { campaignApi } from '../campaign/campaign.procedures.ts'
import { pieceDraft } from '../testing/scene.ts'
import { pieceApi } from './piece.procedures.ts'
import type { PieceFilter } from './piece.schema.ts'
import { insertPieces, type PieceDraft } from './piece.store.ts'

const { workspace } = await testLeitstand()
type Workspace = Awaited<ReturnType<typeof workspace>>

const planned = ({ inside }: Workspace, drafts: PieceDraft[]) => inside((call) => insertPieces(call, drafts))
const titles = async (
  { owner }: Workspace,
  filter: PieceFilter & { sort?: 'day' | 'title' | 'status'; descending?: boolean },
) => (await owner.call(pieceApi.list, filter)).pieces.map((piece) => piece.title)

describe('lists', () => {
  const plan = async () => {
    const ws = await workspace()
    const campaign = await ws.owner.call(campaignApi.create, { name: 'Advent' })
    await planned(ws, [
      pieceDraft('Zimtsterne', {
        plannedOn: '2026-12-05',
        channelWords: ['Blog', 'LinkedIn'],
        campaignId: campaign.id,
      }),
      pieceDraft('Äpfel', {
        plannedOn: '2026-12-01',
        channelWords: ['XING'],
        status: 'in_review',
        ownerName: 'Agentur',
      }),
      pieceDraft('Advent', { plannedOn: '2026-11-20', plannedTime: '08:00', status: 'published' }),
      pieceDraft('Vergessen', {
        plannedOn: '2026-11-20',
        status: 'in_progress',
        ownerMemberId: ws.owner.memberId,
      }),
      pieceDraft('Diese Woche', { plannedOn: '2026-11-23', plannedPrecision: 'week' }),
      pieceDraft('Idee ohne Tag', { status: 'idea' }),
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

  test('a search without a letter or digit finds nothing', async () => {
    const { ws } = await plan()
    expect((await ws.owner.call(pieceApi.search, { text: '!?' })).pieces).toEqual([])
  })

  test('late is what is open after its day or week is over', async () => {
    const { ws } = await plan()
    expect(await titles(ws, { late: true })).toEqual(['Vergessen'])
    await planned(ws, [
      pieceDraft('Text fehlt', { plannedOn: '2026-12-09', dueOn: '2026-11-22', status: 'briefing' }),
    ])
    expect(await titles(ws, { late: true })).toEqual(['Vergessen', 'Text fehlt'])
  })

  test('pages follow each other without gaps, with the total', async () => {
    const ws = await workspace()
    await planned(
      ws,
      Array.from({ length: 25 }, (_, index) => pieceDraft(`Beitrag ${index}`, { plannedOn: '2026-12-01' })),
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
