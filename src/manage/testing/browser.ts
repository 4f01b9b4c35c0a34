import type { Door } from '../../kernel/access/door.ts'
import type { App } from '../../kernel/app.ts'
import { httpShell } from '../../kernel/http/shell.ts'
import { operationsOf } from '../../kernel/rpc/openapi.ts'
import { createClient } from '../../kernel/rpc/client.ts'
import { manageApi } from '../api.ts'
import { accountDoor } from '../person/door.ts'

/**
 * Browsers in front of a running installation: each keeps its cookies and comes from its own address, and speaks
 * real requests and answers.
 */
export function browsersOf(app: App) {
  const door: Door = { ...accountDoor(app), guest: async () => null }
  const shell = httpShell({
    app,
    door,
    api: { manage: manageApi },
    doors: [],
    webDir: null,
    health: async () => [],
  })
  const operations = operationsOf({ manage: manageApi })

  return (address = '93.184.216.7') => {
    const cookies = new Map<string, string>()
    let workspace = ''
    const send = async (input: Request | URL | string, init?: RequestInit) => {
      const request = new Request(input, init)
      request.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
      request.headers.set('user-agent', 'Testbrowser')
      request.headers.set('x-forwarded-for', address)
      // A socket from the reverse proxy on the same machine.
      const response = await shell.request(request, undefined, {
        incoming: { socket: { remoteAddress: '127.0.0.1' } },
      })
      for (const line of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split('; ')
        const [name = '', ...value] = pair.split('=')
        if (attributes.some((attribute) => attribute.toLowerCase() === 'max-age=0')) cookies.delete(name)
        else cookies.set(name, value.join('='))
      }
      return response
    }
    const client = createClient<{ manage: typeof manageApi }>({
      url: 'https://leitstand.test/api',
      operations,
      headers: (): Record<string, string> => (workspace === '' ? {} : { 'leitstand-workspace': workspace }),
      fetch: send,
    })
    return {
      manage: client.manage,
      cookies,
      /** A bare request, for what the client would not send. */
      send,
      enter: (slug: string) => {
        workspace = slug
      },
    }
  }
}
