import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { isbot } from 'isbot'
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { App } from '../../kernel/app.ts'
import { networkOf } from '../../kernel/http/clientAddress.rules.ts'
import { senderOf } from '../../kernel/http/sender.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { openCollector } from './collector.ts'
import { asksNotToBeCounted, bareHost, hitOf, workspaceOfKey } from './visit.rules.ts'
import { PageView } from './visit.schema.ts'

// A class or an office behind one address reads a lot; nobody reads ten pages a second.
const viewsPerNetwork = { points: 600, duration: 60 }
const largestBody = 4 * 1024

const script = readFileSync(join(import.meta.dirname, 'counter.browser.js'), 'utf8')

/**
 * The door for page views. `GET /t.js` is the script for websites, `POST /t` takes what it sends: 204 means the view is
 * committed, or that it is not to be counted (a bot, a browser that asks not to be, counting switched off).
 */
export function visitDoor(app: App): Hono {
  const door = new Hono()
  const collector = openCollector(app)
  const limiter = new RateLimiterMemory(viewsPerNetwork)

  door.get('/t.js', (context) =>
    context.body(script, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=86400',
      // Websites of other origins load it; that is what it is for.
      'cross-origin-resource-policy': 'cross-origin',
    }),
  )

  door.post('/t', bodyLimit({ maxSize: largestBody, onError: refuseSize }), async (context) => {
    // Any website may send; without these two the browser shows an error there.
    context.header('access-control-allow-origin', '*')
    context.header('cross-origin-resource-policy', 'cross-origin')
    const { headers } = context.req.raw
    const userAgent = headers.get('user-agent') ?? ''
    const address = senderOf(context)
    await countAgainst(limiter, networkOf(address))
    const view = await readView(context)
    const workspaceId = workspaceOfKey(view.k)
    const hit = hitOf(view.u, view.r)
    if (workspaceId === null) throw new Refusal('visit.unknown_site', 'not_found')
    if (hit === null)
      throw new Refusal('request.invalid', 'invalid', {}, [{ path: 'u', code: 'invalid_format' }])
    // A browser names the true origin of the page; a page that claims to be another is not counted.
    const origin = headers.get('origin')
    if (origin !== null && URL.canParse(origin) && bareHost(new URL(origin).host) !== hit.host)
      return context.body(null, 204)
    if (asksNotToBeCounted(headers) || isBot(userAgent)) return context.body(null, 204)
    const why = await collector.collect(workspaceId, hit, { address: address ?? '', userAgent })
    if (why === 'unknown_site') throw new Refusal('visit.unknown_site', 'not_found')
    return context.body(null, 204)
  })
  return door
}

// The test is a long pattern, and the browsers of an hour are few.
const known = new Map<string, boolean>()
const longestKnown = 500
function isBot(userAgent: string): boolean {
  // Not kept: what nobody has as a name must not fill the memory.
  if (userAgent.length > longestKnown) return isbot(userAgent)
  const before = known.get(userAgent)
  if (before !== undefined) return before
  if (known.size > 5_000) known.clear()
  const found = userAgent === '' || isbot(userAgent)
  known.set(userAgent, found)
  return found
}

const refuseSize = () => {
  throw new Refusal('request.too_large', 'too_large')
}

async function readView(context: Context): Promise<PageView> {
  let body: unknown
  try {
    // sendBeacon sends text/plain, which needs no preflight: the type says nothing here.
    body = JSON.parse(await context.req.text())
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('request.invalid', 'invalid', {}, [{ path: '', code: 'json' }])
  }
  const parsed = PageView.safeParse(body)
  if (parsed.success) return parsed.data
  throw new Refusal(
    'request.invalid',
    'invalid',
    {},
    parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), code: issue.code })),
  )
}

async function countAgainst(limiter: RateLimiterMemory, network: string): Promise<void> {
  try {
    await limiter.consume(network)
  } catch (reason) {
    if (!(reason instanceof RateLimiterRes)) throw reason
    throw new Refusal('visit.too_many', 'limit', { seconds: Math.ceil(reason.msBeforeNext / 1000) })
  }
}
