import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the peer script `wordpress.sh` wrote about the WordPress it started (`$PEERS_HOME/wordpress/env`), null when
 * there is none. `home` is where peers live.
 */
export function peerEnvironment(
  home = process.env['PEERS_HOME'] ?? '/tmp/peers',
): Record<string, string> | null {
  const file = join(home, 'wordpress', 'env')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  return Object.fromEntries(
    lines
      .filter((line) => line.includes('='))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}
