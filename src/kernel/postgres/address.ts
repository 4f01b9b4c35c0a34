import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StartFailure } from '../startFailure.ts'

const socketPort = 5432
// sockaddr_un holds 108 bytes on Linux and 104 on macOS and BSD, the closing zero included.
const socketPathLimit = 103

/** Where a client finds the server of this cluster; null when there is no trace of a server (Windows only). */
export function clientAddress(clusterDir: string): { host: string; port: number } | null {
  if (process.platform === 'win32') {
    const pidFile = join(clusterDir, 'postmaster.pid')
    if (!existsSync(pidFile)) return null
    const port = Number(readFileSync(pidFile, 'utf8').split('\n')[3])
    return port > 0 ? { host: '127.0.0.1', port } : null
  }
  return { host: shortPath(clusterDir), port: socketPort }
}

/** The server's own view: a socket in its data directory (0700), or loopback where the system has no such sockets. */
export function listenArguments(port: number): string[] {
  return process.platform === 'win32'
    ? ['-c', 'listen_addresses=127.0.0.1', '-c', `port=${port}`]
    : ['-c', 'listen_addresses=', '-c', `port=${socketPort}`, '-k', '.']
}

/** A free TCP port where one is needed. */
export async function freePort(): Promise<number> {
  if (process.platform !== 'win32') return socketPort
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

// A data directory with a long path is reached through a link with a short one.
function shortPath(clusterDir: string): string {
  if (Buffer.byteLength(join(clusterDir, `.s.PGSQL.${socketPort}`)) <= socketPathLimit) return clusterDir
  const own = process.getuid?.() ?? 0
  const name = createHash('sha256').update(clusterDir).digest('hex').slice(0, 16)
  const link = join(tmpdir(), `leitstand-${own}-${name}`)
  const found = lstatSync(link, { throwIfNoEntry: false })
  if (found?.isSymbolicLink() && found.uid === own && readlinkSync(link) === clusterDir) return link
  try {
    rmSync(link, { force: true })
    symlinkSync(clusterDir, link)
  } catch (error) {
    throw new StartFailure(
      `The path of the data directory is too long for a socket, and the short link ${link} cannot be made ` +
        `(${(error as Error).message}): choose a shorter path with --data.`,
    )
  }
  return link
}
