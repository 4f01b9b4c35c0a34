import type { ChannelState } from './channel.schema.ts'

type KnownChannel = { name: string; utmSource: string; utmMedium: string; composeUrl: string }

/** Channels people know, offered when a manual one is made: name, source and medium of its links, place to post. */
export const knownManualChannels: readonly KnownChannel[] = [
  {
    name: 'XING',
    utmSource: 'xing',
    utmMedium: 'social',
    composeUrl: 'https://www.xing.com/spi/shares/new?url={url}',
  },
  {
    name: 'LinkedIn',
    utmSource: 'linkedin',
    utmMedium: 'social',
    composeUrl: 'https://www.linkedin.com/sharing/share-offsite/?url={url}',
  },
  {
    name: 'Facebook',
    utmSource: 'facebook',
    utmMedium: 'social',
    composeUrl: 'https://www.facebook.com/sharer/sharer.php?u={url}',
  },
  {
    name: 'Instagram',
    utmSource: 'instagram',
    utmMedium: 'social',
    composeUrl: 'https://www.instagram.com/',
  },
  { name: 'YouTube', utmSource: 'youtube', utmMedium: 'video', composeUrl: 'https://studio.youtube.com/' },
  { name: 'Newsletter', utmSource: 'newsletter', utmMedium: 'email', composeUrl: '' },
  { name: 'Print', utmSource: 'print', utmMedium: 'offline', composeUrl: '' },
]

/** A name as a value for links: `Musterhaus Blog` becomes `musterhaus-blog`. */
export function utmValueOf(name: string): string {
  const value = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[-._]+|[-._]+$/g, '')
    .slice(0, 64)
  return value === '' ? 'kanal' : value
}

/** Where posting by hand begins, with the short link filled in; null when the channel has no such place. */
export function composeAddress(composeUrl: string, shortLink: string): string | null {
  return composeUrl === '' ? null : composeUrl.replaceAll('{url}', encodeURIComponent(shortLink))
}

/** Why a channel cannot be paused or set going again. */
export function whyNotPause(state: ChannelState, isPaused: boolean): string | null {
  if (state === 'needs_reconnect' && !isPaused) return 'channel.needs_reconnect'
  return null
}

/** Why a channel cannot be archived: what is planned on it would be lost. */
export function whyNotArchive(plannedCount: number): string | null {
  return plannedCount > 0 ? 'channel.has_planned' : null
}

/** Why a new account cannot take the place of the old one: planned texts would go to another page (T52). */
export function whyNotReconnect(
  before: { lockKey: string; accountId: string } | null,
  after: { lockKey: string; accountId: string },
): string | null {
  return before !== null && before.lockKey !== after.lockKey ? 'channel.other_account' : null
}
