import type { Door } from '../../kernel/access/door.ts'
import type { App } from '../../kernel/app.ts'
import { guestOfSession } from './guest.store.ts'
import { readToken } from './guestToken.ts'

/** The guest part of the kernel's door: who stands behind the cookie that the code from the mailbox earned. */
export function guestDoor(app: App): Pick<Door, 'guest'> {
  return {
    guest: async (headers) => {
      const cookie = guestCookie(app, headers)
      const token = cookie === null ? null : readToken(cookie)
      if (cookie === null || token === null) return null
      return app.database.inWorkspace(token.workspaceId, (db) => guestOfSession({ app, db }, cookie))
    },
  }
}

// `__Host-` binds the cookie to this host over HTTPS; browsers refuse it on plain HTTP.
function cookieName(app: App): string {
  return app.settings.publicUrl.startsWith('https:') ? '__Host-leitstand-guest' : 'leitstand-guest'
}

/** The value of the guest cookie of a request; null without one. */
export function guestCookie(app: App, headers: Headers): string | null {
  const name = `${cookieName(app)}=`
  const pair = (headers.get('cookie') ?? '').split(/;\s*/).find((part) => part.startsWith(name))
  return pair === undefined ? null : pair.slice(name.length)
}

/** The header that sets the guest cookie; an empty value removes it. Ends with the browser. */
export function setGuestCookie(app: App, value: string): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Lax']
  if (app.settings.publicUrl.startsWith('https:')) attributes.push('Secure')
  if (value === '') attributes.push('Max-Age=0')
  return [`${cookieName(app)}=${value}`, ...attributes].join('; ')
}
