import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { api } from './composition.ts'
import { openApiOf } from './kernel/rpc/openapi.ts'
import { brokenFor, hostileTexts, hostileValues, nested } from './testing/hostile.ts'
import {
  addressOf,
  operationsIn,
  placesOf,
  requestFor,
  type Operation,
  type Place,
} from './testing/samples.ts'
import { furnished, openWorld } from './testing/world.ts'

// Whatever is sent to a procedure, the answer is 2xx or 4xx with a code, never a fault of ours.

const world = await openWorld()
const space = await furnished(world, 'Musterhaus GmbH')
const operations = operationsIn(await openApiOf(api, 'test'))

type Problem = { code: string; fields: { path: string; code: string }[]; requestId: string }
type Sent = { path: Record<string, unknown>; query: Record<string, unknown>; body: unknown }

// Existing objects behind the parameters, so that a request gets as far as it can.
const tableOf: Record<string, string> = {
  pieceId: 'plan.piece',
  memberId: 'manage.member',
  versionId: 'produce.manuscript_version',
  'plan.piece': 'plan.piece',
  'plan.campaign': 'plan.campaign',
  'produce.review': 'produce.approval',
  'produce.cost': 'produce.cost_line',
  'publish.channel': 'publish.channel',
  'publish.publication': 'publish.publication',
  'manage.invitation': 'manage.invitation',
  'manage.outbox': 'kernel.mail',
}
function ownRequest(operation: Operation): Sent {
  const entity = operation.name.split('.').slice(0, 2).join('.')
  const given = Object.fromEntries(
    operation.parameters.flatMap(({ name }) => {
      const id = space.ids[tableOf[name === 'id' ? entity : name] ?? '']
      return id === undefined ? [] : [[name, id]]
    }),
  )
  return requestFor(operation, given)
}

let cookie = await world.signIn(space.owner.userId)

async function send(
  operation: Operation,
  sent: Sent,
  more: { body?: unknown; headers?: Record<string, string> } = {},
) {
  // What is sent to these may be the end of the session.
  if (operation.name.startsWith('manage.')) cookie = await world.signIn(space.owner.userId)
  const address = addressOf(operation, sent.path, sent.query)
  const answer = await world.request({
    method: operation.method,
    path: address,
    cookie,
    workspace: space.id,
    body: 'body' in more ? more.body : operation.method === 'GET' ? undefined : sent.body,
    ...(more.headers ? { headers: more.headers } : {}),
  })
  const text = await answer.text()
  const isRefused = answer.status >= 400
  return { status: answer.status, problem: isRefused ? (JSON.parse(text) as Problem) : null }
}

function withValue(sent: Sent, { at, keys }: Place, value: unknown): Sent {
  const copy = structuredClone(sent)
  const [last = '', ...parents] = keys.toReversed()
  let target: Record<string, unknown> = (at === 'body' ? (copy.body ??= {}) : copy[at]) as Record<
    string,
    unknown
  >
  for (const key of parents.toReversed()) target = (target[key] ??= {}) as Record<string, unknown>
  if (value === absent) delete target[last]
  else target[last] = value
  return copy
}
const absent = Symbol('absent')

// A sixth for each place, going round: over all places every value is tried many times.
let turn = 0
function someOf<T>(values: readonly T[]): T[] {
  turn += 1
  return values.filter((_, index) => index % 6 === turn % 6)
}

/** Whether a problem names a field, something in it, or what it is in. */
function names(problem: Problem | null, { keys }: Place): boolean {
  const wanted = keys.join('.')
  return (problem?.fields ?? []).some(
    ({ path }) => path === wanted || path.startsWith(`${wanted}.`) || wanted.startsWith(`${path}.`),
  )
}

function expectNoFault(answer: Awaited<ReturnType<typeof send>>, what: unknown) {
  const { status, problem } = answer
  expect({ what, status, fault: status === 500 ? world.faults.at(-1) : null }).toEqual({
    what,
    status,
    fault: null,
  })
  if (problem) expect(problem).toMatchObject({ code: expect.stringMatching(/^[a-z_]+(\.[a-z_]+)?$/) })
  if (problem?.code === 'request.invalid') expect(problem.fields.length).toBeGreaterThan(0)
}

const isForm = (operation: Operation) => operation.bodyType.startsWith('multipart')

describe.each(operations.filter((operation) => !isForm(operation)))('$name', (operation) => {
  const places = placesOf(operation)

  it('names the field that is wrong', async () => {
    // In an address everything is text: a number cannot be told from its digits.
    for (const place of places.filter(({ at }) => at === 'body'))
      for (const value of brokenFor(place.schema)) {
        const answer = await send(operation, withValue(ownRequest(operation), place, value))
        expectNoFault(answer, { place: place.keys, value })
        if (answer.problem?.code !== 'request.invalid') {
          // Rules that look at the person come first for some: they may refuse before the field is read.
          expect([place.keys, value, answer.status]).toEqual([place.keys, value, 422])
          continue
        }
        expect([place.keys, names(answer.problem, place)]).toEqual([place.keys, true])
      }
  })

  it('misses what is required', async () => {
    for (const place of places.filter(({ isRequired, at }) => isRequired && at !== 'path')) {
      const answer = await send(operation, withValue(ownRequest(operation), place, absent))
      expect([place.keys, answer.status, names(answer.problem, place)]).toEqual([place.keys, 422, true])
    }
  })

  it('refuses a property it does not know, whatever the server has under that name', async () => {
    if (operation.method === 'GET') return
    const sent = ownRequest(operation)
    for (const name of ['workspaceId', 'createdBy', 'approvedBy', 'isAdmin', '__proto__']) {
      const body = JSON.parse(`{ "${name}": "x" }`) as object
      const answer = await send(operation, { ...sent, body: { ...(sent.body as object), ...body } })
      expectNoFault(answer, name)
      if (name === '__proto__') continue
      expect([name, answer.status, answer.problem?.fields]).toEqual([
        name,
        422,
        [{ path: name, code: 'unknown' }],
      ])
    }
  })

  it('survives hostile values in every place', async () => {
    for (const place of places)
      for (const value of someOf(place.at === 'body' ? hostileValues : hostileTexts)) {
        if (place.at === 'path' && (value === '' || /^\.+\//.test(String(value)))) continue
        expectNoFault(await send(operation, withValue(ownRequest(operation), place, value)), {
          place: place.keys,
          value,
        })
      }
  })

  it('survives bodies that are no object, or of another kind than they say', async () => {
    const { path, query } = ownRequest(operation)
    const json = { 'content-type': 'application/json' }
    const bodies: { body: unknown; headers: Record<string, string> }[] = [
      ...[
        '',
        '{',
        '[',
        'null',
        '7',
        '"text"',
        '[1,2]',
        '{"a":1,"a":2}',
        '\u0000',
        '{"__proto__":{"x":1}}',
      ].map((body) => ({ body, headers: json })),
      { body: JSON.stringify(nested(2000)), headers: json },
      { body: '['.repeat(50_000), headers: json },
      { body: new Uint8Array([0xff, 0xfe, 0x00, 0x80]), headers: json },
      { body: 'a=1&b=2', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      { body: '<a/>', headers: { 'content-type': 'text/xml' } },
      { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=fehlt' } },
      { body: '{}', headers: { 'content-type': 'quatsch' } },
      { body: '{}', headers: { 'content-type': 'application/json; charset=utf-7' } },
      { body: '{}', headers: { ...json, 'content-encoding': 'gzip' } },
    ]
    if (operation.method === 'GET') return
    for (const more of bodies)
      expectNoFault(await send(operation, { path, query, body: undefined }, more), more)
  })

  it('survives whatever fast-check thinks of', async () => {
    if (places.length === 0) return
    const anything = fc.anything({ withNullPrototype: false, withBigInt: false, maxDepth: 3 }).filter(isJson)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), anything, async (place, value) => {
        if (place.at === 'path') return
        const shown = place.at === 'query' ? String(JSON.stringify(value) ?? '') : value
        expectNoFault(await send(operation, withValue(ownRequest(operation), place, shown)), {
          place: place.keys,
          value,
        })
      }),
      { numRuns: 12 },
    )
  })
})

describe.each(operations.filter(isForm))('$name', (operation) => {
  it('survives forms without a file, with text for a file, with files of odd names', async () => {
    const file = (name: string, bytes: BlobPart, type: string) => new File([bytes], name, { type })
    const forms: [string, string | File][][] = [
      [],
      [['file', 'kein Anhang']],
      [['datei', file('a.csv', 'a', 'text/csv')]],
      [['file', file('', '', '')]],
      [['file', file('../../etc/passwd', 'x', 'text/csv')]],
      [['file', file('\u0000.png', new Uint8Array([1, 2, 3]), 'image/png')]],
      [['file', file('a.xlsx', 'PK\u0003\u0004kaputt', 'application/vnd.ms-excel')]],
      [['file', file('a.png', '\x89PNG\r\n\x1a\nkaputt', 'image/png')]],
      [['file', file('a.svg', '<svg onload="alert(1)"/>', 'image/svg+xml')]],
      [
        ['file', file('a.csv', 'a', 'text/csv')],
        ['file', file('b.csv', 'b', 'text/csv')],
      ],
      [['__proto__', 'x']],
    ]
    for (const fields of forms) {
      const body = new FormData()
      for (const [name, value] of fields) body.append(name, value)
      const answer = await send(operation, ownRequest(operation), { body })
      expectNoFault(answer, fields)
    }
  })

  it('refuses what is no form', async () => {
    for (const body of ['{}', 'x', new Uint8Array([0])]) {
      const answer = await send(operation, ownRequest(operation), {
        body,
        headers: { 'content-type': 'application/json' },
      })
      expectNoFault(answer, body)
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
  })
})

it('too much is refused before it is read', async () => {
  const create = operations.find(({ name }) => name === 'plan.piece.create')
  if (!create) throw new Error('plan.piece.create')
  const answer = await send(
    create,
    { path: {}, query: {}, body: undefined },
    { body: { title: 'x'.repeat(3_000_000) } },
  )
  expect([answer.status, answer.problem?.code]).toEqual([413, 'request.too_large'])
})

function isJson(value: unknown): boolean {
  try {
    return JSON.stringify(value) !== undefined
  } catch {
    return false
  }
}
