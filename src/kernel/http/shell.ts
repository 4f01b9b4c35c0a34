import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Door } from '../access/door.ts'
import type { App } from '../app.ts'
import { newId } from '../id.ts'
import type { Procedures } from '../procedure.ts'
import { openApiOf } from '../rpc/openapi.ts'
import { problemOf } from '../rpc/problem.ts'
import { rpcHandler } from '../rpc/server.ts'
import { Refusal } from '../refusal.ts'
import { liveRoute } from './liveRoute.ts'
import { securityHeaders } from './securityHeaders.ts'
import { senderOf } from './sender.ts'
import { webApp } from './webApp.ts'

/** What the shell is built from; slices hand in their public doors (`/go`, `/t`, `/files` …) as Hono apps. */
export type ShellParts = {
  app: App
  door: Door
  api: Procedures
  doors: readonly Hono[]
  /** Directory of the built web app; null where only the API is served (tests). */
  webDir: string | null
  /** Names what is not well, for `/healthz`: an empty list is healthy. */
  health(): Promise<readonly string[]>
}

const jsonLimit = 2 * 1024 * 1024
const uploadLimit = 40 * 1024 * 1024

/** The HTTP face of Leitstand: API, live updates, public doors, health, web app. */
export function httpShell(parts: ShellParts): Hono {
  const { app, door, api, doors } = parts
  const shell = new Hono()
  const rpc = rpcHandler(api)
  let document: Promise<object> | undefined

  shell.use(securityHeaders(app.settings.publicUrl))
  shell.onError((error) => {
    const requestId = newId()
    const { problem, isFault } = problemOf(error, requestId)
    if (isFault) app.log.error({ err: error, requestId }, 'fault')
    return Response.json(problem, {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json' },
    })
  })

  shell.get('/healthz', async (context) => {
    const troubles = await parts.health()
    return context.json({ healthy: troubles.length === 0, troubles }, troubles.length === 0 ? 200 : 503)
  })
  shell.get('/api/openapi.json', async (context) =>
    context.json(await (document ??= openApiOf(api, app.settings.version))),
  )
  shell.get('/api/live', liveRoute(app, door))
  shell.use('/api/*', tooLarge(door))
  shell.all('/api/*', async (context) => {
    const { matched, response } = await rpc(context.req.raw, {
      app,
      door,
      requestId: newId(),
      address: senderOf(context),
    })
    if (!matched || !response) throw new Refusal('request.no_such_address', 'not_found')
    return response
  })
  for (const publicDoor of doors) shell.route('/', publicDoor)
  if (parts.webDir !== null) shell.get('*', webApp(parts.webDir))
  return shell
}

const refuseSize = () => {
  throw new Refusal('request.too_large', 'too_large')
}
const jsonBody = bodyLimit({ maxSize: jsonLimit, onError: refuseSize })
const uploadBody = bodyLimit({ maxSize: uploadLimit, onError: refuseSize })

// Only uploads may be large, and only those of people who are signed in: a body is read before it is known who sent it.
function tooLarge(door: Door): typeof jsonBody {
  return async (context, next) => {
    const isUpload = (context.req.header('content-type') ?? '').startsWith('multipart/form-data')
    const isLarge = isUpload && (await door.account(context.req.raw.headers)) !== null
    return isLarge ? uploadBody(context, next) : jsonBody(context, next)
  }
}
