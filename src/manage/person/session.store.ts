import { isAPIError } from 'better-auth/api'
import { parseSigned } from 'hono/utils/cookie'
import type { App } from '../../kernel/app.ts'
import type { AccountCall } from '../../kernel/call.ts'
import { networkOf } from '../../kernel/http/clientAddress.rules.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { sessionCookie, withAuth } from './auth.ts'

/** The token in the session cookie of a request, null without one or with a forged signature. */
export async function sessionTokenIn(app: App, headers: Headers): Promise<string | null> {
  const name = sessionCookie(isSecure(app))
  const cookies = await parseSigned(headers.get('cookie') ?? '', app.secrets.derive('session'), name)
  return cookies[name] || null
}

/** Whether people reach this installation by https. */
export function isSecure(app: App): boolean {
  return app.settings.publicUrl.startsWith('https:')
}

/**
 * Signs a person in: a new session whose cookie goes with the answer; the session the browser had before ends
 * (threats R27). The call acts as that person from here on, so that its audit row names them.
 * @throws Refusal `person.wrong_credentials`, the same for an unknown address and a wrong password
 */
export async function signInWith(call: AccountCall, email: string, password: string): Promise<string> {
  const before = await sessionTokenIn(call.app, call.headers)
  const { headers, response } = await withAuth(call, (auth) =>
    auth.api.signInEmail({ body: { email, password }, returnHeaders: true }),
  ).catch((error: unknown) => {
    if (isAPIError(error)) throw new Refusal('person.wrong_credentials', 'unauthenticated')
    throw error
  })
  for (const cookie of headers.getSetCookie()) call.responseHeaders.append('set-cookie', cookie)
  await call.db
    .updateTable('identity.session')
    .set({
      ipAddress: networkOf(call.address),
      userAgent: (call.headers.get('user-agent') ?? '').slice(0, 400),
    })
    .where('token', '=', response.token)
    .execute()
  if (before) await call.db.deleteFrom('identity.session').where('token', '=', before).execute()
  // Nobody else cleans up after sessions that ran out.
  await call.db
    .deleteFrom('identity.session')
    .where('userId', '=', response.user.id)
    .where('expiresAt', '<', call.now)
    .execute()
  call.actor = {
    kind: 'account',
    userId: response.user.id,
    name: response.user.name,
    email: response.user.email,
  }
  return response.user.id
}

/** Ends the session of the request and takes its cookie away. */
export async function signOutHere(call: AccountCall): Promise<void> {
  const token = await sessionTokenIn(call.app, call.headers)
  if (token) await call.db.deleteFrom('identity.session').where('token', '=', token).execute()
  const secure = isSecure(call.app)
  call.responseHeaders.append(
    'set-cookie',
    `${sessionCookie(secure)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
  )
}

/** Ends all sessions of a person, or all but the one with `exceptToken`; answers how many. */
export async function endSessions(
  call: Pick<AccountCall, 'db'>,
  userId: string,
  exceptToken: string | null = null,
): Promise<number> {
  let ending = call.db.deleteFrom('identity.session').where('userId', '=', userId)
  if (exceptToken !== null) ending = ending.where('token', '!=', exceptToken)
  return Number((await ending.executeTakeFirst()).numDeletedRows)
}
