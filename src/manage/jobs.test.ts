import { expect, test } from 'vitest'
import { newId } from '../kernel/id.ts'
import { newTestDatabase } from '../kernel/testing/database.ts'
import { openDatabase } from '../kernel/db/database.ts'
import { testLeitstand } from '../kernel/testing/harness.ts'
import { sweepManage } from './jobs.ts'
import { createUser } from './index.ts'

const { app } = await testLeitstand()
// The sweep looks over everything, so it gets a database of its own.
const database = openDatabase({ ...(await newTestDatabase()), max: 2 }, () => {})
const own = { ...app, database }

test('takes away ended sessions and overdue links, and nothing that still opens something', async () => {
  const { userId } = await createUser(own, { email: 'anna@beispiel.test', name: 'Anna' })
  const now = app.clock.now().getTime()
  const at = (hours: number) => new Date(now + hours * 60 * 60_000)
  const session = (token: string, usedAt: Date, expiresAt: Date) => ({
    id: newId(),
    userId,
    token,
    createdAt: usedAt,
    updatedAt: usedAt,
    expiresAt,
  })
  await database.asSystem((db) =>
    db
      .insertInto('identity.session')
      .values([
        session('alive', at(-71), at(100)),
        session('idle', at(-73), at(100)),
        session('expired', at(-1), at(-0.1)),
      ])
      .execute(),
  )
  const tokens = () =>
    database.asSystem(async (db) => [
      ...(await db.selectFrom('identity.session').select('token').execute()).map(({ token }) => token),
      (await db.selectFrom('identity.verification').select('id').execute()).length,
    ])
  expect(await tokens()).toHaveLength(4)
  await sweepManage.run(own, {})
  expect(await tokens()).toEqual(['alive', 1])
  app.clock.forward(31 * 60_000)
  await sweepManage.run(own, {})
  expect(await tokens()).toEqual(['alive', 0])
  await database.close()
})
