import { AsyncLocalStorage } from 'node:async_hooks'
import {
  CamelCasePlugin,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Transaction,
} from 'kysely'
import type { DB } from '../../kernel/db/tables.gen.ts'

const running = new AsyncLocalStorage<Transaction<DB>>()

/** Runs `work` so that better-auth's queries join this transaction: its rows commit with ours or not at all. */
export function withTransaction<T>(db: Transaction<DB>, work: () => Promise<T>): Promise<T> {
  return running.run(db, work)
}

// One connection for both: a second one from the pool, taken while the first is held, would dead-lock it under load.
const connection: DatabaseConnection = {
  executeQuery: <R>(query: CompiledQuery) => {
    const db = running.getStore()
    if (!db) throw new Error('better-auth was called outside withTransaction')
    return db.executeQuery<R>(query as CompiledQuery<R>)
  },
  streamQuery: () => {
    throw new Error('better-auth does not stream')
  },
}

/** The database as better-auth sees it: schema `identity` in the transaction of `withTransaction`. */
export const ambientDatabase = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: async () => {},
      commitTransaction: async () => {},
      rollbackTransaction: async () => {},
      releaseConnection: async () => {},
      destroy: async () => {},
    }),
  },
  plugins: [new CamelCasePlugin()],
}).withSchema('identity')
