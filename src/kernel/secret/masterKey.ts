import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { exitConfiguration, StartFailure } from '../startFailure.ts'

/** Where the key lies when the environment gives none. */
export function keyFile(dataDir: string): string {
  return join(dataDir, 'master.key')
}

/** Reads the master key (32 bytes, base64) from its file; null when there is none. */
export function readMasterKey(dataDir: string): Buffer | null {
  const file = keyFile(dataDir)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw new StartFailure(`The key file ${file} cannot be read: ${message}.`, exitConfiguration)
  }
  const key = Buffer.from(text.trim(), 'base64')
  if (key.length !== 32) {
    throw new StartFailure(
      `The key file ${file} is damaged (it must hold 32 bytes in base64): put the saved copy back.`,
      exitConfiguration,
    )
  }
  return key
}

/** Makes a new key and keeps it, readable by its owner only. Answers the one that is kept, if another came first. */
export function makeMasterKey(dataDir: string): Buffer {
  const file = keyFile(dataDir)
  const draft = `${file}.${process.pid}`
  rmSync(draft, { force: true })
  const handle = openSync(draft, 'wx', 0o600)
  writeSync(handle, `${randomBytes(32).toString('base64')}\n`)
  fsyncSync(handle)
  closeSync(handle)
  try {
    // A link, unlike a rename, never replaces a key that is there.
    linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(draft, { force: true })
  }
  chmodSync(file, 0o600)
  const kept = readMasterKey(dataDir)
  if (!kept) throw new StartFailure(`The key file ${file} vanished while it was made.`)
  return kept
}
