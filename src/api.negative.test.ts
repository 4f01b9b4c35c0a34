import { describe, expect, it } from 'vitest'
import { api } from './composition.ts'
import { roles } from './kernel/access/role.ts'
import { openApiOf } from './kernel/rpc/openapi.ts'
import { everyProcedure } from './kernel/procedure.ts'
import { addressOf, operationsIn, requestFor, type Operation } from './testing/samples.ts'
import { furnished, membersOf, openWorld } from './testing/world.ts'

// For every procedure there is: who must not get in does not get in, and learns nothing.

const world = await openWorld()
const here = await furnished(world, 'Musterhaus GmbH')
const foreign = await furnished(world, 'Fremd AG')
const members = await membersOf(here)
const cookies = Object.fromEntries(
  await Promise.all(roles.map(async (role) => [role, await world.signIn(members[role].userId)] as const)),
) as Record<(typeof roles)[number], string>

const operations = operationsIn(await openApiOf(api, 'test'))
const inWorkspace = operations.filter(({ allow }) => typeof allow !== 'string')
const ofAccounts = operations.filter(({ allow }) => allow === 'user')

async function ask(
  operation: Operation,
  how: { cookie?: string; workspace?: string; ids?: Record<string, string> },
) {
  const { path, query, body } = requestFor(operation, how.ids)
  const isForm = operation.bodyType.startsWith('multipart')
  const answer = await world.request({
    method: operation.method,
    path: addressOf(operation, path, query),
    body: isForm ? new FormData() : body,
    ...(how.cookie === undefined ? {} : { cookie: how.cookie }),
    ...(how.workspace === undefined ? {} : { workspace: how.workspace }),
  })
  const text = await answer.text()
  const problem = answer.ok ? null : (JSON.parse(text) as { code: string })
  return { status: answer.status, code: problem?.code ?? null, text }
}

it('the document names every procedure', () => {
  expect(operations.map(({ name }) => name).toSorted()).toEqual(
    [...everyProcedure(api)].map(({ name }) => name).toSorted(),
  )
  expect(operations.length).toBeGreaterThan(80)
})

describe.each(inWorkspace)('$name', (operation) => {
  const allow = operation.allow as readonly string[]

  it('is closed without a session, and with a forged one', async () => {
    const forged = cookies.owner.replace(/=(.)/, (_, letter: string) => `=${letter === 'A' ? 'B' : 'A'}`)
    for (const cookie of [undefined, forged, 'leitstand-session=x'])
      expect(await ask(operation, { cookie, workspace: here.id })).toMatchObject({
        status: 401,
        code: 'access.sign_in',
      })
  })

  it('is closed to every role it does not name', async () => {
    for (const role of roles.filter((one) => !allow.includes(one)))
      expect([role, await ask(operation, { cookie: cookies[role], workspace: here.id })]).toMatchObject([
        role,
        { status: 403, code: 'access.role' },
      ])
  })

  it('does not show that a foreign workspace exists', async () => {
    const inForeign = await ask(operation, { cookie: cookies.owner, workspace: foreign.id })
    const inNone = await ask(operation, { cookie: cookies.owner, workspace: 'gibt-es-nicht' })
    expect([inForeign.status, inForeign.code]).toEqual([404, 'access.no_workspace'])
    expect([inNone.status, inNone.code]).toEqual([404, 'access.no_workspace'])
  })

  it('wants to know which workspace is meant', async () => {
    expect(await ask(operation, { cookie: cookies.owner })).toMatchObject({
      status: 422,
      code: 'access.name_workspace',
    })
  })

  it('is refused from a page of another website', async () => {
    if (operation.method === 'GET') return
    const { path, query, body } = requestFor(operation)
    const answer = await world.request({
      method: operation.method,
      path: addressOf(operation, path, query),
      cookie: cookies.owner,
      workspace: here.id,
      body: operation.bodyType.startsWith('multipart') ? new FormData() : body,
      headers: { origin: 'https://boese.example', 'sec-fetch-site': 'cross-site' },
    })
    expect(answer.status).toBe(403)
  })
})

describe.each(ofAccounts)('$name', (operation) => {
  it('is closed without a session', async () => {
    expect(await ask(operation, {})).toMatchObject({ status: 401, code: 'access.sign_in' })
  })
})

describe('objects of another workspace', () => {
  const withObjects = inWorkspace.filter(({ parameters }) =>
    parameters.some((parameter) => parameter.in === 'path'),
  )

  it.each(withObjects)('$name does not reach them', async (operation) => {
    const names = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
    const allow = operation.allow as readonly string[]
    const role = roles.find((one) => allow.includes(one)) ?? 'owner'
    const audited = await foreign.audit()
    for (const [table, id] of Object.entries(foreign.ids)) {
      const ids = Object.fromEntries(names.map((name) => [name, id]))
      const answer = await ask(operation, { cookie: cookies[role], workspace: here.id, ids })
      expect([table, answer]).toMatchObject([table, { status: 404 }])
    }
    expect(await foreign.audit()).toEqual(audited)
  })
})

describe('a guest', async () => {
  // The way of a real guest: link, code from the mailbox, session.
  const enter = async (space: typeof here) => {
    const sent = await world.request({
      method: 'POST',
      path: `/guest-links/${space.guestToken}/code`,
      body: {},
    })
    expect(sent.status).toBe(200)
    const mail = await space.inside(({ db }) =>
      db
        .selectFrom('kernel.mail')
        .select('bodyText')
        .where('workspaceId', '=', space.id)
        .where('kind', '=', 'guest_code')
        .executeTakeFirstOrThrow(),
    )
    const code = /\b(\d{3})[ -]?(\d{3})\b/.exec(mail.bodyText)?.slice(1).join('')
    const entered = await world.request({
      method: 'POST',
      path: `/guest-links/${space.guestToken}/session`,
      body: { code },
    })
    expect(entered.status).toBe(200)
    return entered.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  const guestCookie = await enter(here)

  it.each(inWorkspace.filter(({ allow }) => !allow.includes('guest')))(
    'is refused by $name',
    async (operation) => {
      for (const workspace of [here.id, foreign.id, undefined])
        expect(await ask(operation, { cookie: guestCookie, workspace })).toMatchObject({
          status: 401,
          code: 'access.sign_in',
        })
    },
  )

  it.each(inWorkspace.filter(({ allow }) => allow.includes('guest')))(
    'gets one object from $name',
    async (operation) => {
      const others = await here.inside(({ db }) =>
        db.selectFrom('produce.approval').select('id').where('workspaceId', '=', here.id).execute(),
      )
      expect(others).toHaveLength(1)
      for (const id of [...Object.values(foreign.ids), here.ids['plan.piece'] ?? ''])
        expect(await ask(operation, { cookie: guestCookie, ids: { id } })).toMatchObject({ status: 404 })
    },
  )
})
