import { describe, expect, test } from 'vitest'
import sharp from 'sharp'
import type { Door } from '../../kernel/access/door.ts'
import { httpShell } from '../../kernel/http/shell.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { produceApi } from '../api.ts'
import { assetProcedures } from '../asset/asset.procedures.ts'
import { guestDoor, produceDoors } from '../index.ts'
import { makeRenditions } from '../asset/asset.jobs.ts'
import { manuscriptProcedures as manuscript } from '../manuscript/manuscript.procedures.ts'
import { newPiece, writing } from '../testing/scene.ts'
import { sessionIdleMs } from './guest.store.ts'
import { reviewProcedures as review } from './review.procedures.ts'

const { app, workspace } = await testLeitstand({ jobs: [makeRenditions] })
const door: Door = { account: async () => null, member: async () => null, ...guestDoor(app) }
const shell = httpShell({
  app,
  door,
  api: { produce: produceApi },
  doors: produceDoors(app, door),
  webDir: null,
  health: async () => [],
})

type Answer = { status: number; body: Record<string, unknown> & { code?: string }; cookie: string | null }

async function send(method: string, path: string, body?: object, cookie?: string): Promise<Answer> {
  const response = await shell.request(`https://leitstand.test${path}`, {
    method,
    headers: { ...(body ? { 'content-type': 'application/json' } : {}), ...(cookie ? { cookie } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return {
    status: response.status,
    body: text === '' ? {} : JSON.parse(text),
    cookie: response.headers.get('set-cookie')?.split(';')[0] ?? null,
  }
}

async function scene() {
  const found = await workspace('Gärtnerei Grün')
  const editor = await found.member('editor', 'Edda')
  const pieceId = await found.inside((call) => newPiece(call, 'Geheimer Titel'))
  await editor.call(manuscript.save, writing(pieceId, 0, 'Geheimer Text.'))
  const asked = { kind: 'guest' as const, name: 'Karl Kunde', email: 'Karl@Kunde.test' }
  const request = await editor.call(review.request, { pieceId, asked })
  const token = request.link?.split('/g/')[1] ?? ''
  /** The mails to the guest, newest last. */
  const mails = () =>
    found.inside((call) =>
      call.db
        .selectFrom('kernel.mail')
        .select(['kind', 'subject', 'bodyText', 'toAddress'])
        .where('workspaceId', '=', found.id)
        .orderBy('id')
        .execute(),
    )
  const code = async () => /\n(\d{6})\n/.exec((await mails()).at(-1)?.bodyText ?? '')?.[1] ?? ''
  const links = `/api/guest-links/${token}`
  const enter = async () => {
    await send('POST', `${links}/code`)
    const entered = await send('POST', `${links}/session`, { code: await code() })
    return entered.cookie ?? ''
  }
  return { ...found, editor, pieceId, request, token, links, mails, code, enter }
}

const wrong = (code: string) => (code === '000000' ? '000001' : '000000')

describe('the guest’s way in', () => {
  test('link, code from the mailbox, content, decision', async () => {
    const { links, mails, enter, request, audit, pieceId } = await scene()
    const [invitation] = await mails()
    expect(invitation).toMatchObject({ kind: 'approval_request', toAddress: 'karl@kunde.test' })
    expect(invitation?.bodyText).toContain(request.link)

    const link = await send('GET', links)
    expect(link.body).toMatchObject({
      state: 'open',
      requestedByName: 'Edda',
      emailHint: 'k…@kunde.test',
      approvalId: null,
    })
    expect(JSON.stringify(link.body)).not.toContain('Geheim')

    const cookie = await enter()
    expect(cookie).toMatch(/^__Host-leitstand-guest=/)
    expect((await send('GET', links, undefined, cookie)).body).toMatchObject({ approvalId: request.id })
    const view = await send('GET', `/api/approvals/${request.id}`, undefined, cookie)
    expect(view.body).toMatchObject({ title: 'Geheimer Titel', html: '<p>Geheimer Text.</p>' })
    expect(JSON.stringify(view.body)).not.toContain('karl@kunde.test')

    const decision = { hash: view.body['hash'], decision: 'approved' }
    const decided = await send('POST', `/api/approvals/${request.id}/decision`, decision, cookie)
    expect(decided).toMatchObject({ status: 200, body: { state: 'approved', decidedByName: 'Karl Kunde' } })
    expect(await audit(pieceId)).toEqual(['approval.request', 'approval.decide'])
    expect(await audit(request.id)).toEqual(['guest.send_code', 'guest.enter'])
  })

  test('who has decided goes on seeing what they decided on, and nothing that is written afterwards', async () => {
    const { enter, request, editor, pieceId } = await scene()
    const cookie = await enter()
    const address = `/api/approvals/${request.id}`
    const { body: before } = await send('GET', address, undefined, cookie)
    await editor.call(manuscript.save, writing(pieceId, 1, 'Noch vor der Entscheidung.'))
    const { body: changed } = await send('GET', address, undefined, cookie)
    expect(changed).toMatchObject({ html: '<p>Noch vor der Entscheidung.</p>', isChanged: true })
    await send('POST', `${address}/decision`, { hash: changed['hash'], decision: 'approved' }, cookie)
    await editor.call(manuscript.save, writing(pieceId, 2, 'Später und intern.'))
    const { body: after } = await send('GET', address, undefined, cookie)
    expect(after).toMatchObject({ html: changed['html'], hash: changed['hash'], isChanged: false })
    expect(after['hash']).not.toBe(before['hash'])
    expect(JSON.stringify(after)).not.toContain('intern')
  })

  test('nothing in the database opens the door: no token, no code, no cookie', async () => {
    const { token, code, enter, inside, id } = await scene()
    const cookie = (await enter()).split('=')[1] ?? ''
    const sent = await code()
    const kept = await inside(async (call) => ({
      grants: await call.db
        .selectFrom('produce.guestGrant')
        .selectAll()
        .where('workspaceId', '=', id)
        .execute(),
      sessions: await call.db
        .selectFrom('produce.guestSession')
        .selectAll()
        .where('workspaceId', '=', id)
        .execute(),
      audit: await call.db.selectFrom('kernel.audit').selectAll().where('workspaceId', '=', id).execute(),
    }))
    expect(kept.sessions).toHaveLength(1)
    for (const secret of [token, token.slice(22), cookie, cookie.slice(22), `"${sent}"`])
      expect(JSON.stringify(kept)).not.toContain(secret)
  })

  test('five wrong codes and the code is over, also for the right one', async () => {
    const { links, code } = await scene()
    await send('POST', `${links}/code`)
    const right = await code()
    for (const left of [4, 3, 2, 1, 0])
      expect(await send('POST', `${links}/session`, { code: wrong(right) })).toEqual({
        status: 200,
        body: { approvalId: null, triesLeft: left },
        cookie: null,
      })
    expect((await send('POST', `${links}/session`, { code: right })).body.code).toBe('guest.code_over')
  })

  test('fifty guesses at once count as five', async () => {
    const { links, code } = await scene()
    await send('POST', `${links}/code`)
    const right = await code()
    const guesses = Array.from({ length: 50 }, () => send('POST', `${links}/session`, { code: wrong(right) }))
    const answers = await Promise.all(guesses)
    expect(answers.filter((answer) => typeof answer.body['triesLeft'] === 'number')).toHaveLength(5)
    expect(answers.filter((answer) => answer.body.code === 'guest.code_over')).toHaveLength(45)
  })

  test('a code works once, for ten minutes, and is sent once a minute', async () => {
    const { links, code } = await scene()
    await send('POST', `${links}/code`)
    expect(await send('POST', `${links}/code`)).toMatchObject({
      status: 429,
      body: { code: 'guest.code_just_sent' },
    })
    const first = await code()
    app.clock.forward(10 * 60_000)
    expect((await send('POST', `${links}/session`, { code: first })).body.code).toBe('guest.code_over')
    await send('POST', `${links}/code`)
    const second = await code()
    const uses = await Promise.all(
      Array.from({ length: 10 }, () => send('POST', `${links}/session`, { code: second })),
    )
    expect(uses.filter((answer) => answer.status === 200)).toHaveLength(1)
  })

  test('ten codes a day', async () => {
    const { links } = await scene()
    app.clock.set('2026-12-01T08:00:00Z')
    for (let sent = 0; sent < 10; sent += 1) {
      expect((await send('POST', `${links}/code`)).status).toBe(200)
      app.clock.forward(61_000)
    }
    expect((await send('POST', `${links}/code`)).body.code).toBe('guest.too_many_codes')
    app.clock.set('2026-12-02T08:00:00Z')
    expect((await send('POST', `${links}/code`)).status).toBe(200)
  })

  test('unknown, cut and foreign tokens look alike', async () => {
    const { token } = await scene()
    const other = await scene()
    const mixed = token.slice(0, 22) + other.token.slice(22)
    for (const bad of [
      token.slice(0, -1),
      `${token}a`,
      mixed,
      'a'.repeat(65),
      '%00'.repeat(20),
      "'; drop table--".repeat(4),
    ])
      expect([404, 422]).toContain((await send('GET', `/api/guest-links/${encodeURIComponent(bad)}`)).status)
    expect((await send('POST', `/api/guest-links/${mixed}/session`, { code: '123456' })).body.code).toBe(
      'guest.unknown_link',
    )
  })
})

describe('what a guest reaches', () => {
  test('only the one approval of the link', async () => {
    const mine = await scene()
    const cookie = await mine.enter()
    const other = await scene()
    const second = await mine.editor.call(review.request, {
      pieceId: mine.pieceId,
      asked: { kind: 'guest', name: 'Lea', email: 'lea@kunde.test' },
    })
    for (const id of [other.request.id, second.id]) {
      expect(await send('GET', `/api/approvals/${id}`, undefined, cookie)).toMatchObject({
        status: 404,
        body: { code: 'approval.not_found' },
      })
      const decision = { hash: 'a'.repeat(64), decision: 'approved' }
      expect((await send('POST', `/api/approvals/${id}/decision`, decision, cookie)).status).toBe(404)
    }
  })

  test('no other procedure', async () => {
    const { enter, pieceId, request, id } = await scene()
    const cookie = await enter()
    for (const [method, path] of [
      ['GET', `/api/pieces/${pieceId}/manuscript?workspace=${id}`],
      ['GET', `/api/pieces/${pieceId}/approvals?workspace=${id}`],
      ['GET', `/api/pieces/${pieceId}/costs?workspace=${id}`],
      ['GET', `/api/approvals/${request.id}/link?workspace=${id}`],
      ['GET', `/api/approvals?workspace=${id}`],
      ['GET', `/api/assets?workspace=${id}`],
    ] as const)
      expect((await send(method, path, undefined, cookie)).status, path).toBe(401)
  })

  test('pictures of the text, and no others', async () => {
    const { editor, pieceId, enter, id } = await scene()
    const upload = async (colour: string) => {
      const bytes = await sharp({ create: { width: 400, height: 10, channels: 3, background: colour } })
        .png()
        .toBuffer()
      const file = new File([new Uint8Array(bytes)], 'bild.png', { type: 'image/png' })
      return editor.call(assetProcedures.upload, { file })
    }
    const shown = await upload('#f00')
    const hidden = await upload('#00f')
    const tree = { type: 'doc', content: [{ type: 'image', attrs: { assetId: shown.id, alt: 'Rot' } }] }
    await editor.call(manuscript.save, { ...writing(pieceId, 1), tree })
    const cookie = await enter()
    const picture = (assetId: string, workspaceId = id, headers = { cookie }) =>
      shell.request(`https://leitstand.test/files/${workspaceId}/${assetId}`, { headers })
    const response = await picture(shown.id)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await picture(hidden.id)).status).toBe(404)
    expect((await picture(shown.id, (await workspace()).id)).status).toBe(404)
    expect((await picture(shown.id, id, { cookie: '' })).status).toBe(404)
    expect((await picture('../../etc/passwd')).status).toBe(404)
  })
})

describe('the end of a link', () => {
  test('withdrawn, it opens nothing at once, and open pages end', async () => {
    const { editor, request, links, enter } = await scene()
    const cookie = await enter()
    await editor.call(review.withdraw, { id: request.id })
    expect((await send('GET', `/api/approvals/${request.id}`, undefined, cookie)).status).toBe(401)
    expect((await send('GET', links)).body).toMatchObject({ state: 'ended' })
    app.clock.forward(61_000)
    expect((await send('POST', `${links}/code`)).body.code).toBe('guest.link_ended')
  })

  test('expired, it opens nothing; a new link does and the old stays dead', async () => {
    const { editor, request, links, code, enter } = await scene()
    const cookie = await enter()
    app.clock.forward(15 * 24 * 60 * 60_000)
    expect((await send('GET', links)).body).toMatchObject({ state: 'ended' })
    expect((await send('GET', `/api/approvals/${request.id}`, undefined, cookie)).status).toBe(401)
    const renewed = await editor.call(review.renewLink, { id: request.id })
    expect(renewed.link).not.toBe(request.link)
    expect((await send('GET', links)).status).toBe(404)
    const fresh = `/api/guest-links/${renewed.link?.split('/g/')[1]}`
    await send('POST', `${fresh}/code`)
    const entered = await send('POST', `${fresh}/session`, { code: await code() })
    expect(entered.status).toBe(200)
    expect((await send('GET', `/api/approvals/${request.id}`, undefined, entered.cookie ?? '')).status).toBe(
      200,
    )
  })

  test('a session ends after two idle hours and by signing out', async () => {
    const { request, enter } = await scene()
    const read = (cookie: string) => send('GET', `/api/approvals/${request.id}`, undefined, cookie)
    const idle = await enter()
    app.clock.forward(sessionIdleMs - 60_000)
    expect((await read(idle)).status).toBe(200)
    app.clock.forward(sessionIdleMs - 60_000)
    expect((await read(idle)).status).toBe(200)
    app.clock.forward(sessionIdleMs)
    expect((await read(idle)).status).toBe(401)
    const cookie = await enter()
    expect((await send('DELETE', '/api/guest-session', {}, cookie)).status).toBe(200)
    expect((await read(cookie)).status).toBe(401)
    expect((await send('DELETE', '/api/guest-session', {}, cookie)).body.code).toBe('guest.not_entered')
  })
})
