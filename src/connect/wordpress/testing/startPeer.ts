import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { peerEnvironment, peersHome } from './peer.ts'

const run = promisify(execFile)
const script = join(process.env['LEITSTAND_SHARED'] ?? join(process.cwd(), '../shared'), 'peers/wordpress.sh')

/**
 * Vitest's global set-up of the tiers that publish for real: starts the WordPress of the peer scripts where they are
 * found (a first start installs it), and stops it again when it was not running before. Elsewhere those tests are
 * listed as skipped.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (!existsSync(script)) return undefined
  const environment = { ...process.env, PEERS_HOME: peersHome() }
  const wasRunning = await answers()
  if (wasRunning) return undefined
  process.stdout.write('Starting a real WordPress for the tests …\n')
  try {
    await run(script, ['start'], { env: environment, timeout: 9 * 60_000, maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    process.stdout.write(`The WordPress of the peer scripts did not start: ${String(error).slice(0, 2000)}\n`)
    // Where nobody watches, tests that are silently skipped would look like tests that pass.
    if (process.env['CI']) throw error
    return undefined
  }
  return async () => {
    await run(script, ['stop'], { env: environment, timeout: 60_000 })
  }
}

async function answers(): Promise<boolean> {
  const url = peerEnvironment()?.['WP_URL']
  if (url === undefined) return false
  try {
    return (await fetch(`${url}/wp-json/`, { signal: AbortSignal.timeout(5_000) })).ok
  } catch {
    return false
  }
}
