import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

export type Program = {
  url: string
  dataDir: string
  /** Processor time in milliseconds since the start: of the process, and of its database with all helpers. */
  cpu(): { node: number; postgres: number }
  stop(): Promise<void>
}

/** Starts the real program in a data directory of its own: durable, with the embedded database. */
export async function startProgram(): Promise<Program> {
  const dataDir = mkdtempSync(join(tmpdir(), 'leitstand-bench-'))
  const port = await freePort()
  const child = startNode(['src/cli.ts', 'start', '--port', String(port), '--data', dataDir], {
    LOG_LEVEL: 'warn',
  })
  const url = `http://127.0.0.1:${port}`
  await answering(child, `${url}/healthz`)
  return {
    url,
    dataDir,
    cpu: () => ({ node: cpuOf([child.pid ?? 0]), postgres: cpuOf(postgresOf(dataDir)) }),
    stop: async () => {
      await endOf(child)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Runs a script of ours with this very Node. */
export function startNode(script: string[], environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, script, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}

/** Waits until an address answers; fails when the process ends before. */
export async function answering(child: ChildProcess, url: string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`)
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isUp) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

export async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** Processor time of processes in milliseconds, that of their ended children included. */
export function cpuOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid) * 10, 0)
}

// Fields 14 to 17 of /proc/<pid>/stat in hundredths of a second; the name before them may hold blanks.
function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0)
}

function postgresOf(dataDir: string): number[] {
  const [line = ''] = readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')
  const postmaster = Number(line)
  const children = readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && parentOf(pid) === postmaster)
  return [postmaster, ...children]
}

function parentOf(pid: number): number | null {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1])
  } catch {
    // Ended while we looked.
    return null
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
