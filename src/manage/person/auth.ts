import { betterAuth } from 'better-auth'
import type { App } from '../../kernel/app.ts'
import type { AccountCall } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { ambientDatabase, withTransaction } from './ambientDatabase.ts'
import { passwordLength } from './password.rules.ts'
import { sessionLife } from './session.rules.ts'

/**
 * better-auth keeps passwords (scrypt), sessions and their cookies. Its own HTTP routes are not mounted: what the
 * product needs is a procedure of ours, so that one mechanism decides who may call what. The cookie cache stays off:
 * a session that was ended must end everywhere (GHSA-xg6x-h9c9-2m83).
 */
function makeAuth(app: App) {
  const isSecure = app.settings.publicUrl.startsWith('https:')
  return betterAuth({
    baseURL: app.settings.publicUrl,
    secret: app.secrets.derive('session'),
    trustedOrigins: [app.settings.publicUrl],
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: { db: ambientDatabase, type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
    },
    session: { expiresIn: sessionLife.absoluteMs / 1000, disableSessionRefresh: true },
    databaseHooks: {
      session: { create: { before: async (session) => ({ data: { ...session, ...lifeFrom(app) } }) } },
    },
    advanced: {
      // We say where a session comes from; headers that anybody can send do not.
      ipAddress: { disableIpTracking: true },
      database: { generateId: () => newId(), validateSchema: false },
      useSecureCookies: false,
      cookies: {
        session_token: {
          name: sessionCookie(isSecure),
          attributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
        },
      },
    },
  })
}

// By our clock, so that tests can turn it.
function lifeFrom(app: App) {
  const now = app.clock.now()
  return { createdAt: now, updatedAt: now, expiresAt: new Date(now.getTime() + sessionLife.absoluteMs) }
}

/** The `__Host-` prefix binds the cookie to this host and to https; browsers refuse it on plain http. */
export function sessionCookie(isSecure: boolean): string {
  return isSecure ? '__Host-leitstand-session' : 'leitstand-session'
}

type Auth = ReturnType<typeof makeAuth>
const made = new WeakMap<App, Auth>()

/** better-auth of this installation, made on first use. */
function authOf(app: App): Auth {
  const auth = made.get(app) ?? makeAuth(app)
  made.set(app, auth)
  return auth
}

/** Uses better-auth inside the transaction of the call. */
export async function withAuth<T>(
  call: Pick<AccountCall, 'app' | 'db'>,
  work: (auth: Auth, context: Awaited<Auth['$context']>) => Promise<T>,
): Promise<T> {
  const auth = authOf(call.app)
  return withTransaction(call.db, async () => work(auth, await auth.$context))
}
