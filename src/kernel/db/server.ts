import pg from 'pg'
import { prepareDataDirectory } from '../dataDirectory.ts'
import { startEmbeddedPostgres } from '../postgres/postgres.ts'
import { exitConfiguration, StartFailure } from '../startFailure.ts'

/** The oldest PostgreSQL that the migrations and queries are written for. */
const oldestVersion = 15

export type DatabaseServer = {
  connection: pg.PoolConfig
  /** In words, without a password. */
  description: string
  stop(): Promise<void>
}

export type ServerOptions = {
  databaseUrl: string | null
  dataDir: string
  label?: string
  /** For tools beside the running application: use its embedded server instead of refusing. */
  sharing?: boolean
  onLost?(reason: string): void
}

const connectLimitMs = 10_000

/**
 * The PostgreSQL server of DATABASE_URL, checked, or the embedded one, started. Makes the data directory, which files and
 * key need in either case. Throws `StartFailure`.
 */
export async function openDatabaseServer(options: ServerOptions): Promise<DatabaseServer> {
  prepareDataDirectory(options.dataDir)
  if (options.databaseUrl === null) {
    const postgres = await startEmbeddedPostgres(options)
    return { connection: postgres.connection, description: postgres.description, stop: () => postgres.stop() }
  }
  const connection = { connectionString: options.databaseUrl, connectionTimeoutMillis: connectLimitMs }
  await checkServer(options.databaseUrl, connection)
  return { connection, description: whereIs(options.databaseUrl), stop: async () => {} }
}

async function checkServer(url: string, connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, application_name: 'leitstand start' })
  client.on('error', () => undefined)
  try {
    await client.connect()
  } catch (error) {
    throw new StartFailure(`The database ${whereIs(url)} cannot be used: ${whyNoConnection(error)}.`)
  }
  try {
    const { rows } = await client.query<Facts>(
      `select current_setting('server_version_num')::int / 10000 as version, rolname as role,
              rolsuper or rolbypassrls as unbound, has_database_privilege(current_database(), 'CREATE') as may_create
       from pg_roles where rolname = current_user`,
    )
    const refusal = rows[0] ? whyNotUse(rows[0]) : 'its role is unknown'
    if (refusal)
      throw new StartFailure(`The database ${whereIs(url)} cannot be used: ${refusal}.`, exitConfiguration)
  } finally {
    await client.end()
  }
}

type Facts = { version: number; role: string; unbound: boolean; may_create: boolean }

/** Why a server with these facts does not do; null when it does. */
export function whyNotUse(facts: Facts): string | null {
  if (facts.version < oldestVersion)
    return `it is PostgreSQL ${facts.version}, Leitstand needs ${oldestVersion} or newer`
  if (facts.unbound) {
    return (
      `the role ${facts.role} is a superuser or bypasses row-level security, which guards the workspaces from each ` +
      'other; use an ordinary role that owns the database (create role leitstand login; create database leitstand owner leitstand)'
    )
  }
  return facts.may_create
    ? null
    : `the role ${facts.role} may not create schemas in it; make it the owner of the database`
}

function whereIs(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url)
  return `${hostname || (searchParams.get('host') ?? 'localhost')}:${port || 5432}${pathname}`
}

function whyNoConnection(error: unknown): string {
  const { code, message } = error as { code?: string; message: string }
  switch (code) {
    case 'ECONNREFUSED':
      return 'no server answers there (connection refused)'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'its host name is unknown'
    case '28P01':
    case '28000':
      return 'it refuses the user or the password'
    case '3D000':
      return 'the server does not have this database'
    default:
      return message || 'no connection'
  }
}
