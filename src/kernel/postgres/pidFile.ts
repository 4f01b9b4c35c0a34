import { closeSync, openSync, readFileSync, readSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive } from './cluster.ts'

const logLimitBytes = 8 * 1024 * 1024

/** The process id of the server that owns the cluster by its own record; null when none is recorded. */
export function serverPid(clusterDir: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8'), 10)
    return pid > 0 ? pid : null
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/**
 * Removes the record of a server that is gone. PostgreSQL does so itself unless the id has gone to another process,
 * which is the rule in containers, where ids start at 1 again.
 */
export function removeStalePidFile(clusterDir: string): void {
  const pid = serverPid(clusterDir)
  if (pid === null || (isAlive(pid) && isPostgres(pid))) return
  rmSync(join(clusterDir, 'postmaster.pid'), { force: true })
}

// Only Linux tells cheaply what a process is; elsewhere a live process is taken for the server.
function isPostgres(pid: number): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}

export function logSize(log: string): number {
  return statSync(log, { throwIfNoEntry: false })?.size ?? 0
}

/** Empties a server log that has grown large; called while no server writes it. */
export function trimLog(log: string): void {
  if (logSize(log) > logLimitBytes) truncateSync(log)
}

/** The last FATAL, PANIC or ERROR line the server wrote behind `from` bytes, without time and process id. */
export function lastComplaint(log: string, from: number): string {
  const file = openSync(log, 'r')
  try {
    const buffer = Buffer.alloc(16_384)
    const text = buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, from))
    const complaints = text.split('\n').filter((line) => /FATAL|PANIC|ERROR|postgres:/.test(line))
    return (
      complaints.at(-1)?.replace(/^.*?(FATAL|PANIC|ERROR|postgres):\s*/, '') ?? 'it ended without saying why'
    )
  } finally {
    closeSync(file)
  }
}
