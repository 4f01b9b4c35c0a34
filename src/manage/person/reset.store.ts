import type { App } from '../../kernel/app.ts'
import type { AccountCall } from '../../kernel/call.ts'
import { newId, newToken } from '../../kernel/id.ts'
import type { Job } from '../../kernel/jobs.ts'
import { queueMail } from '../../kernel/mail/mail.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Language } from '../../kernel/text/text.ts'
import { findAccount, type Account } from './account.store.ts'
import { resetLifeMs } from './member.rules.ts'
import { resetMail } from './personMail.ts'

const identifierOf = (app: App, token: string) => `reset:${app.secrets.fingerprint(token, 'reset')}`

/** Makes a reset link: 256 bits, 30 minutes, single use, only its keyed hash is kept (threats R30). */
export async function makeResetLink(
  call: Pick<AccountCall, 'app' | 'db' | 'now'>,
  userId: string,
): Promise<string> {
  const token = newToken()
  await call.db.deleteFrom('identity.verification').where('expiresAt', '<', call.now).execute()
  await call.db
    .insertInto('identity.verification')
    .values({
      id: newId(),
      identifier: identifierOf(call.app, token),
      value: userId,
      expiresAt: new Date(call.now.getTime() + resetLifeMs),
      createdAt: call.now,
      updatedAt: call.now,
    })
    .execute()
  return `${call.app.settings.publicUrl}/reset/${token}`
}

/**
 * Uses up a reset link and answers whose it is; all other links of that person end with it.
 * @throws Refusal `person.reset_invalid` for an unknown, used and overdue link alike
 */
export async function useResetLink(call: AccountCall, token: string): Promise<Account> {
  const used = await call.db
    .deleteFrom('identity.verification')
    .where('identifier', '=', identifierOf(call.app, token))
    .where('expiresAt', '>', call.now)
    .returning('value')
    .executeTakeFirst()
  const account = used
    ? await call.db
        .selectFrom('identity.user')
        .select(['id', 'name', 'email', 'language', 'theme', 'zone'])
        .where('id', '=', used.value)
        .executeTakeFirst()
    : undefined
  if (!account) throw new Refusal('person.reset_invalid', 'not_found')
  await call.db
    .deleteFrom('identity.verification')
    .where('value', '=', account.id)
    .where('identifier', 'like', 'reset:%')
    .execute()
  return { ...account, language: account.language as Language }
}

/**
 * Sends a reset link if the address belongs to an account. A job, so that the answer to the request tells by neither
 * its content nor its duration whether there is one (threats R23).
 */
export const sendResetLink: Job = {
  name: 'person.send_reset_link',
  retryLimit: 3,
  run: async (app, { email = '' }) => {
    await app.database.asSystem(async (db) => {
      const now = app.clock.now()
      const account = await findAccount({ db }, email)
      if (!account) return
      const call: AccountCall = {
        app,
        db,
        now,
        actor: { kind: 'system', name: 'Leitstand' },
        requestId: newId(),
        audit: {},
        headers: new Headers(),
        address: null,
        responseHeaders: new Headers(),
      }
      const link = await makeResetLink(call, account.id)
      const mail = resetMail(account.language, { name: account.name, link })
      await queueMail(call, {
        ...mail,
        kind: 'password_reset',
        to: { address: account.email, name: account.name },
      })
    })
  },
}
