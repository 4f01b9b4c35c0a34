import { lookup } from 'node:dns/promises'
import {
  isAllowedHost,
  isDowngrade,
  isPublicAddress,
  isSameParty,
  literalAddress,
  whyNotAddress,
} from './address.rules.ts'
import type { AllowedHosts } from './address.rules.ts'
import { OutsideFailure } from './failure.ts'
import { exchange } from './exchange.ts'
import type { OutsideAnswer, OutsideLimits, OutsideMethod } from './exchange.ts'

const defaultLimits: OutsideLimits = {
  connectMs: 10_000,
  headersMs: 10_000,
  totalMs: 30_000,
  maxBytes: 25 * 1024 * 1024,
}

type OutsideRequest = {
  url: string
  method?: OutsideMethod
  /** Sent to the host of `url` only; a redirect to another host travels without them. */
  headers?: Record<string, string>
  body?: string | Uint8Array
  limits?: Partial<OutsideLimits>
  /** Redirects to follow, at most 3. Only GET and HEAD follow any: a mutation answers with its 3xx. */
  follow?: number
  signal?: AbortSignal
}

/** The only way out of the house. Anything Leitstand asks of another server goes through here. */
export type Outside = {
  /**
   * Sends one request, exactly once, to a public address. Throws {@link OutsideFailure} when no answer came;
   * every status of an answer is an answer.
   */
  ask(request: OutsideRequest): Promise<OutsideAnswer>
}

export type OutsideSettings = {
  allowedHosts: AllowedHosts
  /** All addresses of a host name. The system's resolver unless a test brings its own. */
  resolve?: (hostname: string) => Promise<string[]>
}

const maxRedirects = 3

/** Builds the outgoing door. Private and loopback addresses stay closed unless the operator allows the host. */
export function createOutside(settings: OutsideSettings): Outside {
  const resolve = settings.resolve ?? systemResolve
  return { ask: (request) => follow(request, (url) => checkedAddresses(url, settings.allowedHosts, resolve)) }
}

type Check = (url: URL) => Promise<string[]>

async function follow(request: OutsideRequest, check: Check): Promise<OutsideAnswer> {
  const method = request.method ?? 'GET'
  const limits = { ...defaultLimits, ...request.limits }
  const deadline = performance.now() + limits.totalMs
  const reads = method === 'GET' || method === 'HEAD'
  const hops = reads ? Math.min(request.follow ?? maxRedirects, maxRedirects) : 0
  let url = urlOrFail(request.url)
  let headers = request.headers ?? {}

  for (let hop = 0; ; hop += 1) {
    const addresses = await check(url)
    const answer = await exchange({
      url,
      addresses,
      method,
      headers,
      body: request.body,
      limits,
      remainingMs: deadline - performance.now(),
      signal: request.signal,
    })
    const location = answer.headers.get('location')
    if (hops === 0 || location === null || !isRedirect(answer.status)) return answer
    if (hop >= hops) throw new OutsideFailure('redirects', url.host, true)

    const next = urlOrFail(URL.parse(location, url)?.href ?? location, url.host)
    if (isDowngrade(url, next)) throw new OutsideFailure('redirects', next.host, true)
    if (!isSameParty(url, next)) headers = {}
    url = next
  }
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

function urlOrFail(text: string, fallbackHost = ''): URL {
  const url = URL.parse(text)
  if (url === null || whyNotAddress(text) !== null) {
    throw new OutsideFailure('address', url?.host ?? fallbackHost, fallbackHost !== '')
  }
  return url
}

/** The addresses that may be connected to, all checked; the connection uses these and no second lookup. */
async function checkedAddresses(
  url: URL,
  allowed: AllowedHosts,
  resolve: (hostname: string) => Promise<string[]>,
): Promise<string[]> {
  const literal = literalAddress(url.hostname)
  const addresses = literal === null ? await resolveOrFail(url, resolve) : [literal]
  if (isAllowedHost(allowed, url)) return addresses
  // One private address among public ones is what a rebinding answer looks like: none of them is used.
  if (!addresses.every(isPublicAddress)) throw new OutsideFailure('refused_host', url.host, false)
  return addresses
}

async function resolveOrFail(url: URL, resolve: (hostname: string) => Promise<string[]>): Promise<string[]> {
  let addresses: string[]
  try {
    addresses = await resolve(url.hostname)
  } catch (cause) {
    throw new OutsideFailure('unresolved', url.host, false, cause)
  }
  if (addresses.length === 0) throw new OutsideFailure('unresolved', url.host, false)
  return addresses
}

async function systemResolve(hostname: string): Promise<string[]> {
  const found = await lookup(hostname, { all: true, verbatim: true })
  return found.map((entry) => entry.address)
}
