import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { unknownKeysIn } from './unknownKeys.rules.ts'

type Node = { kind: 'text'; text: string } | { kind: 'list'; items: Node[] }
const Text = z.object({ kind: z.literal('text'), text: z.string() })
const Node: z.ZodType<Node> = z.lazy(() =>
  z.discriminatedUnion('kind', [Text, z.object({ kind: z.literal('list'), items: z.array(Node) })]),
)

const Input = z.object({
  title: z.string().trim(),
  owner: z.object({ id: z.uuid() }).nullable().default(null),
  rows: z.array(z.object({ day: z.string() })).optional(),
  byName: z.record(z.string(), z.object({ cents: z.int() })).optional(),
  pair: z.tuple([z.string(), z.object({ a: z.int() })]).optional(),
  tree: Node.optional(),
  text: z
    .object({ raw: z.string() })
    .transform(({ raw }) => raw)
    .optional(),
  extra: z.looseObject({}).optional(),
})

describe('unknownKeysIn', () => {
  it.each([
    [{ title: 'x', role: 'owner' }, ['role']],
    [{ title: 7, role: 'owner' }, ['role']],
    [{ owner: { id: 'x', name: 'y' } }, ['owner.name']],
    [{ rows: [{ day: 'a' }, { day: 'b', at: 1 }] }, ['rows.1.at']],
    [{ byName: { a: { cents: 1, currency: 'EUR' } } }, ['byName.a.currency']],
    [{ pair: ['a', { a: 1, b: 2 }] }, ['pair.1.b']],
    [{ text: { raw: 'x', html: 'y' } }, ['text.html']],
    [{ tree: { kind: 'text', text: 'a', items: [] } }, ['tree.items']],
    [{ tree: { kind: 'list', items: [{ kind: 'text', text: 'a', mark: 1 }] } }, ['tree.items.0.mark']],
    [JSON.parse('{"__proto__":{"role":"owner"}}'), ['__proto__']],
    [{ constructor: 1, toString: 2 }, ['constructor', 'toString']],
  ])('finds them in %j', (input, paths) => {
    expect(unknownKeysIn(Input, input).map((path) => path.join('.'))).toEqual(paths)
  })

  it.each([
    [{ title: 'x', owner: null, rows: [], extra: { anything: { goes: 1 } } }],
    [{ tree: { kind: 'list', items: [{ kind: 'text', text: 'a' }] } }],
    [null],
    ['text'],
    [[1, 2]],
    [{ rows: 'not a list', owner: 7 }],
  ])('has nothing against %j', (input) => {
    expect(unknownKeysIn(Input, input)).toEqual([])
  })
})
