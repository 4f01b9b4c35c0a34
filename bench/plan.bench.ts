import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { load, table, type Shot } from './support/load.ts'
import { fillPlan, pieceCount } from './support/planContent.ts'
import { answering, endOf, freePort, startNode } from './support/program.ts'

// The plan with 100,000 pieces, over HTTP with a session, beside a procedure that only selects 1 in the same run.
// Aims (design.md §7): month, page, search p95 < 20 ms on the server; a move < 50 ms until it is committed.
// `node bench/plan.bench.ts [seconds]`

const seconds = Number(process.argv[2] ?? 4)

async function signUp(url: string): Promise<{ headers: Record<string, string>; workspace: string }> {
  const answer = await fetch(`${url}/api/setup`, {
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
  if (!answer.ok) throw new Error(`set-up: ${answer.status} ${await answer.text()}`)
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0])
  const { workspace } = (await answer.json()) as { workspace: string }
  return { workspace, headers: { cookie: cookies.join('; '), 'leitstand-workspace': workspace } }
}

type Subject = { name: string; shot(index: number): Shot }

function subjects(headers: Record<string, string>, ids: readonly string[]): Subject[] {
  const get = (name: string, path: (index: number) => string): Subject => ({
    name,
    shot: (index) => ({ method: 'GET', path: `/api/${path(index)}`, headers }),
  })
  const month = (index: number) => {
    const first = new Date(Date.UTC(2026, (index % 12) - 3, 1))
    const last = new Date(first.getTime() + 41 * 86_400_000)
    return `from=${first.toISOString().slice(0, 10)}&to=${last.toISOString().slice(0, 10)}`
  }
  const typed = ['mess', 'küch', 'früh', 'inter', 'werkst', 'news']
  const idAt = (index: number) => ids[(index * 7919) % ids.length] ?? ''
  let moved = 0
  return [
    get('bare: select 1', () => 'bare'),
    get('month (six weeks)', (index) => `pieces/range?${month(index)}`),
    get('month of one channel', (index) => `pieces/range?${month(index)}&channels[0]=blog`),
    get('table, first page', () => 'pieces?limit=100'),
    get('table, row 50,000', (index) => `pieces?limit=100&offset=${50_000 + (index % 10) * 100}`),
    get(
      'table by title, downwards',
      (index) => `pieces?limit=100&sort=title&descending=true&offset=${(index % 5) * 100}`,
    ),
    get('table, two statuses', () => 'pieces?limit=100&statuses[0]=idea&statuses[1]=in_review'),
    get('table, one channel', () => 'pieces?limit=100&channels[0]=xing'),
    get(
      'table, a word',
      (index) => `pieces?limit=100&text=${encodeURIComponent(typed[index % typed.length] ?? '')}`,
    ),
    get('late', () => 'pieces?limit=7&late=true'),
    get(
      'search as you type',
      (index) => `pieces/search?text=${encodeURIComponent(typed[index % typed.length] ?? '')}`,
    ),
    get('page of a piece', (index) => `pieces/${idAt(index)}`),
    get('its history', (index) => `pieces/${idAt(index)}/history`),
    {
      name: 'move, committed',
      // Every piece is moved once: the version that was read is still the first.
      shot: (index) => ({
        method: 'PUT',
        path: `/api/pieces/${ids[moved++] ?? ''}/day`,
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify({
          version: 1,
          plannedOn: `2026-12-${String((index % 28) + 1).padStart(2, '0')}`,
        }),
      }),
    },
  ]
}

const dataDir = mkdtempSync(join(tmpdir(), 'leitstand-bench-'))
const port = await freePort()
const url = `http://127.0.0.1:${port}`
const child = startNode(
  [fileURLToPath(import.meta.resolve('./support/planServer.ts')), dataDir, String(port)],
  {
    LOG_LEVEL: 'warn',
  },
)
try {
  await answering(child, `${url}/healthz`)
  const { headers, workspace } = await signUp(url)
  const begin = performance.now()
  const ids = await fillPlan(dataDir, workspace)
  console.log(`${pieceCount} pieces written in ${((performance.now() - begin) / 1000).toFixed(1)} s\n`)
  const rows: (string | number)[][] = []
  for (const { name, shot } of subjects(headers, ids))
    for (const parallel of [1, 20]) {
      await load(url, { parallel, seconds: 0.5, shot })
      const { perSecond, p50, p95, failed, count } = await load(url, { parallel, seconds, shot })
      if (failed > 0) throw new Error(`${name}: ${failed} of ${count} failed`)
      rows.push([name, parallel, perSecond, p50, p95])
    }
  console.log(table(['plan', 'users', 'per second', 'p50 ms', 'p95 ms'], rows))
} finally {
  await endOf(child)
  rmSync(dataDir, { recursive: true, force: true })
}
