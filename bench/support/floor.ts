import { createServer } from 'node:http'
import pg from 'pg'
import { openDatabaseServer } from '../../src/kernel/db/server.ts'

// The least work that keeps a page view: parse, insert, answer after the commit. `node floor.ts <data> <port> <how>`:
// `each` commits every view, `group` all that waited for the commit before.

const [dataDir = '', port = '', how = ''] = process.argv.slice(2)
const { connection } = await openDatabaseServer({ databaseUrl: null, dataDir, sharing: true })
const pool = new pg.Pool({ ...connection, max: 10 })
await pool.query('create schema if not exists floor')
await pool.query('create table if not exists floor.view (at timestamptz, site text, url text, referrer text)')

type View = { k: string; u: string; r: string }
const insert = (views: readonly View[]) =>
  pool.query('insert into floor.view select now(), * from unnest($1::text[], $2::text[], $3::text[])', [
    views.map((view) => view.k),
    views.map((view) => view.u),
    views.map((view) => view.r),
  ])

let waiting: { view: View; done(): void }[] = []
let isWriting = false
async function group(view: View): Promise<void> {
  const kept = new Promise<void>((done) => waiting.push({ view, done }))
  if (!isWriting) {
    isWriting = true
    while (waiting.length > 0) {
      const now = waiting
      waiting = []
      await insert(now.map((one) => one.view))
      for (const { done } of now) done()
    }
    isWriting = false
  }
  return kept
}

createServer((request, response) => {
  let text = ''
  request.on('data', (part: Buffer) => (text += part.toString()))
  request.on('end', () => {
    if (text === '') return void response.writeHead(200).end()
    const view = JSON.parse(text) as View
    const keeping = how === 'group' ? group(view) : insert([view])
    keeping.then(
      () => response.writeHead(204).end(),
      () => response.writeHead(500).end(),
    )
  })
}).listen(Number(port), '127.0.0.1')
