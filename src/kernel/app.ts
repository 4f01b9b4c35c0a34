import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import type { Clock } from './clock.ts'
import type { Database } from './db/database.ts'
import type { FileStore } from './file/fileStore.ts'
import type { Jobs } from './jobs.ts'
import type { Live } from './live.ts'
import type { Secrets } from './secret/secrets.ts'

/** The running installation: what every call can reach. Built once in `main.ts` (tests: `testApp`). */
export type App = {
  config: Config
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
