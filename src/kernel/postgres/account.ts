import { chownSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The operating system account that the database server runs as. */
export type Account = { uid: number; gid: number }

// The overflow id of Linux; what `nobody` has where /etc/passwd does not say.
const nobody: Account = { uid: 65534, gid: 65534 }

/**
 * The account for the server: null when it is our own. PostgreSQL refuses to run as root, so root hands the cluster
 * to the account that owns it already, else to `nobody`.
 */
export function serverAccount(clusterDir: string): Account | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(clusterDir, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return accountNamed('nobody') ?? nobody
}

/** Looks a local account up; null when /etc/passwd does not have it. */
export function accountNamed(name: string): Account | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : null
}

/** Hands a file over; nothing to do when the server runs as ourselves. */
export function giveTo(account: Account | null, path: string): void {
  if (account) chownSync(path, account.uid, account.gid)
}

/** True when the account may walk to `path` and read it; only the mode bits are looked at. */
export function isReachable(account: Account, path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false })
    if (!stat) return false
    const shift = stat.uid === account.uid ? 6 : stat.gid === account.gid ? 3 : 0
    const needed = stat.isDirectory() ? 0o1 : 0o5
    if (((stat.mode >> shift) & needed) !== needed) return false
    if (at === dirname(at)) return true
  }
}
