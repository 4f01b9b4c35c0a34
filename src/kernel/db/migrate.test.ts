import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { emptyTestDatabase } from '../testing/database.ts'
import { withClient } from '../testing/testServer.ts'
import { migrate, migrationsDir, readMigrations } from './migrate.ts'

const first = {
  '0001_first.sql': 'create table one (id int);',
  '0002_second.sql': 'insert into one values (1);',
}

function directoryOf(files: Record<string, string>): string {
  const directory = mkdtempSync(join(tmpdir(), 'leitstand-migrations-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text)
  return directory
}

test('runs what is missing, in order, once', async () => {
  const database = await emptyTestDatabase()
  expect(await migrate(database, directoryOf(first))).toEqual(['first', 'second'])
  expect(await migrate(database, directoryOf(first))).toEqual([])
  const third = { ...first, '0003_third.sql': 'insert into one select id + 1 from one;' }
  expect(await migrate(database, directoryOf(third))).toEqual(['third'])
  const { rows } = await withClient(database, (client) => client.query('select id from one order by id'))
  expect(rows).toEqual([{ id: 1 }, { id: 2 }])
})

test('all migrations of this version run on an empty database', async () => {
  const database = await emptyTestDatabase()
  expect(await migrate(database)).toHaveLength(readMigrations(migrationsDir).length)
})

test('a migration that fails leaves nothing behind, and the next start goes on from there', async () => {
  const database = await emptyTestDatabase()
  const broken = { ...first, '0002_second.sql': 'create table two (id int); select no_such_function();' }
  await expect(migrate(database, directoryOf(broken))).rejects.toThrow(
    /migration 2 second failed.*no_such_function/,
  )
  expect(await migrate(database, directoryOf(first))).toEqual(['second'])
  const { rows } = await withClient(database, (client) => client.query("select to_regclass('two') as two"))
  expect(rows).toEqual([{ two: null }])
})

test('a process killed inside a migration leaves nothing behind', async () => {
  const database = await emptyTestDatabase()
  const slow = { '0001_first.sql': 'create table one (id int); select pg_sleep(600);' }
  const dying = migrate(database, directoryOf(slow))
  const died = expect(dying).rejects.toThrow(/terminat|Connection/)
  await withClient(database, async (client) => {
    const kill = `select pg_terminate_backend(pid) as killed from pg_stat_activity
                  where datname = current_database() and query like '%pg_sleep(600)%' and pid <> pg_backend_pid()
                    and state = 'active'`
    await expect.poll(async () => (await client.query(kill)).rowCount, { timeout: 10_000 }).toBe(1)
  })
  await died
  expect(await migrate(database, directoryOf(first))).toEqual(['first', 'second'])
})

test('two processes that start together migrate once', async () => {
  const database = await emptyTestDatabase()
  const runs = await Promise.all([
    migrate(database, directoryOf(first)),
    migrate(database, directoryOf(first)),
  ])
  expect(runs.flat().sort()).toEqual(['first', 'second'])
})

test('refuses a database of a newer version', async () => {
  const database = await emptyTestDatabase()
  await migrate(database, directoryOf(first))
  const older = { '0001_first.sql': first['0001_first.sql'] }
  await expect(migrate(database, directoryOf(older))).rejects.toThrow(
    /newer Leitstand \(migration 2 second is unknown/,
  )
})

test('refuses a migration that was changed or slipped in behind others', async () => {
  const database = await emptyTestDatabase()
  await migrate(database, directoryOf(first))
  const changed = { ...first, '0001_first.sql': 'create table one (id bigint);' }
  await expect(migrate(database, directoryOf(changed))).rejects.toThrow(/Migration 1 first was changed/)

  const gap = await emptyTestDatabase()
  await migrate(gap, directoryOf({ '0001_first.sql': 'select 1', '0003_third.sql': 'select 1' }))
  const filled = { '0001_first.sql': 'select 1', '0002_late.sql': 'select 1', '0003_third.sql': 'select 1' }
  await expect(migrate(gap, directoryOf(filled))).rejects.toThrow(/Migration 2 late is missing/)
})

test('a checkout with Windows line ends is the same migration', async () => {
  const database = await emptyTestDatabase()
  await migrate(database, directoryOf({ '0001_first.sql': 'select 1;\nselect 2;\n' }))
  expect(await migrate(database, directoryOf({ '0001_first.sql': 'select 1;\r\nselect 2;\r\n' }))).toEqual([])
})

test('names that are no migrations are refused before anything runs', () => {
  expect(() => readMigrations(directoryOf({ '1_first.sql': '' }))).toThrow(/1_first.sql/)
  expect(() => readMigrations(directoryOf({ '0001_a.sql': '', '0001_b.sql': '' }))).toThrow(
    /0001 exists twice/,
  )
})
