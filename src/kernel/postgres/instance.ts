import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { isAlive } from './cluster.ts'

/** Any fixed number; advisory locks are numbers. */
const instanceLock = 7_105_348
// How long the server may need to notice that the process before us was killed.
const takeOverLimitMs = 5_000

export type HeldInstance = {
  /** Reports once when the hold is lost for good. */
  watch(onLost: (reason: string) => void): void
  release(): Promise<void>
}

export type HoldOutcome =
  | { kind: 'held'; instance: HeldInstance }
  | { kind: 'taken'; holder: string }
  /** Nobody listens. */
  | { kind: 'absent' }
  /** A server listens but lets nobody in for the moment: it starts, recovers or ends. */
  | { kind: 'busy' }

/**
 * Tries to hold the cluster for this process: a session lock on a connection that stays open, so that the lock ends
 * with the process however it ends. The connection's name tells others who holds it. Makes role and database too.
 */
export async function holdInstance(connection: pg.ClientConfig, label: string): Promise<HoldOutcome> {
  const name = `leitstand ${process.pid} ${hostname()} ${label}`.trim().slice(0, 63)
  const client = new pg.Client({ ...connection, application_name: name, keepAlive: true })
  const ended = new Promise<string>((resolve) => {
    client.on('error', (error) => resolve(error.message))
    client.on('end', () => resolve('the connection was closed'))
  })
  try {
    await client.connect()
    const holder = await takeLock(client)
    if (holder !== null) {
      await client.end()
      return { kind: 'taken', holder }
    }
    await ensureRoleAndDatabase(client, String(connection.password))
  } catch (error) {
    await client.end().catch(() => undefined)
    return { kind: whyNoConnection(error) }
  }
  return {
    kind: 'held',
    instance: {
      watch: (onLost) =>
        void ended.then((reason) => onLost(`The embedded database ended unexpectedly: ${reason}.`)),
      release: () => client.end().catch(() => undefined),
    },
  }
}

/** Null when the lock is ours, else who has it. Waits for a holder that is dead but not yet noticed. */
async function takeLock(client: pg.Client): Promise<string | null> {
  const deadline = Date.now() + takeOverLimitMs
  for (;;) {
    const tried = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
      instanceLock,
    ])
    if (tried.rows[0]?.locked) return null
    const holders = await client.query<{ name: string; since: string }>(
      `select a.application_name as name, to_char(a.backend_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"') as since
       from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.objid = $1 and l.granted`,
      [instanceLock],
    )
    const [holder] = holders.rows
    const [, pid, host, label] = holder?.name.split(' ') ?? []
    const isDead = !holder || (host === hostname() && !isAlive(Number(pid)))
    if (holder && (!isDead || Date.now() > deadline)) {
      return `process ${pid} on ${host}, since ${holder.since}${label ? `, ${label}` : ''}`
    }
    await pause(20)
  }
}

async function ensureRoleAndDatabase(client: pg.Client, password: string): Promise<void> {
  const role = await client.query("select 1 from pg_roles where rolname = 'leitstand'")
  if (role.rowCount === 0) {
    await client.query(
      `create role leitstand login nosuperuser nobypassrls nocreaterole nocreatedb
       password ${client.escapeLiteral(password)}`,
    )
  }
  const database = await client.query("select 1 from pg_database where datname = 'leitstand'")
  if (database.rowCount === 0) await client.query('create database leitstand owner leitstand')
}

function whyNoConnection(error: unknown): 'absent' | 'busy' {
  const code = (error as { code?: string }).code ?? ''
  if (code === 'ECONNREFUSED' || code === 'ENOENT') return 'absent'
  // 57P01 shutting down, 57P03 starting up or shutting down, the rest: the socket closed under us.
  const closed = error instanceof Error && error.message.includes('Connection terminated')
  if (['57P01', '57P02', '57P03', 'ECONNRESET', 'EPIPE'].includes(code) || closed) return 'busy'
  throw error
}
