import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, expect, inject, onTestFinished, test } from 'vitest'
import { newTestDatabase } from '../testing/database.ts'
import { openDatabaseServer, whyNotUse } from './server.ts'

/** The same database as an address, as an operator writes it; `change` says what is wrong with it. */
function urlOf(config: pg.ClientConfig, change: { password?: string; database?: string } = {}): string {
  const { host, port, user, password, database, connectionString } = config
  const url = new URL(connectionString ?? `postgresql://localhost:${port}/${database}`)
  if (connectionString === undefined) {
    url.searchParams.set('host', String(host))
    url.username = String(user)
    url.password = String(password)
  }
  if (change.password) url.password = change.password
  if (change.database) url.pathname = `/${change.database}`
  return url.href
}
const dataDir = mkdtempSync(join(tmpdir(), 'leitstand-server-'))
afterAll(() => rmSync(dataDir, { recursive: true }))
const open = (databaseUrl: string) => openDatabaseServer({ databaseUrl, dataDir })

test('a server with an ordinary role is taken', async () => {
  const database = await newTestDatabase()
  const server = await open(urlOf(database))
  expect(server.description).toContain('leitstand_template_')
  expect(server.description).not.toMatch(/@|password/)
})

test.skipIf(process.env['LEITSTAND_TEST_DATABASE_URL'])(
  'a superuser is refused, and the way out is named',
  async () => {
    const admin = inject('testServer').admin
    await expect(open(urlOf(admin))).rejects.toThrow(/role postgres is a superuser.*create role leitstand/)
  },
)

test('a wrong password and a missing database are told apart', async () => {
  const database = await newTestDatabase()
  await expect(open(urlOf(database, { password: 'x' }))).rejects.toThrow(/refuses the user or the password/)
  await expect(open(urlOf(database, { database: 'nope' }))).rejects.toThrow(/does not have this database/)
})

test('nobody there: refused within its time, without the password', async () => {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  const opening = open(`postgresql://me:hunter2@127.0.0.1:${port}/plan`)
  await expect(opening).rejects.toThrow(
    `The database 127.0.0.1:${port}/plan cannot be used: no server answers there`,
  )
  await expect(opening).rejects.not.toThrow(/hunter2/)
})

test('a server that closes the connection is a failure in words', async () => {
  const rude = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void rude.close())
  const { port } = rude.address() as AddressInfo
  await expect(open(`postgresql://me@127.0.0.1:${port}/plan`)).rejects.toThrow(/cannot be used/)
})

const good = { version: 15, role: 'leitstand', unbound: false, may_create: true }
test.each([
  [good, null],
  [{ ...good, version: 14 }, /PostgreSQL 14, Leitstand needs 15/],
  [{ ...good, unbound: true }, /bypasses row-level security/],
  [{ ...good, may_create: false }, /may not create schemas/],
])('%j', (facts, expected) => {
  const refusal = whyNotUse(facts)
  if (expected === null) expect(refusal).toBeNull()
  else expect(refusal).toMatch(expected)
})
