import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.gen.ts'

/** The tenant of rows that belong to the installation and to no workspace (mails about accounts, their audit). */
export const installationId = '00000000-0000-0000-0000-000000000000'

export type Database = {
  /** Runs `work` in one transaction that sees this workspace only. */
  inWorkspace<T>(workspaceId: string, work: (db: Transaction<DB>) => Promise<T>, how?: How): Promise<T>
  /** Runs `work` in one transaction of the installation itself: sees all workspaces. Jobs and identity only. */
  asSystem<T>(work: (db: Transaction<DB>) => Promise<T>, how?: How): Promise<T>
  pool: pg.Pool
  kysely: Kysely<DB>
  close(): Promise<void>
}
type How = { readOnly?: boolean }

// What leaves the driver: int8 as a safe integer, a date as the day it is, numeric as its exact string.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint outside the safe range: ${text}`)
  return value
})
types.setTypeParser(pg.types.builtins.DATE, (text) => text)
types.setTypeParser(pg.types.builtins.NUMERIC, (text) => text)
types.setTypeParser(pg.types.builtins.TIME, (text) => text)

// A statement that takes longer is cancelled, so that one query, or a wait for a lock, never stops the rest (R08).
const statementLimitMs = 30_000

/** Opens the connection pool. `max` connections are opened as they are needed. */
export function openDatabase(connection: pg.PoolConfig, onError: (error: Error) => void): Database {
  const pool = new pg.Pool({ max: 10, statement_timeout: statementLimitMs, ...connection, types })
  // An idle connection that the server closes must not end the process; the next query opens a new one.
  pool.on('error', onError)
  const kysely = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })

  const run = <T>(
    setting: string,
    value: string,
    work: (db: Transaction<DB>) => Promise<T>,
    how: How = {},
  ) => {
    const builder = kysely.transaction()
    return (how.readOnly ? builder.setAccessMode('read only') : builder).execute(async (db) => {
      await sql`select set_config(${setting}, ${value}, true)`.execute(db)
      return work(db)
    })
  }
  return {
    pool,
    kysely,
    inWorkspace: (workspaceId, work, how) => run('leitstand.workspace', workspaceId, work, how),
    asSystem: (work, how) => run('leitstand.system', 'on', work, how),
    close: () => kysely.destroy(),
  }
}
