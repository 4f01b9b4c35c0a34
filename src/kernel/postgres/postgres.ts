import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { exitConfiguration, StartFailure } from '../startFailure.ts'
import { serverAccount, type Account } from './account.ts'
import { postgresBinaries, type Binaries } from './binaries.ts'
import { clusterPassword, directoryArgument, ensureCluster, serverEnvironment } from './cluster.ts'
import { holdInstance, type HeldInstance } from './instance.ts'
import { lastComplaint, logSize, removeStalePidFile, serverPid, trimLog } from './pidFile.ts'
import { clientAddress, freePort, listenArguments } from './address.ts'
import { stopServer } from './stop.ts'

export type Connection = { host: string; port: number; user: string; password: string; database: string }

export type EmbeddedPostgres = {
  /** For the application: the role `leitstand`, no superuser, so that row-level security binds it. */
  connection: Connection
  /** The superuser, for tests and tools; reachable over the private socket only. */
  superuser: Connection
  /** True when a server that an earlier process left behind was taken over. */
  adopted: boolean
  pid: number
  /** In words, for people. */
  description: string
  /** Stops the server, whoever started it; committed data is safe. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  /** The data directory of the application; the cluster lies in `postgres` below it. */
  dataDir: string
  /** Named to a second process that finds this one running, e.g. the address. */
  label?: string
  /** Called once when the server ends or another process takes its place, though nobody stopped it. */
  onLost?(reason: string): void
  /** For tools: where another process holds the data directory, use its server instead of refusing. */
  sharing?: boolean
  /** More settings, over ours. */
  settings?: Record<string, string>
  /** False skips writing through to the disk when the cluster is made. Tests only. */
  sync?: boolean
}

// Modest: idle application and database together stay below 250 MB. Durable: nothing here weakens fsync.
const settings = {
  shared_buffers: '128MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '1GB',
  max_connections: '60',
  max_wal_size: '512MB',
  min_wal_size: '80MB',
  random_page_cost: '1.1',
  jit: 'off',
  // Reads without helper processes: saves three of them, and the working set lies in memory.
  io_method: 'sync',
  // Parallel workers exchange rows in /dev/shm, which containers cut to 64 MB; many small readers gain nothing.
  max_parallel_workers_per_gather: '0',
  log_min_messages: 'warning',
  log_timezone: 'UTC',
  timezone: 'UTC',
}

const startLimitMs = 120_000

/**
 * Runs the real PostgreSQL that npm installed, in the data directory: makes the cluster once, takes over a server that
 * a killed process left running, else starts one, and holds the data directory for this process alone.
 * Throws `StartFailure`; exit code 78 when another process holds it.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir)
  const clusterDir = join(dataDir, 'postgres')
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const account = serverAccount(clusterDir)
  const binaries = postgresBinaries(account)
  await ensureCluster(clusterDir, binaries, account, options.sync ?? true)
  const server: Server = { clusterDir, account, binaries, options, child: null }
  try {
    const held = await connectOrStart(server)
    return running(server, held)
  } catch (error) {
    await stopServer(server.child)
    throw error
  }
}

type Server = {
  clusterDir: string
  account: Account | null
  binaries: Binaries
  options: EmbeddedOptions
  child: ChildProcess | null
}

async function connectOrStart(server: Server): Promise<HeldInstance | null> {
  const deadline = Date.now() + startLimitMs
  const password = clusterPassword(server.clusterDir)
  for (;;) {
    const address = clientAddress(server.clusterDir)
    if (address) {
      const superuser = { ...address, user: 'postgres', password, database: 'postgres' }
      const outcome = await holdInstance(superuser, server.options.label ?? '')
      if (outcome.kind === 'held') return outcome.instance
      if (outcome.kind === 'taken') {
        if (server.options.sharing) return null
        throw new StartFailure(takenText(server, outcome.holder), exitConfiguration)
      }
      if (outcome.kind === 'absent') await ensureStarted(server)
    } else {
      await ensureStarted(server)
    }
    if (Date.now() > deadline) {
      throw new StartFailure(
        `The embedded database did not become ready within ${startLimitMs / 1000} seconds; its log is ` +
          `${logFile(server.clusterDir)}.`,
      )
    }
    await pause(20)
  }
}

function takenText(server: Server, holder: string): string {
  return (
    `Another Leitstand is already running on ${server.options.dataDir} (${holder}): stop it first, or choose another ` +
    'data directory with --data.'
  )
}

/** Starts the server unless our own is on its way; a start that failed for a passing reason is repeated. */
async function ensureStarted(server: Server): Promise<void> {
  if (server.child && server.child.exitCode === null && server.child.signalCode === null) return
  removeStalePidFile(server.clusterDir)
  const log = logFile(server.clusterDir)
  trimLog(log)
  const logStart = logSize(log)
  const output = openSync(log, 'a', 0o600)
  const { clusterDir, account } = server
  const chosen = { ...settings, ...server.options.settings }
  const child = spawn(
    server.binaries.postgres,
    [
      ...['-D', directoryArgument(clusterDir, account)],
      ...listenArguments(await freePort()),
      ...Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    {
      cwd: clusterDir,
      env: serverEnvironment,
      stdio: ['ignore', output, output],
      // Its own process group: Ctrl-C in the terminal stops the application first, which then stops the database.
      detached: true,
      ...account,
    },
  )
  closeSync(output)
  server.child = child
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve)
    child.once('error', (error) =>
      reject(new StartFailure(`The database server cannot start: ${error.message}.`)),
    )
  })
  child.once('exit', () => {
    server.child = null
  })
  child.unref()
  // Give a server that cannot run the time to say so, before the socket is tried again.
  await Promise.race([new Promise((exited) => child.once('exit', exited)), pause(60)])
  if (child.exitCode === null || child.exitCode === 0) return
  const complaint = lastComplaint(log, logStart)
  // Another server holds the directory for the moment: it is starting, or still ending.
  if (/postmaster\.pid|shared memory block|Address already in use/.test(complaint)) return
  throw new StartFailure(`The database server cannot start: ${complaint} (log: ${log})`)
}

function logFile(clusterDir: string): string {
  return `${clusterDir}.log`
}

function running(server: Server, held: HeldInstance | null): EmbeddedPostgres {
  const { clusterDir, options, child } = server
  const pid = serverPid(clusterDir)
  const address = clientAddress(clusterDir)
  if (pid === null || !address)
    throw new StartFailure(`The file ${join(clusterDir, 'postmaster.pid')} is missing.`)
  const password = clusterPassword(clusterDir)
  let stopped = false
  held?.watch((reason) => {
    if (!stopped) options.onLost?.(reason)
  })
  return {
    connection: { ...address, user: 'leitstand', password, database: 'leitstand' },
    superuser: { ...address, user: 'postgres', password, database: 'postgres' },
    adopted: child === null,
    pid,
    description: `embedded PostgreSQL ${server.binaries.version.split('-')[0]} in ${clusterDir}`,
    stop: async () => {
      if (stopped || !held) return
      stopped = true
      // The hold ends with the server and not before it: nobody may adopt a server that is about to end.
      await stopServer(child, { pid, clusterDir, binaries: server.binaries })
      await held.release()
    },
  }
}
