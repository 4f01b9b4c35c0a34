import { sql } from 'kysely'
import type { Door } from '../../kernel/access/door.ts'
import type { Role } from '../../kernel/access/role.ts'
import type { App } from '../../kernel/app.ts'
import { isSessionAlive, isTouchDue } from './session.rules.ts'
import { sessionTokenIn } from './session.store.ts'

/**
 * The part of the door for people with an account. Nothing is remembered between requests: one statement for the
 * session and one for the membership, so whoever is signed out, suspended or removed is out with the next request.
 */
export function accountDoor(app: App): Pick<Door, 'account' | 'member'> {
  return {
    account: async (headers) => {
      const token = await sessionTokenIn(app, headers)
      if (token === null) return null
      const session = await app.database.kysely
        .selectFrom('identity.session as s')
        .innerJoin('identity.user as u', 'u.id', 's.userId')
        .select(['s.id', 's.expiresAt', 's.updatedAt', 'u.id as userId', 'u.name', 'u.email'])
        .where('s.token', '=', token)
        .executeTakeFirst()
      const now = app.clock.now()
      if (!session || !isSessionAlive(session, now)) return null
      if (isTouchDue(session, now))
        await app.database.kysely
          .updateTable('identity.session')
          .set({ updatedAt: now })
          .where('id', '=', session.id)
          .execute()
      return { kind: 'account', userId: session.userId, name: session.name, email: session.email }
    },
    member: async (account, workspace) => {
      const { rows } = await sql<{ workspaceId: string; memberId: string; role: Role; displayName: string }>`
        select * from manage.membership(${account.userId}, ${workspace})`.execute(app.database.kysely)
      const [found] = rows
      if (!found) return null
      const { workspaceId, memberId, role, displayName: name } = found
      return { workspaceId, actor: { kind: 'user', userId: account.userId, memberId, name, role } }
    },
  }
}
