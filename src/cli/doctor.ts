import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '../config.ts'
import { prepareDataDirectory } from '../kernel/dataDirectory.ts'
import { migrationState } from '../kernel/db/migrate.ts'
import { openDatabaseServer, type DatabaseServer } from '../kernel/db/server.ts'
import { transportOf } from '../kernel/mail/mail.ts'
import { keyFile, readMasterKey } from '../kernel/secret/masterKey.ts'
import { secretsWith } from '../kernel/secret/secrets.ts'
import { StartFailure } from '../kernel/startFailure.ts'

type Grade = 'ok' | 'warn' | 'fail'
type Finding = { grade: Grade; subject: string; text: string }

const gigabyte = 1024 ** 3

/** `leitstand doctor`: one line a finding, with what to do. Exit code 1 when something fails. */
export async function doctor(configure: () => Config): Promise<number> {
  let failed = false
  for await (const { grade, subject, text } of findings(configure)) {
    failed ||= grade === 'fail'
    process.stdout.write(`${grade.padEnd(5)} ${subject.padEnd(15)} ${text}\n`)
  }
  return failed ? 1 : 0
}

async function* findings(configure: () => Config): AsyncGenerator<Finding> {
  let config: Config
  try {
    config = configure()
  } catch (error) {
    yield { grade: 'fail', subject: 'configuration', text: wordsOf(error) }
    return
  }
  yield configurationFinding(config)
  yield attempt('data directory', () => {
    prepareDataDirectory(config.dataDir)
    return ok(`${config.dataDir} is writable`)
  })
  yield attempt('disk', () => diskFinding(config.dataDir))
  if (config.databaseUrl === null && !existsSync(join(config.dataDir, 'postgres'))) {
    yield { grade: 'ok', subject: 'database', text: 'not made yet, the first start makes it' }
  } else {
    yield* databaseFindings(config)
  }
  yield await mailFinding(config)
}

function configurationFinding({ host, publicUrl }: Config): Finding {
  const subject = 'configuration'
  const isOpen = !['127.0.0.1', 'localhost', '::1'].includes(host)
  if (isOpen && publicUrl === null)
    return {
      grade: 'warn',
      subject,
      text: `listens on ${host}: set PUBLIC_URL, or links in mails lead to localhost`,
    }
  if (publicUrl?.startsWith('http://') && !/\/\/(localhost|127\.|\[::1\])/.test(publicUrl))
    return {
      grade: 'warn',
      subject,
      text: `PUBLIC_URL ${publicUrl} is not encrypted: put a proxy with https before it`,
    }
  return { grade: 'ok', subject, text: publicUrl ?? `${host}, for this machine only` }
}

function diskFinding(directory: string): Omit<Finding, 'subject'> {
  const { bavail, bsize } = statfsSync(directory)
  const free = (bavail * bsize) / gigabyte
  const text = `${free.toFixed(1)} GB free`
  if (free < 0.25)
    return { grade: 'fail', text: `${text}: make room, the database stops when the disk is full` }
  return free < 2 ? { grade: 'warn', text: `${text}: make room soon` } : { grade: 'ok', text }
}

async function* databaseFindings(config: Config): AsyncGenerator<Finding> {
  let server: DatabaseServer
  try {
    server = await openDatabaseServer({ ...config, sharing: true })
  } catch (error) {
    yield { grade: 'fail', subject: 'database', text: wordsOf(error) }
    return
  }
  const client = new pg.Client(server.connection)
  client.on('error', () => undefined)
  try {
    const before = Date.now()
    await client.connect()
    const { rows } = await client.query<{ version: string; role: string; now: Date }>(
      "select current_setting('server_version') as version, current_user as role, clock_timestamp() as now",
    )
    const [facts] = rows
    if (!facts) return
    yield {
      grade: 'ok',
      subject: 'database',
      text: `${server.description}, version ${facts.version}, role ${facts.role}`,
    }
    const { open, refusal } = await migrationState(client)
    yield { subject: 'migrations', ...migrationFinding(open, refusal) }
    yield { subject: 'key', ...(await keyFinding(client, config)) }
    yield { subject: 'clock', ...clockFinding(facts.now.getTime(), before, Date.now()) }
  } catch (error) {
    yield { grade: 'fail', subject: 'database', text: wordsOf(error) }
  } finally {
    await client.end()
    await server.stop()
  }
}

function migrationFinding(open: number, refusal: string | null): Omit<Finding, 'subject'> {
  if (refusal) return { grade: 'fail', text: refusal }
  return open > 0 ? ok(`${open} open, the next start runs them`) : ok('all applied')
}

async function keyFinding(client: pg.Client, config: Config): Promise<Omit<Finding, 'subject'>> {
  const key = config.masterKey ?? readMasterKey(config.dataDir)
  const present = await client.query("select to_regclass('kernel.instance') is not null as found")
  const instance = present.rows[0]?.found
    ? await client.query('select key_check from kernel.instance')
    : { rows: [] }
  const known: string | undefined = instance.rows[0]?.key_check
  if (known === undefined) return ok('not made yet, the first start makes it')
  if (!key) return { grade: 'fail', text: `${keyFile(config.dataDir)} is missing: put the saved copy back` }
  if (secretsWith(key).keyCheck !== known)
    return { grade: 'fail', text: 'belongs to another database: use the key this database was sealed with' }
  return config.masterKey
    ? ok('LEITSTAND_KEY opens this database')
    : ok(`${keyFile(config.dataDir)} opens this database: keep a copy of it apart from the backups`)
}

/** Holds the database's clock against ours; the query took place between `before` and `after` (ms since 1970). */
function clockFinding(database: number, before: number, after: number): Omit<Finding, 'subject'> {
  const offMs = Math.max(0, before - database, database - after)
  const text = `${(offMs / 1000).toFixed(1)} s apart from the database's clock`
  if (offMs > 30_000)
    return { grade: 'fail', text: `${text}: publications would go out at the wrong time, set up NTP` }
  return offMs > 2_000 ? { grade: 'warn', text: `${text}: set up NTP` } : ok('agrees with the database')
}

async function mailFinding({ mail }: Config): Promise<Finding> {
  const subject = 'outgoing mail'
  if (mail.smtpUrl === null)
    return {
      grade: 'warn',
      subject,
      text: 'SMTP_URL is not set: mails wait in the outbox, links are passed on by hand',
    }
  const transport = transportOf({ settings: { mail } })
  try {
    await transport.verify()
    return { grade: 'ok', subject, text: `${new URL(mail.smtpUrl).host} takes mails from ${mail.from}` }
  } catch (error) {
    const server = new URL(mail.smtpUrl).host
    return {
      grade: 'fail',
      subject,
      text: `${server} does not take mails (${wordsOf(error)}): correct SMTP_URL`,
    }
  } finally {
    transport.close()
  }
}

function ok(text: string): { grade: Grade; text: string } {
  return { grade: 'ok', text }
}

function attempt(subject: string, look: () => Omit<Finding, 'subject'>): Finding {
  try {
    return { subject, ...look() }
  } catch (error) {
    return { grade: 'fail', subject, text: wordsOf(error) }
  }
}

// What is not a failure in words yet is still one line here, not a stack trace.
function wordsOf(error: unknown): string {
  if (error instanceof StartFailure) return error.message
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
