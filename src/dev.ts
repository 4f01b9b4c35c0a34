import { spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { watchFile } from './kernel/http/buildWeb.ts'

// `npm run dev`: the server, started again after every change of its sources, and the web app, built again after every
// change of its own. Flags go to `leitstand start`.

const root = join(import.meta.dirname, '..')
mkdirSync(dirname(watchFile), { recursive: true })
writeFileSync(watchFile, `${process.pid}`)

const run = (...words: string[]) => spawn(process.execPath, words, { cwd: root, stdio: 'inherit' })
const children = [
  run('node_modules/vite/bin/vite.js', 'build', '--watch', '--mode', 'development', '--logLevel', 'warn'),
  run('--watch', '--watch-preserve-output', 'src/cli.ts', 'start', ...process.argv.slice(2)),
]

// Once only: whoever asks the server a second time wants it to end at once.
let isEnding = false
const end = (signal: NodeJS.Signals) => {
  if (isEnding) return
  isEnding = true
  for (const child of children) child.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => end(signal))
for (const child of children) child.once('exit', () => end('SIGTERM'))
process.once('exit', () => rmSync(watchFile, { force: true }))
