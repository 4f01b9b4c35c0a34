import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { deliverNext, emit, on } from './events.ts'
import { newId } from './id.ts'
import { Refusal } from './refusal.ts'
import { testLeitstand } from './testing/harness.ts'

const heard: string[] = []
let failures = 0
let overtaken = 0
const subscriptions = [
  on('test.first', z.object({ word: z.string() }), async (call, { word }) => {
    heard.push(`a ${word} ${call.workspaceId}`)
  }),
  on('test.first', z.object({ word: z.string() }), async (call, { word }) => {
    await call.db
      .insertInto('kernel.file')
      .values({
        workspaceId: call.workspaceId,
        id: newId(),
        sha256: 'a'.repeat(64),
        bytes: 1,
        mediaType: word,
        name: word,
        createdAt: call.now,
      })
      .execute()
    if (failures > 0) {
      failures -= 1
      // Also an error of the database, after which the transaction is of no use without the savepoint.
      await sql`select 1 / 0`.execute(call.db)
    }
    heard.push(`b ${word} ${call.workspaceId}`)
  }),
  on('test.overtaken', z.object({}), async (call) => {
    if (overtaken-- > 0) throw new Refusal('note.stale', 'stale')
    heard.push(`c ${call.workspaceId}`)
  }),
]
const { app, workspace, deliverEvents } = await testLeitstand({ subscriptions })

async function scene() {
  heard.length = 0
  const space = await workspace()
  return {
    ...space,
    state: (word: string) => space.inside((call) => emit(call, 'test.first', { word })),
    event: () =>
      space.inside(({ db }) =>
        db
          .selectFrom('kernel.event')
          .select(['attempts', 'error', 'deliveredAt', 'nextAt'])
          .where('workspaceId', '=', space.id)
          .orderBy('id')
          .executeTakeFirstOrThrow(),
      ),
    files: () =>
      space.inside(({ db }) =>
        db.selectFrom('kernel.file').select('name').where('workspaceId', '=', space.id).execute(),
      ),
  }
}

it('a fact reaches every listener once, in order, in its workspace', async () => {
  const { state, id } = await scene()
  await state('eins')
  await state('zwei')
  await deliverEvents()
  await deliverEvents()
  expect(heard).toEqual([`a eins ${id}`, `b eins ${id}`, `a zwei ${id}`, `b zwei ${id}`])
})

it('a fact of a command that is rolled back is never heard', async () => {
  const { inside } = await scene()
  const failed = inside(async (call) => {
    await emit(call, 'test.first', { word: 'nie' })
    throw new Error('rolled back')
  })
  await expect(failed).rejects.toThrow('rolled back')
  await deliverEvents()
  expect(heard).toEqual([])
})

it('a listener that fails undoes what all wrote for this fact; it comes again later, and then once', async () => {
  const { state, event, files, id } = await scene()
  failures = 1
  await state('eins')
  await deliverEvents()
  expect(await files()).toEqual([])
  expect(await event()).toMatchObject({
    attempts: 1,
    deliveredAt: null,
    error: expect.stringContaining('division'),
  })

  app.clock.forward(60_000)
  await deliverEvents()
  expect(await files()).toEqual([{ name: 'eins' }])
  expect(await event()).toMatchObject({ attempts: 2, error: null, deliveredAt: app.clock.now() })
  expect(heard.filter((line) => line === `b eins ${id}`)).toHaveLength(1)
})

it('two processes never deliver the same fact', async () => {
  const { state } = await scene()
  for (let index = 0; index < 12; index++) await state(String(index))
  const deliverAll = async () => {
    while (await deliverNext(app, subscriptions));
  }
  await Promise.all([deliverAll(), deliverAll(), deliverAll()])
  expect(heard.filter((line) => line.startsWith('b')).length).toBe(12)
})

it('a fact whose content a listener cannot read is kept with the reason and does not hold up others', async () => {
  const { inside, state, event } = await scene()
  await inside((call) => emit(call, 'test.first', { word: 7 }))
  await state('gut')
  await deliverEvents()
  expect(heard.some((line) => line.startsWith('b gut'))).toBe(true)
  expect((await event()).error).toContain('word')
})

it('a listener that was overtaken by a change tries again at once', async () => {
  const { inside, event, id } = await scene()
  overtaken = 2
  await inside((call) => emit(call, 'test.overtaken', {}))
  await deliverEvents()
  expect(heard).toEqual([`c ${id}`])
  expect(await event()).toMatchObject({ attempts: 3, error: null })
})
