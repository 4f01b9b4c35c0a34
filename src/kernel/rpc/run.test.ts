import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { everyMember, planners } from '../access/role.ts'
import { recordChange, writeAudit } from '../audit.ts'
import { emit, on } from '../events.ts'
import { newId } from '../id.ts'
import type { LiveChange } from '../live.ts'
import { command, query } from '../procedure.ts'
import { Refusal } from '../refusal.ts'
import { testLeitstand } from '../testing/harness.ts'

const heard: string[] = []
const { app, workspace, deliverEvents } = await testLeitstand({
  subscriptions: [
    on('note.renamed', z.object({ id: z.string() }), async (call, { id }) => {
      heard.push(`${call.workspaceId} ${id}`)
    }),
  ],
})

const rename = command({
  path: '/notes/{id}',
  method: 'PUT',
  summary: 'Renames a note.',
  allow: planners,
  audit: 'note.rename',
  input: z.object({ id: z.uuid(), name: z.string().max(20), refuse: z.boolean().default(false) }),
  output: z.object({ name: z.string() }),
  run: async (call, { id, name, refuse }) => {
    recordChange(call, {
      objectType: 'note',
      objectId: id,
      before: { name: 'alt', at: 1 },
      after: { name, at: 1 },
    })
    await emit(call, 'note.renamed', { id })
    if (refuse) throw new Refusal('note.refused')
    return { name }
  },
})

const countAudit = query({
  path: '/notes',
  summary: 'Counts audit rows.',
  allow: everyMember,
  input: z.object({}),
  output: z.object({ count: z.int() }),
  run: async (call) => ({
    count: (await call.db.selectFrom('kernel.audit').select('id').execute()).length,
  }),
})

describe('a command', () => {
  test('writes its audit row with the keys that differ, states its fact and tells open browsers', async () => {
    const { id: workspaceId, member } = await workspace()
    const editor = await member('editor', 'Erika')
    const told: LiveChange[] = []
    const arrived = new Promise<void>((resolve) =>
      app.live.subscribe(workspaceId, (change) => {
        told.push(change)
        resolve()
      }),
    )
    const id = newId()
    expect(await editor.call(rename, { id, name: 'neu' })).toEqual({ name: 'neu' })
    await arrived
    expect(told).toEqual([{ workspaceId, action: 'note.rename', objectId: id, byUserId: editor.userId }])
    const [row] = await app.database.inWorkspace(workspaceId, (db) =>
      db.selectFrom('kernel.audit').selectAll().execute(),
    )
    expect(row).toMatchObject({
      action: 'note.rename',
      objectId: id,
      actorLabel: 'Erika',
      before: { name: 'alt' },
      after: { name: 'neu' },
    })
    await deliverEvents()
    expect(heard).toContain(`${workspaceId} ${id}`)
  })

  test('that is refused leaves nothing behind', async () => {
    const { owner, audit } = await workspace()
    const id = newId()
    await owner.refuses(rename, { id, name: 'x', refuse: true }, 'note.refused')
    await deliverEvents()
    expect(await audit(id)).toEqual([])
    expect(heard.some((line) => line.endsWith(id))).toBe(false)
  })

  test('asks others before its transaction: no connection is held meanwhile, and a refusal leaves nothing', async () => {
    const { owner, inside, audit } = await workspace()
    const id = newId()
    const measured: number[] = []
    const fetchName = command({
      path: '/notes/{id}/name',
      summary: 'Names a note as the site behind it is called.',
      allow: planners,
      audit: 'note.fetch_name',
      input: z.object({ id: z.uuid(), name: z.string().max(20) }),
      output: z.object({ name: z.string(), rows: z.int() }),
      prepare: async ({ read }, { name }) => {
        const rows = await read((call) => call.db.selectFrom('kernel.audit').select('id').execute())
        measured.push(app.database.pool.totalCount - app.database.pool.idleCount)
        if (name === '') throw new Refusal('note.no_answer', 'invalid')
        return { name: `${name}!`, rows: rows.length }
      },
      run: async (call, input, found) => {
        recordChange(call, { objectType: 'note', objectId: input.id, after: found })
        return found
      },
    })
    await inside((call) => writeAudit({ ...call, audit: {} }, 'note.seen'))
    const busy = app.database.pool.totalCount - app.database.pool.idleCount
    expect(await owner.call(fetchName, { id, name: 'Blog' })).toEqual({ name: 'Blog!', rows: 1 })
    await owner.refuses(fetchName, { id, name: '' }, 'note.no_answer')
    expect(measured).toEqual([busy, busy])
    expect(await audit(id)).toEqual(['note.fetch_name'])
  })

  test('is refused to a role that is not allowed', async () => {
    const { member } = await workspace()
    await (await member('viewer')).refuses(rename, { id: newId(), name: 'x' }, 'access.role')
  })
})

test('row-level security hides the rows of other workspaces even without a WHERE', async () => {
  const one = await workspace()
  const two = await workspace()
  await one.owner.call(rename, { id: newId(), name: 'x' })
  expect(await one.owner.call(countAudit, {})).toEqual({ count: 1 })
  expect(await two.owner.call(countAudit, {})).toEqual({ count: 0 })
})

test('a query cannot write', async () => {
  const { owner, id } = await workspace()
  const sly = query({
    ...{
      path: '/sly' as const,
      summary: 'Tries to write.',
      allow: everyMember,
      input: z.object({}),
      output: z.object({}),
    },
    run: async (call) => {
      await call.db.deleteFrom('kernel.audit').where('workspaceId', '=', id).execute()
      return {}
    },
  })
  await expect(owner.call(sly, {})).rejects.toThrow(/read-only/)
})
