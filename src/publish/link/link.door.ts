import { Hono } from 'hono'
import { isbot } from 'isbot'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { App } from '../../kernel/app.ts'
import { networkOf } from '../../kernel/http/clientAddress.rules.ts'
import { senderOf } from '../../kernel/http/sender.ts'
import { textsIn } from '../../kernel/text/text.ts'
import { isAhead, referrerHost } from './link.rules.ts'
import { countClick, findLink } from './link.store.ts'
import { linkDe } from './link.text.de.ts'
import { linkEn } from './link.text.en.ts'

const texts = { de: linkDe, en: linkEn }

// An office behind one address follows a link often; nobody does so ten times a second.
const clicksPerNetwork = { points: 600, duration: 60 }

/** The door `/go/<code>`: leads to the live address with its UTM parameters and counts the click. */
export function linkDoor(app: App): Hono {
  const door = new Hono()
  const limiter = new RateLimiterMemory(clicksPerNetwork)
  // Whoever floods the door is led on all the same; only the figures are kept clean.
  const isWithinLimit = (network: string) =>
    limiter.consume(network).then(
      () => true,
      () => false,
    )
  door.get('/go/:code{[a-z0-9]{6,12}}', async (context) => {
    const link = await findLink(app.database, context.req.param('code'))
    const headers = { 'cache-control': 'no-store', 'referrer-policy': 'strict-origin-when-cross-origin' }
    if (link === null || link.address === null) {
      const language = /^\s*de\b/i.test(context.req.header('accept-language') ?? 'de') ? 'de' : 'en'
      const t = textsIn(texts, language)
      return context.text(t(link === null ? 'unknown' : 'notYet'), 404, headers)
    }
    const request = context.req.raw
    const agent = request.headers.get('user-agent') ?? ''
    const isPerson = request.method === 'GET' && agent !== '' && !isbot(agent) && !isAhead(request.headers)
    if (isPerson && (await isWithinLimit(networkOf(senderOf(context))))) {
      const host = referrerHost(request.headers.get('referer'), app.settings.publicUrl)
      await countClick(app.database, link, app.clock.now(), host)
    }
    return new Response(null, { status: 302, headers: { ...headers, location: link.address } })
  })
  return door
}
