import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from './db/database.ts'
import { openInstallation } from './installation.ts'
import { newTestDatabase } from './testing/database.ts'

const otherKey = Buffer.alloc(32, 9)

async function newInstallation() {
  const dataDir = mkdtempSync(join(tmpdir(), 'leitstand-key-'))
  const database = openDatabase(await newTestDatabase(), () => undefined)
  onTestFinished(async () => {
    await database.close()
    rmSync(dataDir, { recursive: true })
  })
  return { database, dataDir, keyFile: join(dataDir, 'master.key') }
}

test('a new installation makes a key file for its owner only, and opens with it from then on', async () => {
  const { database, dataDir, keyFile } = await newInstallation()
  const secrets = await openInstallation(database, dataDir, null)
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  const again = await openInstallation(database, dataDir, null)
  expect(again.open(secrets.seal('geheim', 'here'), 'here')).toBe('geheim')
})

test('a given key is used and never written down', async () => {
  const { database, dataDir, keyFile } = await newInstallation()
  await openInstallation(database, dataDir, otherKey)
  expect(existsSync(keyFile)).toBe(false)
  await expect(openInstallation(database, dataDir, null)).rejects.toThrow(/key file .* is missing/)
})

test('killed between key and database: the key that lies there is the one', async () => {
  const { database, dataDir, keyFile } = await newInstallation()
  writeFileSync(keyFile, otherKey.toString('base64'))
  const secrets = await openInstallation(database, dataDir, null)
  expect(secrets.keyCheck).toBe((await openInstallation(database, dataDir, otherKey)).keyCheck)
})

test('two processes that open a new installation together agree on one key', async () => {
  const { database, dataDir } = await newInstallation()
  const both = await Promise.all([1, 2].map(() => openInstallation(database, dataDir, null)))
  expect(both[0]?.keyCheck).toBe(both[1]?.keyCheck)
})

test('another key, a lost key and a damaged key are refused in words', async () => {
  const { database, dataDir, keyFile } = await newInstallation()
  await openInstallation(database, dataDir, null)
  await expect(openInstallation(database, dataDir, otherKey)).rejects.toThrow(
    /another key than LEITSTAND_KEY/,
  )
  writeFileSync(keyFile, otherKey.toString('base64'))
  await expect(openInstallation(database, dataDir, null)).rejects.toThrow(/another key than the key file/)
  writeFileSync(keyFile, 'oops')
  await expect(openInstallation(database, dataDir, null)).rejects.toThrow(/damaged/)
  rmSync(keyFile)
  await expect(openInstallation(database, dataDir, null)).rejects.toThrow(/is missing/)
  expect(existsSync(keyFile)).toBe(false)
})
