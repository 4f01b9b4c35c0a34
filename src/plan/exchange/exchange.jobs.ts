import type { Transaction } from 'kysely'
import type { DB } from '../../kernel/db/tables.gen.ts'
import type { Job } from '../../kernel/jobs.ts'

const abandonedMs = 2 * 24 * 60 * 60_000

/** Forgets files that were uploaded and never brought into the plan. */
export const forgetAbandonedImports: Job = {
  name: 'import.forget_abandoned',
  cron: '17 3 * * *',
  run: async (app) => {
    const before = new Date(app.clock.now().getTime() - abandonedMs)
    const gone = await app.database.asSystem((db) => forgetUploads(db, before))
    for (const { workspaceId, sha256 } of gone) await app.files.remove(workspaceId, sha256)
  },
}

async function forgetUploads(db: Transaction<DB>, before: Date) {
  const jobs = await db
    .deleteFrom('plan.importJob')
    .where('status', '=', 'uploaded')
    .where('createdAt', '<', before)
    .returning(['workspaceId', 'fileId'])
    .execute()
  const gone: { workspaceId: string; sha256: string }[] = []
  for (const { workspaceId, fileId } of jobs) {
    const file = await db
      .deleteFrom('kernel.file')
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', fileId)
      .returning('sha256')
      .executeTakeFirstOrThrow()
    // The same bytes may stand behind another upload.
    const other = await db
      .selectFrom('kernel.file')
      .select('id')
      .where('workspaceId', '=', workspaceId)
      .where('sha256', '=', file.sha256)
      .executeTakeFirst()
    if (!other) gone.push({ workspaceId, sha256: file.sha256 })
  }
  return gone
}

/** Background work of the plan. */
export const planJobs: readonly Job[] = [forgetAbandonedImports]
