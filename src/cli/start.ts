import { flushCompileCache } from 'node:module'
import type { Config } from '../config.ts'
import { openDatabaseServer } from '../kernel/db/server.ts'

/** `leitstand start`: runs until it is asked to end. Answers the exit code. */
export async function start(config: Config): Promise<number> {
  let lost: (reason: string) => void = () => {}
  const loss = new Promise<string>((resolve) => {
    lost = resolve
  })
  const asked = new Promise<null>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(null))
    if (config.endsWithParent) watchParent(() => resolve(null))
  })
  // The terminal may be closed before us; a line nobody reads is no reason to fall.
  process.stdout.on('error', () => undefined)
  // The database starts while the program is still being read; what stands against it is said before the rest is there.
  const opening = openDatabaseServer({
    ...config,
    label: `http://${config.host}:${config.port}`,
    onLost: lost,
  })
  const [server, { startLeitstand }] = await Promise.all([opening, import('../main.ts')])
  const leitstand = await startLeitstand(config, { say: print, server })
  print(
    leitstand.url === null
      ? `Leitstand ${config.version} is working in the background (role ${config.role}).`
      : `Leitstand ${config.version} is running: ${leitstand.url}`,
  )
  // What was compiled for this start is kept now, not at the end: the end may be a kill.
  flushCompileCache()
  const reason = await Promise.race([asked, loss])
  if (reason === null) print('Leitstand is finishing what is under way and then ends.')
  else process.stderr.write(`${reason}\n`)
  // Whoever asks a second time means at once; the database recovers by itself.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  await leitstand.stop()
  return reason === null ? 0 : 1
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

const parentCheckMs = 500

// A signal to `npm start` ends npm and its shell, which pass nothing on; we are asked to end, too.
function watchParent(onEnd: () => void): void {
  const parent = process.ppid
  const check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    onEnd()
  }, parentCheckMs)
  check.unref()
}
