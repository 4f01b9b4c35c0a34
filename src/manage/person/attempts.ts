import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { App } from '../../kernel/app.ts'
import type { AccountCall } from '../../kernel/call.ts'
import { networkOf } from '../../kernel/http/clientAddress.rules.ts'
import { newToken } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { sameSecret } from '../../kernel/secret/secrets.ts'
import { parse, serialize } from 'hono/utils/cookie'
import { isSecure } from './session.store.ts'

const quarterHour = 15 * 60

/**
 * Slows down whoever guesses passwords, and only them (threats R23, R24). Wrong attempts count in 15 minutes
 *
 * - against an account from a browser that has signed in to it before (it carries a signed cookie): 10, counted for
 *   that browser alone. Nothing a stranger does, not even from the same office, takes these away.
 * - against an account from browsers that never did: 10 a network (/24, /64), 30 over all networks.
 * - from one network against any accounts: 50.
 *
 * A person whom strangers keep out on a new browser gets in with a reset link, which makes that browser known. The
 * counters live in the memory of each process: n web processes allow n times as much, a restart forgets.
 */
export type Attempts = {
  /** Counts an attempt before the password is looked at, so that parallel guesses cannot slip by. */
  begin(call: AccountCall, email: string): Promise<Attempt>
  /** The person was who they said: nothing is counted against them, and this browser is known from now on. */
  settle(call: AccountCall, attempt: Attempt, userId: string): Promise<void>
  /** This browser is known for that account from now on. */
  remember(call: AccountCall, userId: string): void
  /** Counts something that costs us or others: a mail, an account. @throws Refusal `person.too_many` */
  spend(purpose: Purpose, key: string): Promise<void>
}
type Attempt = { counted: readonly { limiter: RateLimiterMemory; key: string }[] }
type Purpose = 'resetByAccount' | 'resetByNetwork' | 'openingByNetwork'

const limiter = (points: number, duration: number) => new RateLimiterMemory({ points, duration })

function makeAttempts(app: App): Attempts {
  const byBrowser = limiter(10, quarterHour)
  const byAccountAndNetwork = limiter(10, quarterHour)
  const byAccount = limiter(30, quarterHour)
  const byNetwork = limiter(50, quarterHour)
  const spending: Record<Purpose, RateLimiterMemory> = {
    resetByAccount: limiter(3, 60 * 60),
    resetByNetwork: limiter(20, 60 * 60),
    // Reset and invitation links, first run: tokens cannot be guessed, but each try may cost a password hash.
    openingByNetwork: limiter(60, quarterHour),
  }

  return {
    begin: async (call, email) => {
      const browser = await knownBrowser(call, email)
      const network = networkOf(call.address)
      const counted = browser
        ? [{ limiter: byBrowser, key: `${browser}|${email}` }]
        : [
            { limiter: byAccountAndNetwork, key: `${network}|${email}` },
            { limiter: byNetwork, key: network },
            { limiter: byAccount, key: email },
          ]
      for (const { limiter: one, key } of counted) await consume(one, key)
      return { counted }
    },
    settle: async (call, { counted }, userId) => {
      for (const { limiter: one, key } of counted) {
        if (one === byBrowser || one === byAccountAndNetwork) await one.delete(key)
        else await one.reward(key, 1)
      }
      rememberBrowser(app, call, userId)
    },
    remember: (call, userId) => rememberBrowser(app, call, userId),
    spend: (purpose, key) => consume(spending[purpose], key),
  }
}

async function consume(one: RateLimiterMemory, key: string): Promise<void> {
  try {
    await one.consume(key)
  } catch (error) {
    if (!(error instanceof RateLimiterRes)) throw error
    throw new Refusal('person.too_many', 'limit', {
      minutes: Math.max(1, Math.ceil(error.msBeforeNext / 60_000)),
    })
  }
}

const browserCookie = (app: App) => (isSecure(app) ? '__Host-leitstand-browser' : 'leitstand-browser')

/** The id of the browser when its cookie says, under our signature, that it has signed in to this account before. */
async function knownBrowser(call: AccountCall, email: string): Promise<string | null> {
  const name = browserCookie(call.app)
  const [id, signature] = (parse(call.headers.get('cookie') ?? '', name)[name] ?? '').split('.')
  if (!id || !signature) return null
  const account = await call.db
    .selectFrom('identity.user')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirst()
  return account && sameSecret(signature, signatureOf(call.app, id, account.id)) ? id : null
}

function rememberBrowser(app: App, call: AccountCall, userId: string): void {
  const id = newToken(16)
  call.responseHeaders.append(
    'set-cookie',
    serialize(browserCookie(app), `${id}.${signatureOf(app, id, userId)}`, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: isSecure(app),
      maxAge: 365 * 24 * 60 * 60,
    }),
  )
}

function signatureOf(app: App, browserId: string, userId: string): string {
  return app.secrets.fingerprint(`${browserId}|${userId}`, 'browser')
}

const made = new WeakMap<App, Attempts>()

/** The counters of this process. */
export function attemptsOf(app: App): Attempts {
  const attempts = made.get(app) ?? makeAttempts(app)
  made.set(app, attempts)
  return attempts
}
