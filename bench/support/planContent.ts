import { readConfig } from '../../src/config.ts'
import type { Call } from '../../src/kernel/call.ts'
import { addDays } from '../../src/kernel/calendar.ts'
import { newId } from '../../src/kernel/id.ts'
import { openApp } from '../../src/main.ts'
import { insertPieces, type PieceDraft } from '../../src/plan/index.ts'

export const pieceCount = 100_000
/** Days the pieces are spread over: three years before and after the middle of the plan. */
const spanDays = 6 * 365
const firstDay = '2024-01-01'

const words =
  'Frühling Sommer Messe Produkt Interview Tipps Team Büro Möbel Küche Ratgeber Trend Studie Umfrage Newsletter Rückblick Vorschau Kunden Projekt Einblick Werkstatt Holz Farbe Licht Design'.split(
    ' ',
  )
const channels = ['LinkedIn', 'Blog', 'Instagram', 'XING', 'Newsletter', 'Facebook']
const people = ['Redaktion', 'Agentur Nord', 'Grafik', 'Vertrieb', 'Werkstatt']
const open = ['in_progress', 'briefing', 'backlog', 'approved', 'idea', 'in_review'] as const

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

/** A piece like those of a plan somebody works with: four in five have a day, what is past is published. */
function draft(index: number, today: string): PieceDraft {
  const day = index % 20 === 0 ? null : addDays(firstDay, (index * 7919) % spanDays)
  const isPast = day !== null && day < today
  return {
    id: newId(),
    title: `${at(words, index)} ${at(words, index * 7 + 1)} ${at(words, index * 13 + 2)} ${index}`,
    status: isPast && index % 50 !== 0 ? 'published' : at(open, index),
    plannedOn: day,
    plannedPrecision: day === null ? 'none' : 'day',
    plannedTime: day !== null && index % 3 > 0 ? '09:00' : null,
    zone: 'Europe/Berlin',
    channelWords: index % 500 === 0 ? [at(channels, index), 'Messe Köln'] : [at(channels, index)],
    ownerName: index % 4 === 0 ? '' : at(people, index),
    format: at(['Blogartikel', 'Video', 'Post'], index),
    note: `${at(words, index * 3)} und ${at(words, index * 5)}: Bilder liegen bei der Grafik.`,
  }
}

/** Fills the workspace of a running installation; answers the ids in the order of their numbers. */
export async function fillPlan(dataDir: string, slug: string): Promise<string[]> {
  const { app, end } = await openApp(readConfig(process.env, { data: dataDir }), { sharing: true })
  try {
    const { id: workspaceId } = await app.database.asSystem((db) =>
      db.selectFrom('manage.workspace').select('id').where('slug', '=', slug).executeTakeFirstOrThrow(),
    )
    const now = app.clock.now()
    const drafts = Array.from({ length: pieceCount }, (_, index) =>
      draft(index, now.toISOString().slice(0, 10)),
    )
    await app.database.inWorkspace(workspaceId, async (db) => {
      const actor: Call['actor'] = { kind: 'system', name: 'bench' }
      await insertPieces({ app, db, workspaceId, actor, now, requestId: 'bench', audit: {} }, drafts)
    })
    // What autovacuum does by itself within a minute of such an import.
    await app.database.pool.query('vacuum analyze')
    return drafts.map(({ id }) => id)
  } finally {
    await end()
  }
}
