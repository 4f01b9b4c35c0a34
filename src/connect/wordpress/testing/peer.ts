import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where the peer scripts keep their servers. */
export function peersHome(): string {
  return process.env['PEERS_HOME'] ?? join(tmpdir(), 'peers')
}

/**
 * What the peer script `wordpress.sh` wrote about the WordPress it started (`$PEERS_HOME/wordpress/env`), null when
 * there is none. `home` is where peers live.
 */
export function peerEnvironment(home = peersHome()): Record<string, string> | null {
  const file = join(home, 'wordpress', 'env')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  return Object.fromEntries(
    lines
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}
