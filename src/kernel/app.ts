import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { Database } from './db/database.ts'
import type { FileStore } from './file/fileStore.ts'
import type { Jobs } from './jobs.ts'
import type { Live } from './live.ts'
import type { Secrets } from './secret/secrets.ts'

/** What the operator chose and the parts need to know; made from `config.ts`. */
export type Settings = {
  version: string
  /** Where people reach this installation, without a slash at the end: base of all links in mails and short links. */
  publicUrl: string
  dataDir: string
  mail: { smtpUrl: string | null; from: string }
  /** `host` or `host:port` in private networks that outgoing requests may reach all the same. */
  allowPrivateHosts: readonly string[]
}

/** The running installation: what every call can reach. Built once in `main.ts` (tests: `testApp`). */
export type App = {
  settings: Settings
  log: Logger
  clock: Clock
  database: Database
  secrets: Secrets
  files: FileStore
  jobs: Jobs
  live: Live
  /** Ends when the app drains; long work watches it. */
  stopping: AbortSignal
}
