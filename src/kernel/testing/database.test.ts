import { expect, test } from 'vitest'
import { newTestDatabase, testDatabase } from './database.ts'
import { withClient } from './testServer.ts'

test('a worker has one migrated database, in the role of the application', async () => {
  const config = await testDatabase()
  expect(await testDatabase()).toBe(config)
  const { rows } = await withClient(config, (client) =>
    client.query(`select rolsuper, rolbypassrls, (select count(*)::int from kernel.migration) as migrations
                  from pg_roles where rolname = current_user`),
  )
  expect(rows[0]).toMatchObject({ rolsuper: false, rolbypassrls: false })
  expect(rows[0].migrations).toBeGreaterThan(0)
})

test('row-level security binds the role: rows of another workspace are not there', async () => {
  const { rows } = await withClient(await newTestDatabase(), async (client) => {
    const insert = `insert into kernel.event (workspace_id, id, name, payload, created_at, next_at)
                    values (gen_random_uuid(), gen_random_uuid(), 'x', '{}', now(), now())`
    await client.query('begin')
    await client.query("set local leitstand.system = 'on'")
    await client.query(insert)
    await client.query('commit')
    return client.query('select count(*)::int as seen from kernel.event')
  })
  expect(rows[0]).toEqual({ seen: 0 })
})
