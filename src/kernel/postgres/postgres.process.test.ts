import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { withClient } from '../testing/testServer.ts'
import { accountNamed } from './account.ts'
import { isAlive } from './cluster.ts'
import { startEmbeddedPostgres, type Connection, type EmbeddedOptions } from './postgres.ts'

const isRoot = process.getuid?.() === 0
const script = join(import.meta.dirname, '../testing/embeddedProcess.ts')

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'leitstand-pg-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }))
  return directory
}

// Making a cluster takes longest; tests that need no new one take turns on this.
const used = mkdtempSync(join(tmpdir(), 'leitstand-pg-'))
afterAll(() => rmSync(used, { recursive: true, force: true, maxRetries: 5 }))

/** Starts the server in this process and stops it after the test. */
async function start(dataDir: string, options: Partial<EmbeddedOptions> = {}) {
  const postgres = await startEmbeddedPostgres({ dataDir, sync: false, ...options })
  onTestFinished(() => postgres.stop())
  return postgres
}

type Report = { adopted: boolean; pid: number; connection: Connection; refused?: string; exitCode?: number }

/** Starts the server in a process of its own, optionally as another account. */
async function startElsewhere(dataDir: string, account: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, [script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...account,
  })
  onTestFinished(() => ended(child, 'SIGKILL'))
  const report = await new Promise<Report>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line)))
    child.once('exit', (code) => setImmediate(() => reject(new Error(`ended with ${code} without a report`))))
  })
  if (!report.refused) onTestFinished(() => void (isAlive(report.pid) && process.kill(report.pid, 'SIGQUIT')))
  return { child, report }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await exit
}

// The server's own record, which it removes last. (An orphan may stay as a zombie where nobody collects them.)
const hasServer = (directory: string) => existsSync(join(directory, 'postgres', 'postmaster.pid'))

const query = (connection: Connection, text: string) =>
  withClient(connection, async (client: pg.Client) => (await client.query(text)).rows)

test('the first start makes a durable database that an ordinary role owns; the second finds its rows', async () => {
  const directory = newDirectory()
  const first = await start(directory)
  expect(first.adopted).toBe(false)
  await query(first.connection, 'create table note (text text)')
  await query(first.connection, "insert into note values ('kept')")
  const [facts] = await query(
    first.connection,
    `select rolsuper, rolbypassrls, rolcreatedb, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as commit, current_setting('data_checksums') as checksums,
            current_setting('listen_addresses') as listen, current_setting('server_encoding') as encoding
     from pg_roles where rolname = current_user`,
  )
  expect(facts).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreatedb: false,
    fsync: 'on',
    commit: 'on',
    checksums: 'on',
    listen: '',
    encoding: 'UTF8',
  })
  expect(statSync(join(directory, 'postgres')).mode & 0o777).toBe(0o700)
  await first.stop()
  expect(isAlive(first.pid)).toBe(false)

  const second = await start(directory)
  expect(second.adopted).toBe(false)
  expect(await query(second.connection, 'select text from note')).toEqual([{ text: 'kept' }])
})

test('a wrong password is refused although the socket is reached', async () => {
  const postgres = await start(used)
  await expect(query({ ...postgres.connection, password: 'guess' }, 'select 1')).rejects.toThrow(/password/)
  await expect(query({ ...postgres.superuser, password: 'guess' }, 'select 1')).rejects.toThrow(/password/)
})

test('kill -9 of the application leaves the server running, and the next start adopts it', async () => {
  const { child, report } = await startElsewhere(used)
  await query(report.connection, 'create table adopted (text text)')
  await ended(child, 'SIGKILL')
  expect(isAlive(report.pid)).toBe(true)

  const next = await start(used)
  expect(next).toMatchObject({ adopted: true, pid: report.pid })
  expect(await query(next.connection, 'select * from adopted')).toEqual([])
  await next.stop()
  expect(hasServer(used)).toBe(false)
})

test('kill -9 of application and server: the next start recovers what was committed', async () => {
  const { child, report } = await startElsewhere(used)
  await query(report.connection, 'create table recovered as select 1 as id')
  process.kill(report.pid, 'SIGKILL')
  await ended(child, 'SIGKILL')
  expect(hasServer(used)).toBe(true)

  const next = await start(used)
  expect(next.adopted).toBe(false)
  expect(await query(next.connection, 'select id from recovered')).toEqual([{ id: 1 }])
})

test('a second process on the same directory is refused at once and told who is there', async () => {
  const postgres = await start(used, { label: 'http://127.0.0.1:9999' })
  const before = Date.now()
  const { report } = await startElsewhere(used)
  expect(Date.now() - before).toBeLessThan(2000)
  expect(report.exitCode).toBe(78)
  expect(report.refused).toContain(`process ${process.pid} on ${hostname()}`)
  expect(report.refused).toContain('http://127.0.0.1:9999')
  expect(await query(postgres.connection, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('two processes that start together on an empty directory: one runs, one is refused', async () => {
  const directory = newDirectory()
  const both = await Promise.all([startElsewhere(directory), startElsewhere(directory)])
  expect(both.map(({ report }) => report.exitCode ?? 0).sort()).toEqual([0, 78])
})

test('a tool beside the running application shares its server and leaves it running', async () => {
  const { report } = await startElsewhere(used)
  const tool = await start(used, { sharing: true })
  expect(await query(tool.connection, 'select 1 as one')).toEqual([{ one: 1 }])
  await tool.stop()
  expect(isAlive(report.pid)).toBe(true)
})

test('a server that dies under the application is reported', async () => {
  const onLost = vi.fn()
  const postgres = await start(used, { onLost })
  process.kill(postgres.pid, 'SIGKILL')
  await expect.poll(() => onLost.mock.calls.length).toBe(1)
  expect(onLost.mock.calls[0]?.[0]).toMatch(/database ended unexpectedly/)
})

describe('what earlier runs left behind', () => {
  test('the record of a server whose process id belongs to another program now', async () => {
    await (await start(used)).stop()
    const stranger = spawn('sleep', ['600'])
    onTestFinished(() => ended(stranger, 'SIGKILL'))
    writeFileSync(
      join(used, 'postgres', 'postmaster.pid'),
      `${stranger.pid}\n${used}\n1\n5432\n.\n\n\nready\n`,
    )
    expect((await start(used)).adopted).toBe(false)
    expect(isAlive(stranger.pid ?? 0)).toBe(true)
  })

  test('a database that was only half made', async () => {
    const directory = newDirectory()
    const dead = spawn('true')
    await new Promise((resolve) => dead.once('exit', resolve))
    const draft = join(directory, `postgres.new-${dead.pid}`)
    mkdirSync(draft)
    writeFileSync(join(draft, 'PG_VERSION'), '18')
    await start(directory)
    expect(existsSync(draft)).toBe(false)
  })

  test('a database of another major version', async () => {
    const directory = newDirectory()
    mkdirSync(join(directory, 'postgres'))
    writeFileSync(join(directory, 'postgres', 'PG_VERSION'), '17\n')
    await expect(start(directory)).rejects.toThrow(
      /made by PostgreSQL 17, this Leitstand brings PostgreSQL 18/,
    )
  })

  test('a damaged configuration: the reason the server gives, and where its log lies', async () => {
    const directory = newDirectory()
    await (await start(directory)).stop()
    rmSync(join(directory, 'postgres', 'global', 'pg_control'))
    await expect(start(directory)).rejects.toThrow(
      /cannot start: could not find the database system.*postgres\.log/,
    )
  })
})

test('a path too long for a socket is reached all the same', async () => {
  const directory = join(newDirectory(), 'a-directory-with-quite-a-long-name'.repeat(4))
  const postgres = await start(directory)
  expect(postgres.connection.host.length).toBeLessThan(90)
  expect(await query(postgres.connection, 'select 1 as one')).toEqual([{ one: 1 }])
  onTestFinished(() => rmSync(postgres.connection.host, { force: true }))
})

describe.runIf(isRoot)('accounts', () => {
  const nobody = accountNamed('nobody') ?? { uid: 65_534, gid: 65_534 }

  test('root runs the server as nobody, also below a directory that only root may enter', async () => {
    const directory = newDirectory()
    chmodSync(directory, 0o700)
    const postgres = await start(join(directory, 'data'))
    expect(readFileSync(`/proc/${postgres.pid}/status`, 'utf8')).toMatch(
      new RegExp(`^Uid:\\s+${nobody.uid}\\s`, 'm'),
    )
  })

  test('an ordinary user runs it as itself and adopts its own orphan', async () => {
    const directory = newDirectory()
    chownSync(directory, nobody.uid, nobody.gid)
    const { child, report } = await startElsewhere(directory, nobody)
    expect(report.adopted).toBe(false)
    await ended(child, 'SIGKILL')
    const again = await startElsewhere(directory, nobody)
    expect(again.report).toMatchObject({ adopted: true, pid: report.pid })
    await ended(again.child, 'SIGTERM')
    expect(hasServer(directory)).toBe(false)
  })

  test('an ordinary user is told when the database belongs to somebody else', async () => {
    await (await start(used)).stop()
    chmodSync(used, 0o777)
    const other = { uid: nobody.uid - 1, gid: nobody.gid }
    const { report } = await startElsewhere(used, other)
    expect(report.refused).toMatch(/belongs to another account \(uid \d+\)/)
  })
})
