import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const root = join(import.meta.dirname, '../..')

export type RunningLeitstand = {
  url: string
  dataDir: string
  /** What it printed so far. */
  output(): string
  /** Ends the process at once, as a power cut would (the database server stays behind as an orphan). */
  kill(): Promise<void>
  /** Starts it again on the same data and port. */
  startAgain(): Promise<void>
  /** Ends it in order and removes its data. */
  stop(): Promise<void>
}

/** Starts the real Leitstand by its command line on a free port with an empty data directory. */
export async function startLeitstand(environment: Record<string, string> = {}): Promise<RunningLeitstand> {
  const dataDir = await mkdtemp(join(tmpdir(), 'leitstand-journey-'))
  let output = ''
  let port = '0'
  let child: ChildProcess

  const start = async (): Promise<string> => {
    child = spawn(process.execPath, ['src/cli.ts', 'start', '--port', port, '--data', dataDir], {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const { stdout, stderr } = child
    if (!stdout || !stderr) throw new Error('no output to read')
    stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`Leitstand ended with ${code}:\n${output}`)))
      createInterface({ input: stdout }).on('line', (line) => {
        output += `${line}\n`
        const address = /http:\/\/[\w.]+:\d+/.exec(line)?.[0]
        if (address) resolve(address)
      })
    })
  }

  const url = await start()
  port = new URL(url).port
  return {
    url,
    dataDir,
    output: () => output,
    kill: async () => {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    startAgain: async () => {
      await start()
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit')
        child.kill('SIGTERM')
        await ended
      }
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
