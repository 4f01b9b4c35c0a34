import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { isAlive } from '../postgres/cluster.ts'
import { StartFailure } from '../startFailure.ts'

const projectDir = join(import.meta.dirname, '../../..')
/** Names the process that builds after every change. */
export const watchFile = join(projectDir, 'dist', '.watched-by')
const stampFile = '.built-from'

const firstLoadLimit = 300_000
// What somebody who is signed in loads before the first page shows.
const firstScreen = ['src/web/start.tsx', 'src/web/shell/WorkspaceFrame.tsx', 'src/web/today/TodayPage.tsx']

/** Where the built web app lies. */
export const webDir = join(projectDir, 'dist', 'web')

/**
 * Builds the web app unless the present build was made from these very sources and packages. The new build replaces
 * the old one only when it is whole.
 */
export async function ensureWebApp(say: (line: string) => void): Promise<string> {
  if (isWatched()) return webDir
  const sources = sourceHash()
  if (stampOf(webDir) === sources) return webDir
  say('Building the web app, once after each update …')
  const draft = `${webDir}.new-${process.pid}`
  const vite = join(projectDir, 'node_modules', 'vite', 'bin', 'vite.js')
  try {
    await promisify(execFile)(
      process.execPath,
      [vite, 'build', '--outDir', draft, '--emptyOutDir', '--manifest', '--logLevel', 'error'],
      { cwd: projectDir },
    )
    writeFileSync(join(draft, stampFile), sources)
    rmSync(webDir, { recursive: true, force: true })
    renameSync(draft, webDir)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (stampOf(webDir) === sources) return webDir
    const { stderr, message } = error as Error & { stderr?: string }
    // Without the stack of the bundler.
    const [reason = ''] = stripVTControlCharacters(stderr || message).split(/\n\s+at /)
    throw new StartFailure(`The web app could not be built: ${reason.trim()}`)
  }
  return webDir
}

const manifestShape = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]) }),
)

/**
 * The JavaScript of the first screen, in bytes as sent (gzip): the page's own script, the app it starts, and the
 * `screens`, with everything they import.
 */
export function firstLoadBytes(directory: string, screens: readonly string[]): number {
  const manifest = manifestShape.parse(
    JSON.parse(readFileSync(join(directory, '.vite/manifest.json'), 'utf8')),
  )
  const files = new Set<string>()
  const add = (name: string): void => {
    const chunk = manifest[name]
    if (!chunk) throw new Error(`${name} is not in the build: correct firstScreen in buildWeb.ts`)
    if (files.has(chunk.file)) return
    files.add(chunk.file)
    for (const imported of chunk.imports) add(imported)
  }
  for (const name of ['index.html', ...screens]) add(name)
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(directory, file))).length, 0)
}

// While developing, another process builds after every change (src/dev.ts).
function isWatched(): boolean {
  try {
    return isAlive(Number(readFileSync(watchFile, 'utf8')))
  } catch {
    return false
  }
}

function stampOf(directory: string): string | null {
  try {
    return readFileSync(join(directory, stampFile), 'utf8')
  } catch {
    return null
  }
}

function sourceHash(): string {
  const hash = createHash('sha256')
  const sources = readdirSync(join(projectDir, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|css|svg|html)$/.test(name) && !/\.test\.tsx?$/.test(name))
    .map((name) => join('src', name))
    .sort()
  const pages = readdirSync(join(projectDir, 'docs/handbook'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .map((name) => join('docs/handbook', name))
    .sort()
  for (const name of ['package-lock.json', 'vite.config.ts', 'index.html', ...sources, ...pages]) {
    hash.update(`${name}\0`).update(readFileSync(join(projectDir, name)))
  }
  return hash.digest('hex')
}

// `npm run build`, and with --check-size the gate of `npm run check`.
if (import.meta.main) {
  await ensureWebApp((line) => process.stdout.write(`${line}\n`))
  const bytes = firstLoadBytes(webDir, firstScreen)
  process.stdout.write(`First load: ${Math.round(bytes / 1000)} kB of JavaScript (gzip).\n`)
  if (process.argv.includes('--check-size') && bytes > firstLoadLimit) {
    process.stderr.write(
      `That is more than ${firstLoadLimit / 1000} kB: load what the first screen does not need later.\n`,
    )
    process.exitCode = 1
  }
}
