import { OutsideFailure } from '../../kernel/outside/failure.ts'
import type { OutsideAnswer } from '../../kernel/outside/exchange.ts'
import type { Outside } from '../../kernel/outside/outside.ts'
import type { ChannelAccess, Connected, Finding } from '../../publish/channel/port.ts'
import { restUrl } from './wordpress.api.ts'
import type { WpApi } from './wordpress.api.ts'
import { failureOfOutside, jsonOrNull } from './wordpress.failures.ts'
import { WpIndex, WpMe } from './wordpress.schema.ts'

/** Finds the interface behind what a person typed and tests the credentials where WordPress answers honestly. */
export async function connectWordPress(
  outside: Outside,
  api: WpApi,
  access: ChannelAccess,
): Promise<Connected> {
  const site = siteAddress(access.address)
  if (site === null) return { ok: false, key: 'wordpress.address_malformed' }
  let found: Found | null
  try {
    found = await findInterface(outside, site)
  } catch (cause) {
    if (!(cause instanceof OutsideFailure)) throw cause
    const { key, detail } = failureOfOutside(cause, 'read')
    return { ok: false, key, detail }
  }
  if (found === null) return { ok: false, key: 'wordpress.no_interface', params: { address: site } }

  const account = {
    address: found.address,
    endpoint: found.endpoint,
    accountId: '',
    accountName: '',
    siteName: found.index.name,
    lockKey: `wordpress:${new URL(found.endpoint).host}${new URL(found.endpoint).pathname}`,
    roles: [],
  }
  // Only this route says "no" to wrong credentials; public ones answer 200 with the view of a visitor.
  const me = await api.ask(
    { account, user: access.user, secret: access.secret },
    { path: 'wp/v2/users/me', query: { context: 'edit' }, purpose: 'read' },
    WpMe,
  )
  if (!me.ok) return whyNotSignedIn(found, me.failure)
  const { id, name, roles, capabilities } = me.value
  return {
    ok: true,
    account: { ...account, accountId: String(id), accountName: name, roles },
    findings: findingsFor(capabilities, roles),
  }
}

type Found = { address: string; endpoint: string; index: WpIndex }

/** What was typed, as an address: with scheme, without the way to the dashboard. Null when it is none. */
export function siteAddress(typed: string): string | null {
  const text = typed.trim()
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  url.pathname = url.pathname.replace(/\/(wp-admin|wp-login\.php|wp-json)(\/.*)?$/, '/')
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  url.search = ''
  url.hash = ''
  return url.href
}

async function findInterface(outside: Outside, site: string): Promise<Found | null> {
  const front = await outside.ask({ url: site, headers: { accept: 'text/html' } })
  // Where the front page really is decides: a POST to the address before a redirect would be lost.
  const address = siteAddress(front.url) ?? site
  const candidates = [
    linkedInterface(front, address),
    restUrl(`${address}wp-json/`, ''),
    `${address}?rest_route=/`,
  ]
  for (const endpoint of candidates) {
    if (endpoint === null) continue
    const answer = await outside.ask({ url: endpoint, headers: { accept: 'application/json' } })
    const index = WpIndex.safeParse(jsonOrNull(answer.text()))
    if (answer.status === 200 && index.success && index.data.namespaces.includes('wp/v2')) {
      // The interface, too, is used where it finally answered.
      const kept = new URL(answer.url).search === new URL(endpoint).search ? answer.url : endpoint
      return { address, endpoint: kept, index: index.data }
    }
  }
  return null
}

/** The interface a WordPress page names in its `Link` header, never less encrypted than the page itself. */
export function linkedInterface(front: Pick<OutsideAnswer, 'headers'>, address: string): string | null {
  const link = front.headers.get('link') ?? ''
  const target = /<([^>]+)>;\s*rel="https:\/\/api\.w\.org\/"/.exec(link)?.[1]
  if (target === undefined) return null
  const url = URL.parse(target, address)
  if (url === null) return null
  if (address.startsWith('https:')) url.protocol = 'https:'
  return url.href
}

function whyNotSignedIn(found: Found, failure: { kind: string; key: string; detail?: string }): Connected {
  const { detail } = failure
  if (failure.kind !== 'auth') return { ok: false, key: failure.key, detail }
  const authentication = found.index.authentication
  const offersPasswords = !Array.isArray(authentication) && 'application-passwords' in authentication
  if (offersPasswords) return { ok: false, key: 'wordpress.password_refused', detail }
  // Without https WordPress hides application passwords and calls a right one wrong.
  const key = found.endpoint.startsWith('http:') ? 'wordpress.https_needed' : 'wordpress.passwords_off'
  return { ok: false, key, detail }
}

function findingsFor(capabilities: Record<string, unknown>, roles: readonly string[]): Finding[] {
  const findings: Finding[] = []
  const role = roles.join(', ')
  if (capabilities['publish_posts'] !== true) {
    findings.push({ severity: 'stops', key: 'wordpress.may_not_publish', params: { role } })
  }
  if (capabilities['upload_files'] !== true) {
    findings.push({ severity: 'stops', key: 'wordpress.may_not_upload', params: { role } })
  }
  if (capabilities['unfiltered_html'] !== true) {
    findings.push({ severity: 'warns', key: 'wordpress.html_filtered', params: { role } })
  }
  return findings
}
