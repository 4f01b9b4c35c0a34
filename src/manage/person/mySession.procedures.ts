import { z } from 'zod'
import { recordChange } from '../../kernel/audit.ts'
import { accountCommand, accountQuery } from '../../kernel/procedure.ts'
import { foundOrRefuse } from '../../kernel/refusal.ts'
import { ById, Done, Nothing, SessionShown } from './person.schema.ts'
import { selfOrRefuse } from './profile.store.ts'
import { isSessionAlive } from './session.rules.ts'
import { endSessions, sessionTokenIn } from './session.store.ts'

export const mySessionApi = {
  sessions: accountQuery({
    path: '/me/sessions',
    allow: 'user',
    summary: 'The browsers that are signed in to the own account.',
    input: Nothing,
    output: z.object({ sessions: z.array(SessionShown) }),
    run: async (call) => {
      const rows = await call.db
        .selectFrom('identity.session')
        .selectAll()
        .where('userId', '=', selfOrRefuse(call).userId)
        .orderBy('updatedAt', 'desc')
        .limit(100)
        .execute()
      const token = await sessionTokenIn(call.app, call.headers)
      const sessions = rows
        .filter((row) => isSessionAlive(row, call.now))
        .map((row) => ({
          id: row.id,
          isThis: row.token === token,
          userAgent: row.userAgent ?? '',
          network: row.ipAddress ?? '',
          signedInAt: row.createdAt.toISOString(),
          usedAt: row.updatedAt.toISOString(),
        }))
      return { sessions }
    },
  }),
  endSession: accountCommand({
    path: '/me/sessions/{id}',
    method: 'DELETE',
    allow: 'user',
    audit: 'session.end',
    summary: 'Signs another browser out of the own account.',
    input: ById,
    output: Done,
    run: async (call, { id }) => {
      const ended = await call.db
        .deleteFrom('identity.session')
        .where('id', '=', id)
        .where('userId', '=', selfOrRefuse(call).userId)
        .returning('userAgent')
        .executeTakeFirst()
      foundOrRefuse(ended, 'session.not_found')
      recordChange(call, { objectType: 'session', objectId: id })
      return {}
    },
  }),
  endOtherSessions: accountCommand({
    path: '/me/sessions',
    method: 'DELETE',
    allow: 'user',
    audit: 'session.end_others',
    summary: 'Signs all other browsers out of the own account.',
    input: Nothing,
    output: z.object({ ended: z.int() }),
    run: async (call) => {
      const { userId, name } = selfOrRefuse(call)
      const ended = await endSessions(call, userId, await sessionTokenIn(call.app, call.headers))
      recordChange(call, { objectType: 'account', objectId: userId, label: name })
      return { ended }
    },
  }),
}
