import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { StartFailure } from '../startFailure.ts'
import { giveTo, type Account } from './account.ts'
import type { Binaries } from './binaries.ts'

const passwordFile = 'leitstand.password'

/**
 * How the server is told its directory. Root starts it under an account that may be unable to walk to the data
 * directory (it may lie below /root); the kernel's link to the working directory needs no walking.
 */
export function directoryArgument(clusterDir: string, account: Account | null): string {
  return account && process.platform === 'linux' ? '/proc/self/cwd' : clusterDir
}

/**
 * Makes the database cluster unless it is there. It is made beside its place and renamed, so that a half-made one is
 * never taken for a whole. `sync: false` is for tests only.
 */
export async function ensureCluster(
  clusterDir: string,
  binaries: Binaries,
  account: Account | null,
  sync: boolean,
): Promise<void> {
  if (existsSync(clusterDir)) return refuseForeign(clusterDir, binaries)
  removeAbandonedDrafts(clusterDir)
  const draft = `${clusterDir}.new-${process.pid}`
  const password = join(dirname(clusterDir), `${basename(draft)}.password`)
  try {
    mkdirSync(draft, { mode: 0o700 })
    giveTo(account, draft)
    writeFileSync(password, randomBytes(24).toString('hex'), { mode: 0o600 })
    giveTo(account, password)
    await runInitdb(draft, password, binaries, account, sync)
    renameSync(password, join(draft, passwordFile))
    renameSync(draft, clusterDir)
  } catch (error) {
    // Another process was quicker; the lock on the running server decides which of the two goes on.
    if (existsSync(clusterDir)) return
    throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
    rmSync(password, { force: true })
  }
}

/** What the database programs inherit: no PG… settings of the shell, no secrets. Windows programs need its own. */
export const serverEnvironment = process.platform === 'win32' ? undefined : { TZ: 'UTC', LC_ALL: 'C' }

/** The password of both database roles; made with the cluster, readable by its owner only. */
export function clusterPassword(clusterDir: string): string {
  const file = join(clusterDir, passwordFile)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new StartFailure(
      `The password file of the embedded database cannot be read: ${(error as Error).message}.`,
    )
  }
}

function refuseForeign(clusterDir: string, binaries: Binaries): void {
  const { uid } = statSync(clusterDir)
  const own = process.getuid?.()
  if (own !== undefined && own !== 0 && uid !== own) {
    throw new StartFailure(
      `The database in ${clusterDir} belongs to another account (uid ${uid}): start Leitstand as that account or as ` +
        `root, or hand the folder over with chown -R ${own}.`,
    )
  }
  const versionFile = join(clusterDir, 'PG_VERSION')
  if (!existsSync(versionFile)) {
    throw new StartFailure(
      `${clusterDir} is no database (PG_VERSION is missing): move it away, or choose another --data.`,
    )
  }
  const found = readFileSync(versionFile, 'utf8').trim()
  const [expected] = binaries.version.split('.')
  if (found !== expected) {
    throw new StartFailure(
      `The database in ${clusterDir} was made by PostgreSQL ${found}, this Leitstand brings PostgreSQL ${expected}: ` +
        'start the Leitstand version that made it, and move the data with a backup.',
    )
  }
}

function removeAbandonedDrafts(clusterDir: string): void {
  const prefix = `${basename(clusterDir)}.new-`
  for (const name of readdirSync(dirname(clusterDir))) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN
    if (Number.isNaN(pid) || isAlive(pid)) continue
    rmSync(join(dirname(clusterDir), name), { recursive: true, force: true })
  }
}

/** True when a process with this id runs, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function runInitdb(
  draft: string,
  password: string,
  binaries: Binaries,
  account: Account | null,
  sync: boolean,
): Promise<void> {
  const passwordInput = openSync(password, 'r')
  const parameters = [
    ...[
      '-D',
      directoryArgument(draft, account),
      '-U',
      'postgres',
      '-E',
      'UTF8',
      '--locale=C',
      '--data-checksums',
    ],
    // The collation travels with PostgreSQL and not with the operating system: an upgrade of it breaks no index.
    ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '-A', 'scram-sha-256'],
    `--pwfile=${process.platform === 'win32' ? password : '/dev/stdin'}`,
    ...(sync ? [] : ['--no-sync']),
  ]
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(binaries.initdb, parameters, {
        cwd: draft,
        env: serverEnvironment,
        stdio: [passwordInput, 'pipe', 'pipe'],
        ...account,
      })
      const said: string[] = []
      child.stdout?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
      child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()))
      child.on('error', reject)
      child.on('close', (code) => {
        if (code === 0) return resolve()
        const reason = said.join('').match(/(?:FATAL|error|could not).*/)?.[0] ?? said.join('').trim()
        reject(new StartFailure(`The embedded database could not be made in ${dirname(draft)}: ${reason}`))
      })
    })
    chmodSync(draft, 0o700)
  } finally {
    closeSync(passwordInput)
  }
}
