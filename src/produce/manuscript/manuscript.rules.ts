const germanLetters: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  ß: 'ss',
  æ: 'ae',
  ø: 'oe',
  œ: 'oe',
  ł: 'l',
}
const longestSlug = 80

/**
 * The last part of an address made from a title: `Ärger über Maße` → `aerger-ueber-masse`. German letters are
 * spelled out (as WordPress does in German), other accents dropped; cut at a word. Empty when nothing readable is left.
 */
export function slugOf(title: string): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[äöüßæøœł]/g, (letter) => germanLetters[letter] ?? '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  let slug = ''
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`
    if (longer.length > longestSlug) break
    slug = longer
  }
  return slug === '' ? (words[0] ?? '').slice(0, longestSlug) : slug
}

/** How long one author's saves go into the same version: after that a new one begins, so that a day's work has steps. */
export const versionSpanMs = 5 * 60_000

/** Whether a save continues the newest version instead of beginning the next. */
export function continuesVersion(
  newest: { kind: string; authorUserId: string | null; createdAt: Date } | undefined,
  author: string | null,
  now: Date,
): boolean {
  return (
    newest !== undefined &&
    newest.kind === 'saved' &&
    newest.authorUserId === author &&
    now.getTime() - newest.createdAt.getTime() < versionSpanMs
  )
}

/**
 * A value as JSON with sorted keys and without undefined: the same content gives the same text, whatever order its
 * keys came in. This is what content hashes are made of.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`)
      .join(',')}}`
  return JSON.stringify(value ?? null)
}
