import { beforeEach, describe, expect, it } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { publicationApi } from '../publication/publication.procedures.ts'
import { publishScene } from '../testing/scene.ts'
import { linkDoor } from './link.door.ts'
import { clicksByDay } from './link.store.ts'

const leitstand = await testLeitstand()
const { app } = leitstand
const door = linkDoor(app)
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

beforeEach(() => app.clock.set('2026-11-23T08:00:00+01:00'))

const follow = (code: string, headers: Record<string, string> = {}, method = 'GET') =>
  door.request(`/go/${code}`, { method, headers: { 'user-agent': browser, ...headers } })

async function live() {
  const scene = await publishScene(leitstand)
  const pieceId = await scene.piece()
  const { link } = await scene.plan(pieceId, '09:30')
  await scene.plan(pieceId, '09:30', scene.xing.id)
  await scene.workAt('09:30')
  const all = await scene.owner.call(publicationApi.ofPiece, { pieceId })
  const codeOf = (name: string) => all.find(({ channel }) => channel.name === name)?.link.code ?? ''
  const clicks = () => scene.inside((call) => clicksByDay(call, [pieceId], '2026-01-01', '2027-01-01'))
  return { scene, pieceId, code: link.code, blogCode: codeOf('Blog'), xingCode: codeOf('XING'), clicks }
}

describe('/go/<code>', () => {
  it('exists as soon as a publication is planned, and says that nothing is there yet', async () => {
    const scene = await publishScene(leitstand)
    const planned = await scene.plan(await scene.piece(), '23:59')
    expect(planned.link.url).toBe(`https://leitstand.test/go/${planned.link.code}`)
    const answer = await follow(planned.link.code, { 'accept-language': 'de-DE' })
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('noch nicht veröffentlicht')
  })

  it('leads to the live article with its parameters and counts', async () => {
    const { blogCode, clicks } = await live()
    const answer = await follow(blogCode, { referer: 'https://www.xing.com/feed' })
    expect(answer.status).toBe(302)
    const target = new URL(answer.headers.get('location') ?? '')
    expect(target.origin + target.pathname).toBe('https://blog.beispiel.test/hochbeete-richtig-anlegen/')
    expect(Object.fromEntries(target.searchParams)).toMatchObject({
      utm_source: 'blog',
      utm_medium: 'blog',
      utm_id: blogCode,
    })
    expect(await clicks()).toMatchObject([{ day: '2026-11-23', clicks: 1 }])
  })

  it('the link of a post elsewhere leads to the article of the piece', async () => {
    const { xingCode } = await live()
    const target = new URL((await follow(xingCode)).headers.get('location') ?? '')
    expect(target.host).toBe('blog.beispiel.test')
    expect(target.searchParams.get('utm_source')).toBe('xing')
  })

  it('leads where a person says', async () => {
    const { scene, pieceId, blogCode } = await live()
    const { id } = await scene.read(pieceId)
    await scene.owner.call(publicationApi.changeTarget, { id, targetUrl: 'https://anderswo.test/?x=1' })
    expect((await follow(blogCode)).headers.get('location')).toContain(
      'https://anderswo.test/?x=1&utm_source=blog',
    )
    await scene.owner.refuses(
      publicationApi.changeTarget,
      { id: scene.id, targetUrl: null },
      'publication.not_found',
    )
  })

  it('counts by day of the workspace and neither robots nor what fetches ahead', async () => {
    const { blogCode, clicks } = await live()
    app.clock.set('2026-11-23T23:30:00Z')
    for (let n = 0; n < 3; n += 1) await follow(blogCode)
    await follow(blogCode, {
      'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    })
    await follow(blogCode, { 'sec-purpose': 'prefetch' })
    await follow(blogCode, {}, 'HEAD')
    await follow(blogCode, { 'user-agent': '' })
    expect(await clicks()).toMatchObject([{ day: '2026-11-24', clicks: 3 }])
  })

  it('clicks at once are all counted', async () => {
    const { blogCode, clicks } = await live()
    await Promise.all(Array.from({ length: 40 }, async () => follow(blogCode)))
    expect(await clicks()).toMatchObject([{ clicks: 40 }])
  })

  it.each(['unknown1', 'ab', 'a'.repeat(40), '..%2f..', 'K7M2XQAB'])('%s is no link', async (code) => {
    expect((await follow(code)).status).toBe(404)
  })

  it('keeps nothing of who clicked', async () => {
    const { blogCode, scene } = await live()
    await follow(blogCode, {
      'x-forwarded-for': '93.184.216.347',
      referer: 'https://www.xing.com/profile/Erika',
    })
    const rows = await app.database.asSystem((db) =>
      db.selectFrom('publish.linkClick').selectAll().where('workspaceId', '=', scene.id).execute(),
    )
    const kept = JSON.stringify(rows)
    expect(kept).toContain('xing.com')
    expect(kept).not.toMatch(/203\.0\.113|Erika|Mozilla|profile/)
  })

  it('leads on whoever floods it, but counts no more', async () => {
    const { blogCode, clicks } = await live()
    const flooding = { 'x-forwarded-for': '93.184.216.34' }
    for (let sent = 0; sent < 620; sent += 20)
      await Promise.all(Array.from({ length: 20 }, async () => follow(blogCode, flooding)))
    expect((await follow(blogCode, flooding)).status).toBe(302)
    expect(await clicks()).toMatchObject([{ clicks: 600 }])
    await follow(blogCode, { 'x-forwarded-for': '151.101.1.6' })
    expect(await clicks()).toMatchObject([{ clicks: 601 }])
  })
})
