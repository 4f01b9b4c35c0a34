import ipaddr from 'ipaddr.js'

// The Azure platform address answers metadata questions and lies in the public unicast range.
const publicButInternal = new Set(['168.63.129.16'])

/**
 * Whether an IP address is a public one. Mapped IPv6 is judged as the IPv4 address it stands for; IPv6 counts only
 * inside 2000::/3, which also refuses the deprecated ::/96 notation that ipaddr.js calls unicast.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  if (publicButInternal.has(parsed.toString())) return false
  if (parsed.kind() === 'ipv4') return true
  return parsed.match(ipaddr.parseCIDR('2000::/3'))
}

/** Whether a host name of a URL is an IP address written out; IPv6 stands in brackets there. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  return ipaddr.isValid(bare) ? bare : null
}

// Databases and queues that answer to lines which look like HTTP.
const otherServices = new Set([1433, 2375, 2376, 3306, 5432, 6000, 6379, 6667, 9200, 9300, 11211, 27017])

/** The port a URL leads to, with the default of its scheme. */
function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port)
  return url.protocol === 'https:' ? 443 : 80
}

export type AddressRefusal = 'outside.malformed' | 'outside.scheme' | 'outside.credentials' | 'outside.port'

/** Why an address is not asked at all, whatever it resolves to; null when its form is fine. */
export function whyNotAddress(text: string): AddressRefusal | null {
  const url = URL.parse(text)
  if (url === null || url.hostname === '') return 'outside.malformed'
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'outside.scheme'
  if (url.username !== '' || url.password !== '') return 'outside.credentials'
  const port = portOf(url)
  const isWebPort = port === 80 || port === 443
  if (port === 0 || (port < 1024 && !isWebPort) || otherServices.has(port)) return 'outside.port'
  return null
}

/** Hosts in the own network that the operator lets Leitstand reach: `host` (every port) or `host:port`. */
export type AllowedHosts = ReadonlySet<string>

/** Reads `127.0.0.1:18080, intranet.example` into a set of hosts. */
export function parseAllowedHosts(text: string): AllowedHosts {
  return new Set(
    text
      .split(/[\s,;]+/)
      .map((entry) => entry.toLowerCase())
      .filter((entry) => entry !== ''),
  )
}

/** Whether the operator opened this very host (and port). */
export function isAllowedHost(allowed: AllowedHosts, url: URL): boolean {
  return allowed.has(url.hostname) || allowed.has(`${url.hostname}:${portOf(url)}`)
}

/** What a redirect may do: nothing that leaves encryption behind. */
export function isDowngrade(from: URL, to: URL): boolean {
  return from.protocol === 'https:' && to.protocol === 'http:'
}

/** Whether credentials may travel along: the same host and port, or the same host moving to https. */
export function isSameParty(from: URL, to: URL): boolean {
  if (from.hostname !== to.hostname) return false
  return portOf(from) === portOf(to) || (portOf(from) === 80 && portOf(to) === 443)
}
