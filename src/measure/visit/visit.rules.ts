/** A public address as page views are kept by: host and path that mean the same page are the same text. */
export type Place = { host: string; path: string }

/** What is kept of a page view; nothing of it leads to a person. */
export type Hit = Place & {
  referrerHost: string
  utmSource: string
  utmMedium: string
  utmCampaign: string
  /** Code of the short link that brought the view, empty without one. */
  linkCode: string
}

/** The visit somebody is on: drawn id, last sign of life, hashes of the pages seen. */
export type Visit = { visitId: string; lastAt: Date; pages: readonly number[] }

/** A visit ends after this silence (domain/measurement.md). */
const visitSilenceMinutes = 30

// Parameters that choose the page itself: WordPress without pretty permalinks. All others may be personal.
const pageParameters = ['p', 'page_id']
const longestPath = 500
const mostPages = 200

/** Host and path of an address, spelled one way: no `www.`, no fragment, no slash at the end, umlauts readable. */
export function placeOf(address: string): Place | null {
  const url = URL.parse(address)
  return url === null ? null : placeIn(url)
}

function placeIn(url: URL): Place | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return null
  const path = readable(url.pathname).replace(/(?<=.)\/+$/, '')
  const chosen = pageParameters
    .filter((name) => url.searchParams.has(name))
    .map((name) => `${name}=${clean(url.searchParams.get(name) ?? '', 40)}`)
    .join('&')
  return { host: bareHost(url.host), path: cut(chosen === '' ? path : `${path}?${chosen}`, longestPath) }
}

/** What is kept of a page view; null when the address is none of a website. */
export function hitOf(address: string, referrerHost: string): Hit | null {
  const url = URL.parse(address)
  const place = url === null ? null : placeIn(url)
  if (url === null || place === null) return null
  const utm = (name: string) => clean(url.searchParams.get(`utm_${name}`) ?? '', 100)
  const from = bareHost(clean(referrerHost, 253))
  return {
    ...place,
    referrerHost: from === place.host ? '' : from,
    utmSource: utm('source'),
    utmMedium: utm('medium'),
    utmCampaign: utm('campaign'),
    linkCode: [utm('id'), utm('content')].find(isLinkCode) ?? '',
  }
}

/** Whether a text has the form of a short link's code (`newShortCode`). */
export function isLinkCode(text: string): boolean {
  return /^[a-hjkmnp-z2-9]{6,12}$/.test(text)
}

/** Spells a host one way: lower case, without `www.`. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/^www\./, '')
}

/** Whether page views of this host are counted; an empty list allows every host. */
export function isAllowedHost(host: string, allowed: readonly string[]): boolean {
  return allowed.length === 0 || allowed.some((one) => bareHost(one) === host)
}

/** Whether the browser asks not to be counted (Do Not Track, Global Privacy Control). */
export function asksNotToBeCounted(headers: Headers): boolean {
  return headers.get('dnt') === '1' || headers.get('sec-gpc') === '1'
}

/**
 * Goes on with a visit by one page view: a silence of more than 30 minutes begins a new one with a `newVisitId`.
 * `isFirstOfPage` is true for the first view of this page within the visit.
 */
export function goOn(visit: Visit | undefined, at: Date, place: Place, newVisitId: () => string) {
  const page = pageHash(place)
  const isEntry = visit === undefined || at.getTime() - visit.lastAt.getTime() > visitSilenceMinutes * 60_000
  const before = isEntry ? [] : visit.pages
  const isFirstOfPage = !before.includes(page)
  return {
    isEntry,
    isFirstOfPage,
    visit: {
      visitId: isEntry ? newVisitId() : visit.visitId,
      lastAt: at,
      pages: isFirstOfPage ? [...before, page].slice(-mostPages) : before,
    },
  }
}

/** FNV-1a over host and path, as a signed 32-bit number. */
function pageHash({ host, path }: Place): number {
  let hash = 0x811c9dc5
  for (const letter of `${host}${path}`) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}

/** The key of a workspace in the script tag: its id in 22 letters. A name, no secret: anybody can read it on the page. */
export function siteKeyOf(workspaceId: string): string {
  return Uint8Array.fromHex(workspaceId.replaceAll('-', '')).toBase64({
    alphabet: 'base64url',
    omitPadding: true,
  })
}

/** The workspace a key names; null when it cannot be one. */
export function workspaceOfKey(siteKey: string): string | null {
  if (!/^[\w-]{21}[AQgw]$/.test(siteKey)) return null
  const hex = Uint8Array.fromBase64(siteKey, { alphabet: 'base64url' }).toHex()
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

// Percent signs that are no UTF-8 stay as they came.
function readable(path: string): string {
  try {
    return clean(decodeURI(path), longestPath)
  } catch {
    return clean(path, longestPath)
  }
}

// What most addresses are made of has nothing to clean.
const plain = /^[ -~]*$/

// Control and format letters can be neither stored (NUL) nor shown.
function clean(text: string, longest: number): string {
  if (plain.test(text)) return cut(text, longest)
  return cut(text.toWellFormed().replace(/\p{C}/gu, '').normalize('NFC'), longest)
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : text.slice(0, longest).toWellFormed().replace(/�$/, '')
}
