import { createHash, randomBytes } from 'node:crypto'
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, readMigrations, migrationsDir } from '../db/migrate.ts'
import { isAlive } from '../postgres/cluster.ts'
import { startEmbeddedPostgres, type Connection, type EmbeddedPostgres } from '../postgres/postgres.ts'
import { serverPid } from '../postgres/pidFile.ts'

/** What a test worker needs to make its database. Plain data: it crosses process borders. */
export type TestServer = {
  /** May create databases. */
  admin: pg.ClientConfig
  /** The role of the application, owner of the databases; never a superuser. */
  role: { user: string; password?: string }
  /** The migrated database to copy. */
  template: string
}

const template = 'leitstand_template'
const imageLifeMs = 24 * 60 * 60 * 1000

// Nothing here outlives the run, so nothing is written through to the disk.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  shared_buffers: '64MB',
  max_connections: '200',
  max_wal_size: '1GB',
}

/**
 * Opens the server of a test run: an embedded one on a copy of an image that holds the migrated template (kept per
 * state of `migrations/`), or the one named by LEITSTAND_TEST_DATABASE_URL, whose role must be allowed to create
 * databases and be no superuser.
 */
export async function openTestServer(): Promise<{ server: TestServer; close(): Promise<void> }> {
  const external = process.env['LEITSTAND_TEST_DATABASE_URL']
  return external ? openExternal(external) : openEmbedded()
}

async function openEmbedded() {
  const home = join(tmpdir(), `leitstand-test-${process.getuid?.() ?? 'user'}`)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  removeAbandonedRuns(home)
  const dataDir = mkdtempSync(join(home, `run-${process.pid}-`))
  await copyImage(home, dataDir)
  const postgres = await startEmbeddedPostgres({ dataDir, settings, sync: false })
  const { user, password } = postgres.connection
  return {
    server: { admin: postgres.superuser, role: { user, password }, template },
    close: async () => {
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

// An image is a cluster with the template in it; making one costs a second or two, copying it a tenth of that.
async function copyImage(home: string, dataDir: string): Promise<void> {
  const state = createHash('sha256')
  for (const migration of readMigrations(migrationsDir))
    state.update(`${migration.number} ${migration.checksum}\n`)
  const image = join(home, `image-${state.digest('hex').slice(0, 16)}`)
  if (!existsSync(image)) await makeImage(image)
  utimesSync(image, new Date(), new Date())
  copyKeepingOwners(join(image, 'postgres'), join(dataDir, 'postgres'))
}

async function makeImage(image: string): Promise<void> {
  const draft = mkdtempSync(`${image}.draft-${process.pid}-`)
  const postgres = await startEmbeddedPostgres({ dataDir: draft, settings, sync: false })
  try {
    await makeTemplate(postgres).finally(() => postgres.stop())
    renameSync(draft, image)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    // Another run made the same image meanwhile.
    if (!existsSync(image)) throw error
  }
}

async function makeTemplate(postgres: EmbeddedPostgres): Promise<void> {
  await withClient(postgres.superuser, (admin) => admin.query(`create database ${template} owner leitstand`))
  await migrate({ ...postgres.connection, database: template } satisfies Connection)
}

// fs.cp gives the copy to whoever copies; the server's account must own it.
function copyKeepingOwners(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
  const { uid, gid } = statSync(from)
  if (process.getuid?.() === 0 && uid !== 0) chownAll(to, uid, gid)
}

function chownAll(path: string, uid: number, gid: number): void {
  chownSync(path, uid, gid)
  for (const entry of readdirSync(path, { recursive: true, encoding: 'utf8' }))
    chownSync(join(path, entry), uid, gid)
}

function removeAbandonedRuns(home: string): void {
  for (const name of readdirSync(home)) {
    const path = join(home, name)
    const maker = Number(name.match(/^(?:run|image-\w+\.draft)-(\d+)-/)?.[1])
    if (maker && !isAlive(maker)) {
      const orphan = serverPid(join(path, 'postgres'))
      if (orphan && isAlive(orphan)) process.kill(orphan, 'SIGQUIT')
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
    } else if (/^image-\w+$/.test(name) && Date.now() - statSync(path).mtimeMs > imageLifeMs) {
      rmSync(path, { recursive: true, force: true })
    }
  }
}

async function openExternal(url: string) {
  const admin = { connectionString: url }
  const own = `${template}_${randomBytes(4).toString('hex')}`
  const role = await withClient(admin, async (client) => {
    const found = await client.query<{ user: string; super: boolean; bypass: boolean; create: boolean }>(
      `select rolname as user, rolsuper as super, rolbypassrls as bypass, rolcreatedb as create
       from pg_roles where rolname = current_user`,
    )
    const [row] = found.rows
    if (!row || row.super || row.bypass || !row.create) {
      throw new Error(
        'LEITSTAND_TEST_DATABASE_URL needs a role with CREATEDB and without SUPERUSER and BYPASSRLS',
      )
    }
    await client.query(`create database ${own}`)
    return row.user
  })
  const password = decodeURIComponent(new URL(url).password)
  await migrate(databaseOn(admin, own))
  return {
    server: { admin, role: { user: role, password }, template: own },
    close: async () => {
      await withClient(admin, async (client) => {
        const left = await client.query<{ datname: string }>(
          'select datname from pg_database where datname like $1',
          [`${own}%`],
        )
        for (const { datname } of left.rows) await client.query(`drop database "${datname}" with (force)`)
      })
    },
  }
}

/** The same server and role, another database. */
export function databaseOn(config: pg.ClientConfig, database: string): pg.ClientConfig {
  if (!config.connectionString) return { ...config, database }
  const url = new URL(config.connectionString)
  url.pathname = `/${database}`
  return { connectionString: url.href }
}

/** Opens a connection for one piece of work. */
export async function withClient<T>(
  config: pg.ClientConfig,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
