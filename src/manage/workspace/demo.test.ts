import { expect, test } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { manageApi } from '../api.ts'
import { manageJobs } from '../jobs.ts'

const { app, workspace, runJobs } = await testLeitstand({ jobs: manageJobs })

async function demo() {
  const space = await workspace('Beispielhaus (Demo)')
  await app.database.asSystem((db) =>
    db.updateTable('manage.workspace').set({ isDemo: true }).where('id', '=', space.id).execute(),
  )
  return space
}

async function rowsOf(workspaceId: string) {
  return app.database.asSystem(async (db) => ({
    workspaces: (await db.selectFrom('manage.workspace').select('id').where('id', '=', workspaceId).execute())
      .length,
    members: (
      await db.selectFrom('manage.member').select('id').where('workspaceId', '=', workspaceId).execute()
    ).length,
    audit: (await db.selectFrom('kernel.audit').select('id').where('workspaceId', '=', workspaceId).execute())
      .length,
  }))
}

test('the owner deletes a demo with everything in it; made-up people go, real ones stay', async () => {
  const { id, owner } = await demo()
  const other = await workspace()
  const madeUp = newId()
  await app.database.asSystem(async (db) => {
    await db
      .insertInto('identity.user')
      .values({ id: madeUp, name: 'Jonna', email: `${madeUp}@haus.example` })
      .execute()
    await db
      .insertInto('manage.member')
      .values({
        workspaceId: id,
        id: newId(),
        userId: madeUp,
        role: 'editor',
        state: 'active',
        displayName: 'Jonna',
      })
      .execute()
  })
  const picture = await app.files.put(id, Buffer.from('ein Bild der Mediathek'))
  const kept = await app.files.put(other.id, Buffer.from('ein Bild der Mediathek'))
  await owner.call(manageApi.workspace.removeDemo, {})
  await runJobs()
  expect(await app.files.get(id, picture)).toBeNull()
  expect(await app.files.get(other.id, kept)).not.toBeNull()
  expect(await rowsOf(id)).toEqual({ workspaces: 0, members: 0, audit: 0 })
  const people = await app.database.asSystem((db) =>
    db.selectFrom('identity.user').select('id').where('id', 'in', [madeUp, owner.userId]).execute(),
  )
  expect(people).toEqual([{ id: owner.userId }])
  expect(await rowsOf(other.id)).toMatchObject({ workspaces: 1, members: 1 })
})

test('a workspace that is no demo stays, and so does a demo for all but its owner', async () => {
  const real = await workspace()
  await real.owner.refuses(manageApi.workspace.removeDemo, {}, 'workspace.no_demo')
  const picture = await app.files.put(real.id, Buffer.from('bleibt'))
  await real.inside((call) => app.jobs.later(call.db, 'manage.erase_demo', { workspaceId: real.id }))
  await runJobs()
  expect(await app.files.get(real.id, picture)).not.toBeNull()
  expect(await rowsOf(real.id)).toMatchObject({ workspaces: 1, members: 1 })

  const { member } = await demo()
  await (await member('manager')).refuses(manageApi.workspace.removeDemo, {}, 'access.role')
})
