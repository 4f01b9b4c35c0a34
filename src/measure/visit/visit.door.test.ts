import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { problemOf } from '../../kernel/rpc/problem.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { visitDoor } from './visit.door.ts'
import { visitJobs } from './visit.jobs.ts'
import { visitApi } from './visit.procedures.ts'
import { siteKeyOf } from './visit.rules.ts'

const { app, workspace, runJobs } = await testLeitstand({ jobs: visitJobs })
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** The door behind a proxy that reports `address`, as the HTTP shell mounts it. */
function openDoor() {
  const door = new Hono().onError((error) => {
    const { problem } = problemOf(error, 'test')
    return Response.json(problem, { status: problem.status })
  })
  door.route('/', visitDoor(app))
  let address = '8.8.1.1'
  const send = async (body: unknown, headers: Record<string, string> = {}) =>
    door.request('/t', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: {
        'user-agent': firefox,
        'x-forwarded-for': address,
        'content-type': 'text/plain',
        ...headers,
      },
    })
  return {
    door,
    send,
    from: (next: string) => {
      address = next
    },
  }
}

async function scene() {
  const { door, send, from } = openDoor()
  const space = await workspace()

  const view = (path: string, headers?: Record<string, string>) =>
    send({ k: siteKeyOf(space.id), u: `https://beispiel.de${path}` }, headers)
  const days = () =>
    space.inside(({ db }) =>
      db
        .selectFrom('measure.visitDay')
        .select(['day', 'path', 'linkCode', 'views', 'visits', 'entries'])
        .where('workspaceId', '=', space.id)
        .orderBy('path')
        .orderBy('linkCode')
        .execute(),
    )
  return { ...space, door, send, from, view, days }
}

describe('a page view', () => {
  it('is committed when the door answers', async () => {
    const { view, days } = await scene()
    const answer = await view('/blog/erster')
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(await days()).toEqual([
      { day: '2026-11-23', path: '/blog/erster', linkCode: '', views: 1, visits: 1, entries: 1 },
    ])
  })

  it('adds to the sums of its day, visit by visit', async () => {
    const { view, days, from } = await scene()
    await view('/a')
    await view('/b')
    await view('/a')
    from('8.8.2.77')
    await view('/a?utm_id=h7kmx3q')
    expect(await days()).toEqual([
      { day: '2026-11-23', path: '/a', linkCode: '', views: 2, visits: 1, entries: 1 },
      { day: '2026-11-23', path: '/a', linkCode: 'h7kmx3q', views: 1, visits: 1, entries: 1 },
      { day: '2026-11-23', path: '/b', linkCode: '', views: 1, visits: 1, entries: 0 },
    ])
  })

  it('belongs to the day it is in the zone of the workspace', async () => {
    const { view, days } = await scene()
    app.clock.set('2026-11-23T23:30:00Z')
    await view('/nachts')
    app.clock.set('2026-11-23T08:00:00Z')
    expect(await days()).toMatchObject([{ day: '2026-11-24', path: '/nachts' }])
  })

  it('sums what hundreds send at once, raw rows and days alike', async () => {
    const { view, days, inside, id } = await scene()
    await Promise.all(Array.from({ length: 300 }, (_, index) => view(`/${index % 3}`)))
    const sums = await days()
    expect(sums.map(({ views }) => views)).toEqual([100, 100, 100])
    expect(sums.reduce((sum, { entries }) => sum + entries, 0)).toBe(1)
    const raw = await inside(({ db }) =>
      db
        .selectFrom('measure.pageView')
        .select(['visitId', 'isEntry'])
        .where('workspaceId', '=', id)
        .execute(),
    )
    expect(raw.length).toBe(300)
    expect(new Set(raw.map(({ visitId }) => visitId)).size).toBe(1)
    expect(raw.filter(({ isEntry }) => isEntry).length).toBe(1)
  })

  it('goes nowhere for bots, for browsers that ask not to be counted, for a page of another origin', async () => {
    const { view, days } = await scene()
    const answers = [
      await view('/', {
        'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
      }),
      await view('/', { 'user-agent': '' }),
      await view('/', { dnt: '1' }),
      await view('/', { 'sec-gpc': '1' }),
      await view('/', { origin: 'https://fremd.example' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204])
    expect(await days()).toEqual([])
  })

  it('leaves no address and no browser behind', async () => {
    const { view, inside, id, from } = await scene()
    from('8.8.3.42')
    await view('/wer?email=anna@beispiel.test')
    const rows = await inside(async ({ db }) => [
      await db.selectFrom('measure.pageView').selectAll().where('workspaceId', '=', id).execute(),
      await db.selectFrom('measure.visitor').selectAll().where('workspaceId', '=', id).execute(),
    ])
    const kept = JSON.stringify(rows)
    for (const trace of ['8.8.3', 'Firefox', 'Gecko', 'anna@']) expect(kept).not.toContain(trace)
  })
})

describe('visitors', () => {
  it('are forgotten with their salt when the day is over', async () => {
    const { view, inside, id } = await scene()
    const remembered = () =>
      inside(async ({ db }) => ({
        visitors: await db
          .selectFrom('measure.visitor')
          .select('visitor')
          .where('workspaceId', '=', id)
          .execute(),
        salts: await db.selectFrom('measure.salt').select('day').where('day', '<=', '2026-11-23').execute(),
      }))
    await view('/')
    const today = await remembered()
    expect([today.visitors.length, today.salts.length]).toEqual([1, 1])

    app.clock.set('2026-11-24T00:05:00Z')
    await inside(({ db }) => app.jobs.later(db, 'measure.forget_visitors', {}))
    await runJobs()
    expect(await remembered()).toEqual({ visitors: [], salts: [] })
    app.clock.set('2026-11-23T08:00:00Z')
  })
})

describe('the door refuses', () => {
  const key = siteKeyOf(newId())
  it.each([
    ['a key of no workspace', { k: key, u: 'https://beispiel.de/' }, 404, 'visit.unknown_site', undefined],
    ['what is no JSON', '{"k":', 422, 'request.invalid', ''],
    ['an empty body', '', 422, 'request.invalid', ''],
    ['a list', [], 422, 'request.invalid', ''],
    ['an address of no website', { k: key, u: 'javascript:alert(1)' }, 422, 'request.invalid', 'u'],
    ['a number for an address', { k: key, u: 7 }, 422, 'request.invalid', 'u'],
    ['a short key', { k: 'abc', u: 'https://beispiel.de/' }, 422, 'request.invalid', 'k'],
    ['unknown fields', { k: key, u: 'https://beispiel.de/', email: 'x' }, 422, 'request.invalid', ''],
    ['a long address', { k: key, u: `https://beispiel.de/${'a'.repeat(2000)}` }, 422, 'request.invalid', 'u'],
    ['more than 4 kB', { k: key, u: 'x'.repeat(5000) }, 413, 'request.too_large', undefined],
  ])('%s', async (_, body, status, code, field) => {
    const { send } = openDoor()
    const answer = await send(body)
    const problem = (await answer.json()) as { code: string; fields: { path: string }[] }
    expect([answer.status, problem.code, problem.fields[0]?.path]).toEqual([status, code, field])
  })

  it('a network that sends more than 600 a minute, and no other', async () => {
    const { view, from } = await scene()
    from('8.8.4.1')
    const statuses = await Promise.all(Array.from({ length: 601 }, async () => (await view('/')).status))
    expect(statuses.filter((status) => status === 429).length).toBe(1)
    from('8.8.4.250')
    expect((await view('/')).status).toBe(429)
    from('8.8.5.1')
    expect((await view('/')).status).toBe(204)
  })
})

describe('the settings', () => {
  it('name the hosts that are counted', async () => {
    const { owner, view, send, days, id } = await scene()
    const change = { isCounting: true, allowedHosts: ['www.beispiel.de'], version: 0 }
    expect(await owner.call(visitApi.changeSetup, change)).toMatchObject({
      allowedHosts: ['beispiel.de'],
    })
    await view('/gezählt')
    await send({ k: siteKeyOf(id), u: 'https://fremd.de/' })
    expect((await days()).map(({ path }) => path)).toEqual(['/gezählt'])
  })

  it('switch counting off', async () => {
    const { owner, view, days } = await scene()
    await owner.call(visitApi.changeSetup, { isCounting: false, allowedHosts: [], version: 0 })
    expect((await view('/')).status).toBe(204)
    expect(await days()).toEqual([])
  })

  it('show whether anything arrived', async () => {
    const { owner, view } = await scene()
    expect(await owner.call(visitApi.setup, {})).toMatchObject({
      lastViewAt: null,
      viewsToday: 0,
      version: 0,
    })
    await view('/')
    expect(await owner.call(visitApi.setup, {})).toMatchObject({
      lastViewAt: '2026-11-23T08:00:00.000Z',
      lastHost: 'beispiel.de',
      viewsToday: 1,
    })
  })

  it('are refused when somebody else was faster, and to those who do not lead', async () => {
    const { owner, member, audit } = await scene()
    const change = { isCounting: false, allowedHosts: [], version: 0 }
    await owner.call(visitApi.changeSetup, change)
    await owner.refuses(visitApi.changeSetup, change, 'visit.setup_stale')
    await owner.call(visitApi.changeSetup, { ...change, version: 1 })
    await owner.refuses(visitApi.changeSetup, { ...change, version: 1 }, 'visit.setup_stale')
    const editor = await member('editor')
    await editor.refuses(visitApi.changeSetup, { ...change, version: 2 }, 'access.role')
    expect(await audit()).toEqual(['counting.change', 'counting.change'])
  })
})

describe('the script', () => {
  it('is small, cacheable, loadable from everywhere and keeps nothing on the device', async () => {
    const answer = await openDoor().door.request('/t.js')
    const script = await answer.text()
    expect(script.length).toBeLessThan(2000)
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(answer.headers.get('content-type')).toContain('text/javascript')
    expect(script).not.toMatch(/cookie|localStorage|sessionStorage|indexedDB|canvas|screen\b/)
  })
})
