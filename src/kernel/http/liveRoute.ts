import type { Handler } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { Door } from '../access/door.ts'
import type { App } from '../app.ts'
import type { LiveChange } from '../live.ts'
import { Refusal } from '../refusal.ts'

/** How often an open stream asks whether its session still holds (threats R28: revoked within 5 s). */
const recheckMs = 4_000

/** Server-sent events of one workspace: `change` for every committed command, `ping` so that proxies keep the line. */
export function liveRoute(app: App, door: Door, recheckEveryMs = recheckMs): Handler {
  return async (context) => {
    const headers = context.req.raw.headers
    const workspace = context.req.query('workspace') ?? ''
    const admitted = await memberAt(door, headers, workspace)
    if (!admitted) throw new Refusal('access.sign_in', 'unauthenticated')

    return streamSSE(context, async (stream) => {
      const waiting: LiveChange[] = []
      let wake: () => void = () => {}
      let checkedAt = performance.now()
      const off = app.live.subscribe(admitted.workspaceId, (change) => {
        waiting.push(change)
        wake()
      })
      const end = () => wake()
      app.stopping.addEventListener('abort', end)
      stream.onAbort(end)
      try {
        await stream.writeSSE({ event: 'ping', data: '' })
        while (!stream.aborted && !app.stopping.aborted) {
          if (waiting.length === 0)
            await new Promise<void>((resolve) => {
              const timer = setTimeout(resolve, recheckEveryMs)
              wake = () => {
                clearTimeout(timer)
                resolve()
              }
            })
          // By time, not by silence: in a busy workspace there is always something to tell.
          const isDue = performance.now() - checkedAt >= recheckEveryMs
          if (isDue && !(await memberAt(door, headers, workspace))) break
          if (isDue) checkedAt = performance.now()
          const changes = waiting.splice(0)
          for (const { action, objectId, byUserId } of changes)
            await stream.writeSSE({ event: 'change', data: JSON.stringify({ action, objectId, byUserId }) })
          if (changes.length === 0) await stream.writeSSE({ event: 'ping', data: '' })
        }
      } finally {
        off()
        app.stopping.removeEventListener('abort', end)
      }
    })
  }
}

async function memberAt(door: Door, headers: Headers, workspace: string) {
  const account = await door.account(headers)
  return account && workspace !== '' ? door.member(account, workspace) : null
}
