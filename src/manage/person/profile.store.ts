import type { AccountActor } from '../../kernel/access/actor.ts'
import type { AccountCall } from '../../kernel/call.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import { whyNotCreateWorkspace } from '../workspace/workspace.rules.ts'
import { isFirstWorkspace } from '../workspace/workspace.store.ts'
import { membershipsOf } from './member.store.ts'
import { initialsOf } from './person.rules.ts'
import { Me, type ProfileChange } from './person.schema.ts'

/** The signed-in person behind a call outside a workspace. */
export function selfOrRefuse(call: Pick<AccountCall, 'actor'>): AccountActor {
  if (call.actor.kind !== 'account') throw new Refusal('access.sign_in', 'unauthenticated')
  return call.actor
}

/** The person with their settings and workspaces. */
export async function meOf(call: Pick<AccountCall, 'db'>, userId: string): Promise<Me> {
  const row = await call.db
    .selectFrom('identity.user')
    .select(['id as userId', 'name', 'email', 'language', 'theme', 'zone'])
    .where('id', '=', userId)
    .executeTakeFirst()
  const person = foundOrRefuse(row, 'person.not_found')
  const workspaces = await membershipsOf(call, userId)
  return {
    ...person,
    language: Me.shape.language.parse(person.language),
    theme: Me.shape.theme.parse(person.theme),
    initials: initialsOf(person.name),
    workspaces,
    may: {
      createWorkspace: whyNotCreateWorkspace(
        workspaces.map(({ role }) => role),
        await isFirstWorkspace(call),
      ),
    },
  }
}

/** Changes the profile; a new name is shown in all workspaces of the person. */
export async function changeProfile(call: AccountCall, userId: string, change: ProfileChange): Promise<void> {
  await call.db
    .updateTable('identity.user')
    .set({ ...change, updatedAt: call.now })
    .where('id', '=', userId)
    .execute()
  if (change.name === undefined) return
  await call.db
    .updateTable('manage.member')
    .set({ displayName: change.name })
    .where('userId', '=', userId)
    .where('state', '!=', 'removed')
    .execute()
}
