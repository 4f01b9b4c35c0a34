import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { testLeitstand, type TestMember } from '../../kernel/testing/harness.ts'
import { planApi } from '../../plan/api.ts'
import { planSubscriptions } from '../../plan/index.ts'
import { produceApi } from '../../produce/api.ts'
import { produceSubscriptions } from '../../produce/index.ts'
import { publishApi } from '../../publish/api.ts'
import { publishDoors, publishSubscriptions } from '../../publish/index.ts'
import { measureApi } from '../api.ts'
import { measureDoors, measureSubscriptions } from '../index.ts'
import { siteKeyOf } from '../visit/visit.rules.ts'

const { app, workspace, deliverEvents } = await testLeitstand({
  subscriptions: [
    ...planSubscriptions,
    ...produceSubscriptions,
    ...publishSubscriptions,
    ...measureSubscriptions,
  ],
})
const doors = new Hono()
for (const door of [...publishDoors(app), ...measureDoors(app)]) doors.route('/', door)

const article = 'https://beispiel.de/blog/waermepumpe'
let visitors = 0

/** A page view of somebody new unless they are named. */
function view(workspaceId: string, url: string, visitor = `visitor ${visitors++}`) {
  return doors.request('/t', {
    method: 'POST',
    body: JSON.stringify({ k: siteKeyOf(workspaceId), u: url }),
    headers: {
      'user-agent': `Mozilla/5.0 Firefox/140.0 ${visitor}`,
      'x-forwarded-for': `9.9.${visitors % 200}.1`,
    },
  })
}

async function planned(owner: TestMember, { pieceId, channelId }: { pieceId: string; channelId: string }) {
  const slot = { date: '2026-11-23', time: '10:00', zone: 'Europe/Berlin' }
  const publication = await owner.call(publishApi.publication.plan, { pieceId, channelId, slot })
  await deliverEvents()
  return publication
}

/** A piece with a publication on a blog (by hand) and one on a network that links to it. */
async function scene() {
  const { id, owner, member, inside } = await workspace()
  const piece = await owner.call(planApi.piece.create, { title: 'Wärmepumpe im Altbau' })
  const channel = (name: string) =>
    owner.call(publishApi.channel.createManual, { name, utmSource: name.toLowerCase(), utmMedium: 'social' })
  const blog = await channel('Blog')
  const network = await channel('XING')
  const onBlog = await planned(owner, { pieceId: piece.id, channelId: blog.id })
  const onNetwork = await planned(owner, { pieceId: piece.id, channelId: network.id })
  const confirm = async (url: string) => {
    const [current] = await owner.call(publishApi.publication.ofPiece, { pieceId: piece.id })
    await inside(({ db }) =>
      db
        .updateTable('publish.publication')
        .set({ state: 'awaiting_manual' })
        .where('workspaceId', '=', id)
        .where('id', '=', onBlog.id)
        .execute(),
    )
    await owner.call(publishApi.publication.confirmManual, {
      id: onBlog.id,
      version: current?.version ?? 1,
      url,
    })
    await deliverEvents()
  }
  const result = (reader = owner) => reader.call(measureApi.result.ofPiece, { pieceId: piece.id })
  return {
    id,
    owner,
    member,
    piece,
    onBlog,
    onNetwork,
    confirm,
    result,
    view: (url: string, who?: string) => view(id, url, who),
  }
}

describe('a piece', () => {
  it('has readers of its page, whichever way they came', async () => {
    const { confirm, view, result, onBlog, onNetwork } = await scene()
    await confirm(`${article}/`)
    await view(article, 'Anna')
    await view(article, 'Anna')
    await view(`${article}?utm_id=${onNetwork.link.code}`, 'Ben')
    await view('https://beispiel.de/anderes', 'Ben')
    const found = await result()
    expect(found.total).toEqual({ views: 3, visits: 2, clicks: 0 })
    expect(found.days.at(-1)).toEqual({ day: '2026-11-23', views: 3, visits: 2, clicks: 0 })
    expect(found.days).toHaveLength(28)
    expect(found.publications).toMatchObject([
      { id: onBlog.id, channelName: 'Blog', views: 3, visitsByLink: 0, liveUrl: `${article}/` },
      { id: onNetwork.id, channelName: 'XING', views: 0, visitsByLink: 1 },
    ])
  })

  it('has the readers its links bring to any counted page', async () => {
    const { view, result, onNetwork } = await scene()
    await view(`https://beispiel.de/angebot?utm_content=${onNetwork.link.code}`)
    expect((await result()).total).toMatchObject({ views: 1, visits: 1 })
  })

  it('finds readers that came before its address was known', async () => {
    const { confirm, view, result } = await scene()
    await view(article)
    await view(article)
    expect((await result()).total.views).toBe(0)
    await confirm(article)
    expect((await result()).total).toMatchObject({ views: 2, visits: 2 })
    await view(article)
    expect((await result()).total.views).toBe(3)
  })

  it('counts the clicks on its short links by day', async () => {
    const { result, onBlog, confirm } = await scene()
    await confirm(article)
    const answer = await doors.request(`/go/${onBlog.link.code}`, {
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    })
    expect(answer.headers.get('location')).toContain(article)
    expect((await result()).total.clicks).toBe(1)
    expect((await result()).days.at(-1)).toMatchObject({ day: '2026-11-23', clicks: 1 })
  })

  it('tells what a visit cost, planned and actual', async () => {
    const { owner, piece, view, result, confirm } = await scene()
    await confirm(article)
    const enter = (kind: 'planned' | 'actual', cents: number) =>
      owner.call(produceApi.cost.enter, { pieceId: piece.id, kind, label: 'Text', cents })
    expect(await result()).toMatchObject({
      cost: { planned: null, actual: null },
      costPerVisit: { actual: null },
    })
    await enter('planned', 300_00)
    await enter('actual', 250_00)
    await enter('actual', 20_00)
    for (let index = 0; index < 4; index++) await view(article)
    expect(await result()).toMatchObject({
      cost: { planned: { cents: 300_00 }, actual: { cents: 270_00, currency: 'EUR' } },
      costPerVisit: { planned: { cents: 75_00 }, actual: { cents: 67_50 } },
    })
  })

  it('shows no cost to authors, and nothing of pieces of others', async () => {
    const { owner, member, piece, result } = await scene()
    await owner.call(produceApi.cost.enter, { pieceId: piece.id, kind: 'actual', label: 'Text', cents: 100 })
    const author = await member('author')
    await author.refuses(measureApi.result.ofPiece, { pieceId: piece.id }, 'piece.not_found')
    const { version } = await owner.call(planApi.piece.show, { id: piece.id })
    await owner.call(planApi.piece.change, { id: piece.id, version, ownerMemberId: author.memberId })
    expect((await result(author)).cost).toEqual({ planned: null, actual: null })
    expect((await result(await member('viewer'))).cost.actual).toEqual({ cents: 100, currency: 'EUR' })
  })

  it('of another workspace does not exist', async () => {
    const { piece } = await scene()
    const { owner: stranger } = await workspace('Fremd AG')
    await stranger.refuses(measureApi.result.ofPiece, { pieceId: piece.id }, 'piece.not_found')
  })
})

describe('the table', () => {
  it('lists pieces with a publication, the most read first, with all page views above', async () => {
    const { owner, piece, confirm, view } = await scene()
    await confirm(article)
    const other = await owner.call(planApi.piece.create, { title: 'Zweiter Beitrag' })
    await owner.call(planApi.piece.create, { title: 'Ohne Ausspielung' })
    const [blog] = await owner.call(publishApi.channel.list, {})
    const second = await planned(owner, { pieceId: other.id, channelId: blog?.id ?? '' })
    await view(article)
    for (let index = 0; index < 3; index++) await view(`https://beispiel.de/x?utm_id=${second.link.code}`)
    await view('https://beispiel.de/startseite')
    const list = (input: object) => owner.call(measureApi.result.list, input)
    const found = await list({})
    expect(found.total).toBe(2)
    expect(found.rows.map((row) => [row.piece.title, row.views])).toEqual([
      ['Zweiter Beitrag', 3],
      ['Wärmepumpe im Altbau', 1],
    ])
    expect(found.days.at(-1)).toEqual({ day: '2026-11-23', views: 5, visits: 5 })
    expect((await list({ text: 'wärme' })).rows.map((row) => row.piece.id)).toEqual([piece.id])
    expect((await list({ channels: ['TikTok'] })).rows).toEqual([])
    expect((await list({ to: '2026-11-22' })).rows.map((row) => row.views)).toEqual([0, 0])
    expect((await list({ pageSize: 1, page: 2 })).rows.map((row) => row.piece.title)).toEqual([
      'Wärmepumpe im Altbau',
    ])
    const { owner: stranger } = await workspace('Fremd AG')
    expect(await stranger.call(measureApi.result.list, {})).toMatchObject({ rows: [], total: 0 })
  })
})
