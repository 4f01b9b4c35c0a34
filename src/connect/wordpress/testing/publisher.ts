import { tmpdir } from 'node:os'
import pino from 'pino'
import type { App } from '../../../kernel/app.ts'
import { systemClock } from '../../../kernel/clock.ts'
import { openDatabase } from '../../../kernel/db/database.ts'
import { diskFiles } from '../../../kernel/file/fileStore.ts'
import { openJobs } from '../../../kernel/jobs.ts'
import { openLive } from '../../../kernel/live.ts'
import { createOutside } from '../../../kernel/outside/outside.ts'
import { secretsWith } from '../../../kernel/secret/secrets.ts'
import type { Connector } from '../../../publish/channel/port.ts'
import { startPublishing } from '../../../publish/publication/engine.ts'
import { createWordPressConnector } from '../wordpress.connector.ts'

// A process of its own that publishes: `wordpress.kill.peer.test.ts` starts it and lets it die at a chosen moment.

type Orders = {
  connection: Parameters<typeof openDatabase>[0]
  allowedHost: string
  /** Milliseconds after the commit began; `answered`: with the answer in hand; null: it may live. */
  dieAfter: number | 'answered' | null
}

const orders = JSON.parse(process.env['PUBLISHER_ORDERS'] ?? '{}') as Orders
const log = pino({ level: 'silent' })
const onError = (error: Error) => log.warn(error)
const database = openDatabase(orders.connection, onError)
const app: App = {
  settings: {
    version: '0.0.0-test',
    publicUrl: 'https://leitstand.test',
    dataDir: tmpdir(),
    mail: { smtpUrl: null, from: 'Leitstand <leitstand@leitstand.test>' },
    allowPrivateHosts: [orders.allowedHost],
  },
  log,
  clock: systemClock,
  database,
  secrets: secretsWith(Buffer.alloc(32, 7)),
  files: diskFiles(tmpdir()),
  jobs: await openJobs(database.pool, [], log),
  live: await openLive(orders.connection, onError),
  stopping: new AbortController().signal,
}

const real = createWordPressConnector(createOutside({ allowedHosts: new Set([orders.allowedHost]) }))
const die = () => process.kill(process.pid, 'SIGKILL')
const mortal: Connector = {
  ...real,
  commit: async (...args) => {
    const { dieAfter } = orders
    if (dieAfter === 0) die()
    if (typeof dieAfter === 'number') setTimeout(die, dieAfter)
    const committed = await real.commit(...args)
    if (dieAfter === 'answered') die()
    return committed
  },
}
startPublishing(app, new Map([['wordpress', mortal]]), { leaseMs: 1500, tickMs: 200 })
process.stdout.write('publishing\n')
