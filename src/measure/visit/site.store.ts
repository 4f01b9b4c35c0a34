import type { Transaction } from 'kysely'
import type { Call } from '../../kernel/call.ts'
import { dayAt } from '../../kernel/calendar.ts'
import type { DB } from '../../kernel/db/tables.gen.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { bareHost, siteKeyOf } from './visit.rules.ts'
import type { CountingSetup, CountingSetupChange } from './visit.schema.ts'

/** What the collector must know of a workspace. */
export type Site = { zone: string; isCounting: boolean; allowedHosts: readonly string[] }

/** The settings of a workspace for the collector; null when there is no such workspace (any more). */
export async function siteOf(db: Transaction<DB>, workspaceId: string): Promise<Site | null> {
  const found = await db
    .selectFrom('manage.workspace as workspace')
    .leftJoin('measure.site as site', 'site.workspaceId', 'workspace.id')
    .select(['workspace.zone', 'site.isCounting', 'site.allowedHosts'])
    .where('workspace.id', '=', workspaceId)
    .where('workspace.deletedAt', 'is', null)
    .executeTakeFirst()
  if (!found) return null
  return { zone: found.zone, isCounting: found.isCounting ?? true, allowedHosts: found.allowedHosts ?? [] }
}

/** How counting is set up, and what arrived last. */
export async function countingSetup(call: Call): Promise<CountingSetup> {
  const { db, workspaceId, now, app } = call
  const site = await siteOf(db, workspaceId)
  const row = await db
    .selectFrom('measure.site')
    .select('version')
    .where('workspaceId', '=', workspaceId)
    .executeTakeFirst()
  const last = await db
    .selectFrom('measure.pageView')
    .select(['at', 'host'])
    .where('workspaceId', '=', workspaceId)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst()
  const today = await db
    .selectFrom('measure.visitDay')
    .select((e) => e.fn.sum<string | null>('views').as('views'))
    .where('workspaceId', '=', workspaceId)
    .where('day', '=', dayAt(now, site?.zone ?? 'UTC'))
    .executeTakeFirst()
  return {
    siteKey: siteKeyOf(workspaceId),
    scriptUrl: `${app.settings.publicUrl}/t.js`,
    isCounting: site?.isCounting ?? true,
    allowedHosts: [...(site?.allowedHosts ?? [])],
    lastViewAt: last?.at.toISOString() ?? null,
    lastHost: last?.host ?? null,
    viewsToday: Number(today?.views ?? 0),
    version: row?.version ?? 0,
  }
}

/** Changes the settings. `version` is the one that was seen; 0 while nothing was ever changed. */
export async function changeCounting(call: Call, change: CountingSetupChange): Promise<void> {
  const { db, workspaceId, now } = call
  const values = {
    isCounting: change.isCounting,
    allowedHosts: [...new Set(change.allowedHosts.map(bareHost))].toSorted(),
    updatedAt: now,
    version: change.version + 1,
  }
  const changed =
    change.version === 0
      ? await db
          .insertInto('measure.site')
          .values({ workspaceId, ...values })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
          .then((result) => result.numInsertedOrUpdatedRows)
      : await db
          .updateTable('measure.site')
          .set(values)
          .where('workspaceId', '=', workspaceId)
          .where('version', '=', change.version)
          .executeTakeFirst()
          .then((result) => result.numUpdatedRows)
  if (!changed) throw new Refusal('visit.setup_stale', 'stale')
}
