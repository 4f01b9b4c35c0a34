import type { Role } from '../../kernel/access/role.ts'
import type { App } from '../../kernel/app.ts'
import { newId, newToken } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { createAccount, findAccount, setPassword } from './account.store.ts'
import { Email } from './person.schema.ts'
import { makeResetLink } from './reset.store.ts'
import { endSessions } from './session.store.ts'

export type CliUser = {
  email: string
  name: string
  /** Without one, a reset link is made with which the person sets their own. */
  password?: string
  /** Short name of a workspace the person becomes a member of. */
  workspace?: string
  role?: Role
}

/**
 * Makes an account from the command line; in a workspace when one is named. Answers the link with which the person
 * sets a password, null when one was given. @throws Refusal `person.email_taken`, `person.password_*`, `access.no_workspace`
 */
export function createUser(app: App, user: CliUser): Promise<{ userId: string; link: string | null }> {
  const email = Email.parse(user.email)
  return app.database.asSystem(async (db) => {
    const call = { app, db, now: app.clock.now() }
    const userId = await createAccount(call, { ...user, email, password: user.password ?? newToken() })
    if (user.workspace !== undefined) {
      const workspace = await db
        .selectFrom('manage.workspace')
        .select('id')
        .where('slug', '=', user.workspace)
        .where('deletedAt', 'is', null)
        .executeTakeFirst()
      if (!workspace) throw new Refusal('access.no_workspace', 'not_found')
      await db
        .insertInto('manage.member')
        .values({
          workspaceId: workspace.id,
          id: newId(),
          userId,
          role: user.role ?? 'editor',
          state: 'active',
          displayName: user.name,
          createdAt: call.now,
        })
        .execute()
    }
    return { userId, link: user.password === undefined ? await makeResetLink(call, userId) : null }
  })
}

/**
 * Sets a password from the command line and ends all sessions of the person; without one answers a reset link that
 * works 30 minutes. @throws Refusal `person.not_found`, `person.password_*`
 */
export function resetPassword(app: App, email: string, password?: string): Promise<{ link: string | null }> {
  return app.database.asSystem(async (db) => {
    const call = { app, db, now: app.clock.now() }
    const account = await findAccount(call, email)
    if (!account) throw new Refusal('person.not_found', 'not_found')
    if (password === undefined) return { link: await makeResetLink(call, account.id) }
    await setPassword(call, account, password)
    await endSessions(call, account.id)
    return { link: null }
  })
}
