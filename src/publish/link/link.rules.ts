/** What a link says about itself when it is followed (vocabulary: UTM). */
export type Utm = { source: string; medium: string; campaign: string; content: string; id: string }

/**
 * The target with its UTM parameters. Ours replace those of the same name; everything else of the address, its
 * fragment included, stays. Null when the target is no web address.
 */
export function taggedAddress(target: string, utm: Utm): string | null {
  const url = URL.parse(target)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  for (const [name, value] of Object.entries(utm)) {
    if (value !== '') url.searchParams.set(`utm_${name}`, value)
  }
  return url.href
}

/** The public address of a short link. */
export function shortAddress(publicUrl: string, code: string): string {
  return `${publicUrl}/go/${code}`
}

/** The host a click came from, for the raw row; empty when there is none or it is our own. */
export function referrerHost(referer: string | null, publicUrl: string): string {
  const from = referer === null ? null : URL.parse(referer)
  if (from === null || from.host === URL.parse(publicUrl)?.host) return ''
  return from.hostname.replace(/^www\./, '').slice(0, 200)
}

/** Browsers that fetch ahead say so; nobody clicked yet. */
export function isAhead(headers: Headers): boolean {
  const purpose = `${headers.get('sec-purpose') ?? ''} ${headers.get('purpose') ?? ''} ${headers.get('x-moz') ?? ''}`
  return /prefetch|prerender|preview/i.test(purpose)
}
