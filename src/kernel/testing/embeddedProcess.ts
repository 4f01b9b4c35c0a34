import { startEmbeddedPostgres } from '../postgres/postgres.ts'
import { StartFailure } from '../startFailure.ts'

// A process of its own that runs the embedded server on the directory it is given, for tests that kill it.
// Prints one line of JSON: { adopted, pid, connection } or { refused, exitCode }. SIGTERM stops it.

const [dataDir = ''] = process.argv.slice(2)
try {
  const postgres = await startEmbeddedPostgres({ dataDir, label: 'http://127.0.0.1:8787', sync: false })
  const { adopted, pid, connection } = postgres
  const alive = setInterval(() => {}, 60_000)
  process.once('SIGTERM', () => {
    clearInterval(alive)
    void postgres.stop()
  })
  process.stdout.write(`${JSON.stringify({ adopted, pid, connection })}\n`)
} catch (error) {
  if (!(error instanceof StartFailure)) throw error
  process.stdout.write(`${JSON.stringify({ refused: error.message, exitCode: error.exitCode })}\n`)
  process.exit(error.exitCode)
}
