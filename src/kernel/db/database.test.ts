import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { newId } from '../id.ts'
import { testDatabase } from '../testing/database.ts'
import { openDatabase } from './database.ts'
import { refusalOfDatabase } from './databaseRefusal.ts'

const connection = await testDatabase()
const fail = (error: Error) => {
  throw error
}
const usual = openDatabase(connection, fail)
const hasty = openDatabase({ ...connection, statement_timeout: 50 }, fail)
afterAll(() => Promise.all([usual.close(), hasty.close()]))

test('no statement runs for more than half a minute', async () => {
  const { rows } = await usual.pool.query<{ limit: string }>(
    `select current_setting('statement_timeout') as limit`,
  )
  expect(rows).toEqual([{ limit: '30s' }])
})

test('a statement that takes too long is cancelled with a refusal, and the connection goes on', async () => {
  const slow = hasty.inWorkspace(newId(), (db) => sql`select pg_sleep(20)`.execute(db))
  const error = await slow.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  expect(refusalOfDatabase(error)).toMatchObject({ code: 'request.too_slow', kind: 'unavailable' })
  expect((await hasty.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
})
