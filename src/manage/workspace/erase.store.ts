import { sql, type Transaction } from 'kysely'
import type { App } from '../../kernel/app.ts'
import type { DB } from '../../kernel/db/tables.gen.ts'

/** Short names and ids of the workspaces that are marked as demo. */
export function demoWorkspaces(app: App): Promise<{ id: string; slug: string }[]> {
  return app.database.asSystem((db) =>
    db.selectFrom('manage.workspace').select(['id', 'slug']).where('isDemo', '=', true).execute(),
  )
}

/**
 * Deletes a demo workspace with everything in it, files included, and the made-up people who are nowhere else: their
 * addresses end in `.example`, where nobody can have one (RFC 2606). Leaves any other workspace alone.
 */
export async function eraseDemo(app: App, workspaceId: string): Promise<void> {
  const isGone = await app.database.asSystem(async (db) => {
    const found = await db
      .selectFrom('manage.workspace')
      .select('isDemo')
      .where('id', '=', workspaceId)
      .executeTakeFirst()
    if (found?.isDemo) await eraseRows(db, workspaceId)
    return !found || found.isDemo
  })
  // Last, and also when the rows are gone already: a process that died in between left the files.
  if (isGone) await app.files.removeAll(workspaceId)
}

async function eraseRows(db: Transaction<DB>, workspaceId: string): Promise<void> {
  for (const table of await tablesOfWorkspaces(db))
    await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId}`.execute(db)
  await db.deleteFrom('manage.workspace').where('id', '=', workspaceId).where('isDemo', '=', true).execute()
  await sql`
    delete from identity.user u where u.email like ${'%.example'}
      and not exists (select 1 from manage.member m where m.user_id = u.id)`.execute(db)
}

/** All tables with rows of workspaces, those that refer to others before the ones they refer to. */
async function tablesOfWorkspaces(db: Transaction<DB>): Promise<string[]> {
  const tables = await sql<{ name: string; refersTo: string[] }>`
    select c.oid::regclass::text as name,
      array(select distinct f.confrelid::regclass::text from pg_constraint f
            where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as refers_to
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition
    order by 1`.execute(db)
  const ordered: string[] = []
  const visited = new Set<string>()
  const visit = (name: string): void => {
    const table = tables.rows.find((row) => row.name === name)
    if (!table || visited.has(name)) return
    visited.add(name)
    for (const other of table.refersTo) visit(other)
    ordered.unshift(name)
  }
  for (const { name } of tables.rows) visit(name)
  return ordered
}
