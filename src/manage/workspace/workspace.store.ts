import type { AccountCall, Call } from '../../kernel/call.ts'
import { refuseOnConstraint } from '../../kernel/db/databaseRefusal.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import type { Language } from '../../kernel/text/text.ts'
import { freeSlug, slugOf } from './workspace.rules.ts'
import type { NewWorkspace, Workspace, WorkspaceChange } from './workspace.schema.ts'

refuseOnConstraint('workspace_slug', 'workspace.slug_taken')

const columns = [
  'id',
  'slug',
  'name',
  'zone',
  'language',
  'currency',
  'approvalRequired',
  'isDemo',
  'version',
] as const

/** The workspace of the call, with its settings. */
export async function workspaceOf(call: Pick<Call, 'db' | 'workspaceId'>): Promise<Workspace> {
  const row = await call.db
    .selectFrom('manage.workspace')
    .select(columns)
    .where('id', '=', call.workspaceId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  const found = foundOrRefuse(row, 'access.no_workspace')
  return { ...found, language: found.language as Language }
}

/** Whether nobody has opened a workspace yet; the demo does not count. System mode: looks over all. */
export async function isFirstWorkspace(call: Pick<AccountCall, 'db'>): Promise<boolean> {
  const any = await call.db
    .selectFrom('manage.workspace')
    .select('id')
    .where('isDemo', '=', false)
    .limit(1)
    .executeTakeFirst()
  return any === undefined
}

/** Opens a workspace with its first owner; answers its id and short name. For set-up, the switcher and the demo. */
export async function createWorkspace(
  call: Pick<AccountCall, 'db' | 'now'>,
  workspace: NewWorkspace & { isDemo?: boolean },
  owner: { userId: string; name: string },
): Promise<{ id: string; slug: string }> {
  const wanted = slugOf(workspace.name)
  const alike = await call.db
    .selectFrom('manage.workspace')
    .select('slug')
    .where('slug', 'like', `${wanted}%`)
    .execute()
  const id = newId()
  const slug = freeSlug(wanted, new Set(alike.map((row) => row.slug)))
  const { name, zone, language, isDemo = false } = workspace
  await call.db
    .insertInto('manage.workspace')
    .values({ id, slug, name, zone, language, isDemo, createdAt: call.now })
    .execute()
  await call.db
    .insertInto('manage.member')
    .values({
      workspaceId: id,
      id: newId(),
      userId: owner.userId,
      role: 'owner',
      state: 'active',
      displayName: owner.name,
      createdAt: call.now,
    })
    .execute()
  return { id, slug }
}

/** Changes settings. @throws Refusal `workspace.stale`, `workspace.slug_taken` */
export async function changeWorkspace(
  call: Call,
  { version, ...change }: WorkspaceChange,
): Promise<Workspace> {
  const changed = await call.db
    .updateTable('manage.workspace')
    .set({ ...change, version: version + 1 })
    .where('id', '=', call.workspaceId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) throw new Refusal('workspace.stale', 'stale')
  return workspaceOf(call)
}

/** Closes a workspace: from the commit on nobody gets in. */
export async function closeWorkspace(call: Pick<Call, 'db' | 'workspaceId' | 'now'>): Promise<void> {
  await call.db
    .updateTable('manage.workspace')
    .set({ deletedAt: call.now })
    .where('id', '=', call.workspaceId)
    .execute()
}
