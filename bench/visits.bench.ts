import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { openDatabaseServer } from '../src/kernel/db/server.ts'
import { newId, newShortCode } from '../src/kernel/id.ts'
import { load, table, type Measured, type Shot } from './support/load.ts'
import {
  answering,
  cpuOf,
  endOf,
  freePort,
  startNode,
  startProgram,
  type Program,
} from './support/program.ts'

// Page views: what one costs, and how fast reports are over a million of them. Against the least that can be done.
// Aims (design.md §7): ≤ 0.2 ms of processor a view, p99 < 30 ms at 50 parallel, reports p95 < 20 ms.

const seconds = Number(process.argv[2] ?? 5)
const browser = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

type Owner = { cookie: string; workspace: string; siteKey: string }

async function setUp({ url }: Program): Promise<Owner> {
  const call = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${url}/api${path}`, init)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const answer = await call('/setup', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({
      name: 'Bench',
      email: 'bench@beispiel.test',
      password: 'messen-und-vergleichen-7',
      workspaceName: 'Bench',
      language: 'de',
      zone: 'Europe/Berlin',
    }),
  })
  const cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const { workspace } = (await answer.json()) as { workspace: string }
  const headers = { cookie, 'leitstand-workspace': workspace }
  const { siteKey } = (await (await call('/counting', { headers })).json()) as { siteKey: string }
  return { cookie, workspace, siteKey }
}

/** Many visitors from many networks on a few hundred German pages, some of them by a short link. */
function viewer(siteKey: string): (index: number) => Shot {
  return (index) => {
    const page = `https://beispiel.de/magazin/beitrag-${(index * 7) % 300}-%C3%BCber-w%C3%A4rme`
    const link =
      index % 5 === 0 ? `?utm_source=linkedin&utm_medium=social&utm_id=abcdef${(index % 8) + 2}` : ''
    const visitor = index % 4000
    return {
      method: 'POST',
      path: '/t',
      body: JSON.stringify({ k: siteKey, u: page + link, r: index % 3 === 0 ? 'www.google.com' : '' }),
      headers: {
        'content-type': 'text/plain;charset=UTF-8',
        'user-agent': browser,
        'x-forwarded-for': `9.${visitor % 200}.${Math.floor(visitor / 200)}.${index % 250}`,
      },
    }
  }
}

type Row = readonly (string | number)[]

async function measured(
  name: string,
  { url, cpu }: Pick<Program, 'url' | 'cpu'>,
  how: { parallel: number; shot(index: number): Shot },
): Promise<Row> {
  await load(url, { ...how, seconds: 1 })
  const before = cpu()
  const result: Measured = await load(url, { ...how, seconds })
  const after = cpu()
  if (result.failed > 0) throw new Error(`${name}: ${result.failed} of ${result.count} failed`)
  const node = (after.node - before.node) / result.count
  const postgres = (after.postgres - before.postgres) / result.count
  return [name, how.parallel, result.perSecond, result.p50, result.p99, node, postgres, node + postgres]
}

async function floor(
  program: Program,
  how: 'each' | 'group',
  run: (floor: Pick<Program, 'url' | 'cpu'>) => Promise<void>,
) {
  const port = await freePort()
  const script = fileURLToPath(import.meta.resolve('./support/floor.ts'))
  const child = startNode([script, program.dataDir, String(port), how])
  const url = `http://127.0.0.1:${port}`
  await answering(child, url)
  await run({ url, cpu: () => ({ node: cpuOf([child.pid ?? 0]), postgres: program.cpu().postgres }) })
  await endOf(child)
}

/** A million views of the last 90 days, as the roll-ups keep them, on 250 pieces. */
async function fill(program: Program, workspace: string): Promise<{ pieceId: string }> {
  const server = await openDatabaseServer({ databaseUrl: null, dataDir: program.dataDir, sharing: true })
  const client = new pg.Client(server.connection)
  await client.connect()
  await client.query(`begin; set local leitstand.system = 'on'`)
  const { rows } = await client.query<{ id: string }>('select id from manage.workspace where slug = $1', [
    workspace,
  ])
  const workspaceId = rows[0]?.id
  const pieces = Array.from({ length: 250 }, (_, index) => ({
    id: newId(),
    publication: newId(),
    index,
    code: newShortCode(8),
  }))
  for (const { id, publication, index, code } of pieces) {
    await client.query(
      `insert into plan.piece (workspace_id, id, number, title, title_key, status, zone, created_at, updated_at)
       values ($1, $2, $3, $4, $4, 'published', 'Europe/Berlin', now(), now())`,
      [workspaceId, id, index + 1, `Beitrag ${index}`],
    )
    await client.query('insert into measure.target values ($1, $2, $3, $4, $5, $6)', [
      ...[workspaceId, publication, id, code, 'beispiel.de', `/magazin/beitrag-${index}`],
    ])
  }
  await client.query(
    `insert into measure.visit_day
     select $1, current_date - day, 'beispiel.de', '/magazin/beitrag-' || page, case when by_link = 1 then code else '' end,
       publication, piece, case when by_link = 1 then publication end, case when by_link = 1 then piece end, 22, 15, 9
     from unnest($2::uuid[], $3::uuid[], $4::text[]) with ordinality as p (piece, publication, code, page),
       generate_series(0, 89) as day, generate_series(0, 1) as by_link`,
    [
      workspaceId,
      pieces.map(({ id }) => id),
      pieces.map(({ publication }) => publication),
      pieces.map(({ code }) => code),
    ],
  )
  await client.query('commit; analyze')
  await client.end()
  return { pieceId: pieces[0]?.id ?? '' }
}

const program = await startProgram()
try {
  const owner = await setUp(program)
  const shot = viewer(owner.siteKey)
  const rows: Row[] = []
  for (const parallel of [1, 10, 50]) rows.push(await measured('Leitstand', program, { parallel, shot }))
  for (const how of ['each', 'group'] as const)
    await floor(program, how, async (server) => {
      for (const parallel of [1, 10, 50])
        rows.push(await measured(`floor, commit ${how}`, server, { parallel, shot }))
    })
  const header = [
    'page views',
    'parallel',
    'per second',
    'p50 ms',
    'p99 ms',
    'Node ms',
    'PostgreSQL ms',
    'CPU ms a view',
  ]
  console.log(table(header, rows))

  const { pieceId } = await fill(program, owner.workspace)
  const headers = { cookie: owner.cookie, 'leitstand-workspace': owner.workspace }
  const day = (back: number) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10)
  const span = `from=${day(89)}&to=${day(0)}`
  const reports = [
    ['pieces by views, 90 days', `/api/results?${span}`],
    ['one piece, 90 days', `/api/pieces/${pieceId}/result?${span}`],
    ['set-up of counting', '/api/counting'],
    ['who am I (floor of the API)', '/api/me'],
  ] as const
  const reportRows: Row[] = []
  for (const [name, path] of reports)
    for (const parallel of [1, 20]) {
      const result = await load(program.url, {
        parallel,
        seconds,
        shot: () => ({ method: 'GET', path, headers }),
      })
      if (result.failed > 0) throw new Error(`${name}: ${result.failed} failed`)
      reportRows.push([name, parallel, result.perSecond, result.p50, result.p95])
    }
  console.log(
    `\nOver 990,000 views of 250 pieces:\n${table(['report', 'parallel', 'per second', 'p50 ms', 'p95 ms'], reportRows)}`,
  )
} finally {
  await program.stop()
}
