import { randomBytes } from 'node:crypto'
import type pg from 'pg'
import { inject } from 'vitest'
import { databaseOn, withClient } from './testServer.ts'

let ofThisWorker: Promise<pg.PoolConfig> | null = null

/**
 * A migrated database of this test worker, as the application's own role sees it (row-level security binds). Made on
 * first use; test files that run in the same worker one after another may share it, so tests use workspaces of their
 * own and never count whole tables.
 */
export function testDatabase(): Promise<pg.PoolConfig> {
  ofThisWorker ??= newTestDatabase()
  return ofThisWorker
}

/** A migrated database for a test that must be alone in it (start, migration, whole-table counts). */
export async function newTestDatabase(): Promise<pg.PoolConfig> {
  const { admin, role, template } = inject('testServer')
  const name = `${template}_${randomBytes(6).toString('hex')}`
  await withClient(admin, (client) =>
    client.query(`create database ${name} template ${template} owner "${role.user}"`),
  )
  return { ...databaseOn(admin, name), ...(admin.connectionString ? {} : role) }
}

/** An empty database without any schema, for tests of the migrations themselves. */
export async function emptyTestDatabase(): Promise<pg.PoolConfig> {
  const { admin, role, template } = inject('testServer')
  const name = `${template}_${randomBytes(6).toString('hex')}`
  await withClient(admin, (client) =>
    client.query(`create database ${name} template template0 owner "${role.user}"`),
  )
  return { ...databaseOn(admin, name), ...(admin.connectionString ? {} : role) }
}
