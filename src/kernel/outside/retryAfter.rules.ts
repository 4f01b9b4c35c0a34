/**
 * When a server wants to be asked again, from its `Retry-After` header: seconds or an HTTP date (RFC 9110 §10.2.3).
 * Null when it says nothing we can read. Never more than a day ahead: what says more is a mistake or a ban.
 */
export function retryAfter(header: string | null, now: Date): Date | null {
  const text = header?.trim() ?? ''
  if (text === '') return null
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime()
  if (!Number.isFinite(ms)) return null
  return new Date(now.getTime() + Math.min(Math.max(ms, 0), 86_400_000))
}
