import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { isAlive } from './cluster.ts'
import { serverPid } from './pidFile.ts'

const fastLimitMs = 20_000

type Running = { pid: number; clusterDir: string; binaries: Binaries }

/**
 * Ends the server: open transactions are rolled back, the rest is written to disk. One that has not ended after 20
 * seconds is ended at once and recovers from its log at the next start.
 */
export async function stopServer(child: ChildProcess | null, running?: Running): Promise<void> {
  const pid = child?.pid ?? running?.pid
  if (pid === undefined) return
  if (process.platform === 'win32') return stopOnWindows(child, running)
  const isGone = () =>
    child
      ? child.exitCode !== null || child.signalCode !== null
      : !isAlive(pid) || serverPidOf(running) !== pid
  if (isGone()) return
  send(pid, 'SIGINT')
  const deadline = Date.now() + fastLimitMs
  while (!isGone()) {
    if (Date.now() > deadline) send(pid, 'SIGQUIT')
    await pause(10)
  }
}

function serverPidOf(running: Running | undefined): number | null {
  return running ? serverPid(running.clusterDir) : null
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

// Windows has no signals; PostgreSQL listens on a named pipe that pg_ctl writes to.
async function stopOnWindows(child: ChildProcess | null, running: Running | undefined): Promise<void> {
  if (!running) {
    child?.kill()
    return
  }
  const control = join(dirname(running.binaries.postgres), 'pg_ctl.exe')
  const stopping = spawn(control, ['stop', '-m', 'fast', '-w', '-D', running.clusterDir], { stdio: 'ignore' })
  await new Promise((ended) => stopping.once('exit', ended))
}
