import { join } from 'node:path'
import {
  api,
  doorOf,
  equip,
  jobs,
  publicDoors,
  startServices,
  subscriptions,
  troublesOfServices,
} from './composition.ts'
import type { Config } from './config.ts'
import type { App } from './kernel/app.ts'
import { systemClock } from './kernel/clock.ts'
import { openDatabase } from './kernel/db/database.ts'
import { migrate } from './kernel/db/migrate.ts'
import { openDatabaseServer, type DatabaseServer } from './kernel/db/server.ts'
import { startEventDelivery } from './kernel/events.ts'
import { diskFiles } from './kernel/file/fileStore.ts'
import { probePort, listen } from './kernel/http/listen.ts'
import { httpShell } from './kernel/http/shell.ts'
import { ensureWebApp } from './kernel/http/buildWeb.ts'
import { noteAddress, notedAddress, openInstallation } from './kernel/installation.ts'
import { openJobs } from './kernel/jobs.ts'
import { openLive } from './kernel/live.ts'
import { openLog } from './kernel/log.ts'

/** How long requests and jobs under way may take when the process is asked to end. */
const drainLimitMs = 20_000

export type Leitstand = {
  /** Where the web app answers; null in a process that only works in the background. */
  url: string | null
  app: App
  stop(): Promise<void>
}

export type StartOptions = {
  /** Progress for the person at the terminal. */
  say?(line: string): void
  /** A database server that is open already; it is stopped with the rest. */
  server?: DatabaseServer
  /** The database is gone for good; the process should end. */
  onLost?(reason: string): void
}

/**
 * Starts Leitstand: data directory, database, migrations, jobs, HTTP, in this order. What was started is stopped again
 * when a later step fails. Throws `StartFailure` for everything the operator can mend.
 */
export async function startLeitstand(config: Config, options: StartOptions = {}): Promise<Leitstand> {
  const say = options.say ?? (() => {})
  const opened = await openApp(config, { ...options, isServing: config.role !== 'worker' })
  const { app, undo, end } = opened
  try {
    if (config.role !== 'web') {
      await app.jobs.work(app, jobs)
      const delivery = startEventDelivery(app, subscriptions)
      undo(() => delivery.stop())
      const services = await startServices(app)
      undo(() => services.stop())
    }
    if (config.role === 'worker') return { url: null, app, stop: end }

    const webDir = await ensureWebApp(say)
    const health = () => troubles(app)
    const door = doorOf(app)
    const shell = httpShell({ app, door, api, doors: publicDoors(app, door), webDir, health })
    const server = await listen(shell, config.host, opened.port)
    undo(() => server.stop(drainLimitMs))
    await noteAddress(app.database, app.settings.publicUrl)
    return { url: app.settings.publicUrl, app, stop: end }
  } catch (error) {
    await end()
    throw error
  }
}

type OpenOptions = StartOptions & {
  /** A tool beside the running application: uses its embedded database. */
  sharing?: boolean
  /** Will listen: fails early when the port is taken. */
  isServing?: boolean
}

/** Opens everything below HTTP: for the server, and for tools that work on the same data. */
export async function openApp(config: Config, options: OpenOptions = {}) {
  const undone: (() => Promise<unknown> | void)[] = []
  const undo = (step: () => Promise<unknown> | void) => void undone.unshift(step)
  const end = endOnce(undone)
  try {
    const port = config.port === 0 ? await probePort(config.host, 0) : config.port
    const ownUrl = `http://${readableHost(config.host)}:${port}`
    const log = openLog(config.logLevel)
    const server = options.server ?? (await openDatabaseServer({ ...config, ...options, label: ownUrl }))
    undo(() => server.stop())
    if (options.isServing) await probePort(config.host, port)
    await migrate(server.connection)
    const stopping = new AbortController()
    // A connection that ends while we stop is no news. Never the error itself: it carries the connection's settings.
    const report = ({ message }: Error) => {
      if (!stopping.signal.aborted) log.warn({ reason: message }, 'database connection')
    }
    undo(() => stopping.abort())
    const database = openDatabase(server.connection, report)
    undo(() => database.close())
    const app: App = {
      settings: {
        version: config.version,
        publicUrl: config.publicUrl ?? (options.isServing ? null : await notedAddress(database)) ?? ownUrl,
        dataDir: config.dataDir,
        mail: config.mail,
        allowPrivateHosts: config.allowPrivateHosts,
      },
      log,
      clock: systemClock,
      database,
      secrets: await openInstallation(database, config.dataDir, config.masterKey),
      files: diskFiles(join(config.dataDir, 'files')),
      jobs: await openJobs(database.pool, jobs, log),
      live: await openLive(server.connection, report),
      stopping: stopping.signal,
    }
    equip(app)
    undo(() => app.live.stop())
    undo(() => app.jobs.stop())
    return {
      app,
      port,
      database: server,
      undo,
      end: () => {
        stopping.abort()
        return end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}

/** What is not well with the running installation, in words; empty when all is. */
async function troubles(app: App): Promise<string[]> {
  const answers = app.database.pool.query('select 1').then(
    () => true,
    () => false,
  )
  return (await answers) ? troublesOfServices(app) : ['the database does not answer']
}

// The last thing started is the first to stop; one that fails does not keep the rest from stopping.
function endOnce(steps: readonly (() => Promise<unknown> | void)[]): () => Promise<void> {
  let ending: Promise<void> | null = null
  return () => {
    ending ??= (async () => {
      const errors: unknown[] = []
      for (const step of steps) {
        try {
          await step()
        } catch (error) {
          errors.push(error)
        }
      }
      if (errors.length > 0) throw new AggregateError(errors, 'Leitstand did not stop cleanly')
    })()
    return ending
  }
}

// An address that a browser on this machine can open.
function readableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
