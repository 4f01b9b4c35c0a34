import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { ORPCError, os, type AnyRouter } from '@orpc/server'
import { experimental_ZodSmartCoercionPlugin as ZodSmartCoercionPlugin } from '@orpc/zod/zod4'
import type { Actor, AnyActor } from '../access/actor.ts'
import type { Door } from '../access/door.ts'
import type { Allowed } from '../access/role.ts'
import type { App } from '../app.ts'
import { isProcedure, type AnyProcedure, type Procedures } from '../procedure.ts'
import { Refusal } from '../refusal.ts'
import { problemOf } from './problem.ts'
import { unstorableIn } from './storable.rules.ts'
import { runAccountProcedure, runProcedure } from './run.ts'
import { unknownKeysIn } from './unknownKeys.rules.ts'

/** The header (or, for addresses a browser opens by itself, the query parameter) that names the workspace. */
export const workspaceHeader = 'leitstand-workspace'

type RequestContext = {
  app: App
  door: Door
  headers: Headers
  address: string | null
  responseHeaders: Headers
  workspace: string | null
  requestId: string
  actor?: AnyActor
  workspaceId?: string
}

const base = os.$context<RequestContext>()

/** Answers a request below `/api`; `matched` is false when no procedure has this path and method. */
export type RpcHandler = (
  request: Request,
  seat: { app: App; door: Door; requestId: string; address: string | null },
) => Promise<{ matched: boolean; response?: Response }>

/** Makes the REST interface of a tree of procedures. */
export function rpcHandler(api: Procedures): RpcHandler {
  // In an address everything is text and has to be read as what it means. A JSON body says what it means: there a
  // missing list must not be taken for an empty one.
  const reading = handlerOf(api, [new ZodSmartCoercionPlugin()])
  const changing = handlerOf(api, [])
  return async (request, { app, door, requestId, address }) => {
    const responseHeaders = new Headers()
    const url = new URL(request.url)
    const result = await (request.method === 'GET' ? reading : changing).handle(request, {
      prefix: '/api',
      context: {
        app,
        door,
        headers: request.headers,
        address,
        responseHeaders,
        workspace: request.headers.get(workspaceHeader) ?? url.searchParams.get('workspace'),
        requestId,
      },
    })
    if (!result.matched) return { matched: false }
    const response = new Response(result.response.body, result.response)
    for (const [name, value] of responseHeaders) response.headers.append(name, value)
    response.headers.set('x-request-id', requestId)
    response.headers.set('cache-control', 'no-store')
    if (response.status >= 400) response.headers.set('content-type', 'application/problem+json')
    return { matched: true, response }
  }
}

function handlerOf(api: Procedures, plugins: ZodSmartCoercionPlugin<RequestContext>[]) {
  return new OpenAPIHandler<RequestContext>(routerOf(api), {
    plugins,
    clientInterceptors: [
      async ({ next, context }) => {
        try {
          return await next()
        } catch (error) {
          throw asProblem(error, context)
        }
      },
    ],
    // Around the procedure stands only the reading of the request: what breaks there is the sender's mistake.
    interceptors: [
      async ({ next, context }) => {
        try {
          return await next()
        } catch (error) {
          if (error instanceof ORPCError && error.data !== undefined) throw error
          throw asProblem(new Refusal('request.unreadable', 'malformed'), context)
        }
      },
    ],
    customErrorResponseBodyEncoder: (error) => error.data ?? null,
  })
}

/** The oRPC router of a tree; also what the OpenAPI document is made from. */
export function routerOf(tree: Procedures, prefix = ''): AnyRouter {
  return Object.fromEntries(
    Object.entries(tree).map(([key, node]) => {
      const name = prefix === '' ? key : `${prefix}.${key}`
      return [key, isProcedure(node) ? routed(name, node) : routerOf(node, name)]
    }),
  ) as AnyRouter
}

function routed(name: string, procedure: AnyProcedure) {
  return (
    base
      .route({
        method: procedure.method,
        path: procedure.path,
        operationId: name,
        summary: procedure.summary,
        tags: [name.split('.')[0] ?? name],
      })
      // Before the input: who may not call learns nothing of its shape.
      .use(async ({ context, next }) => next({ context: await admit(procedure, context) }))
      .use(async ({ next }, input: unknown) => {
        if (procedure.kind === 'command') refuseUnknownKeys(procedure, input)
        return next()
      })
      .input(procedure.input)
      .output(procedure.output)
      .handler(({ context, input }) => {
        const unstorable = unstorableIn(input)
        if (unstorable !== null)
          throw new Refusal('request.invalid', 'invalid', {}, [
            { path: unstorable.join('.'), code: 'characters' },
          ])
        const seat = { app: context.app, requestId: context.requestId }
        if (procedure.scope === 'account')
          return runAccountProcedure(procedure, input as never, {
            ...seat,
            actor: context.actor as never,
            headers: context.headers,
            address: context.address,
            responseHeaders: context.responseHeaders,
          })
        return runProcedure(procedure, input as never, {
          ...seat,
          actor: context.actor as Actor,
          workspaceId: context.workspaceId as string,
        })
      })
  )
}

function refuseUnknownKeys(procedure: AnyProcedure, input: unknown): void {
  const unknown = unknownKeysIn(procedure.input, input)
  if (unknown.length === 0) return
  const fields = unknown.slice(0, 20).map((path) => ({ path: path.join('.').slice(0, 200), code: 'unknown' }))
  throw new Refusal('request.invalid', 'invalid', {}, fields)
}

/** Turns the request into an actor and holds it against `allow`; the only place where this is decided. */
async function admit(procedure: AnyProcedure, context: RequestContext) {
  const { app, door, headers, workspace } = context
  refuseForeignOrigin(procedure, app, headers)
  const account = await door.account(headers)
  if (procedure.scope === 'account') {
    if (procedure.allow === 'user' && !account) throw new Refusal('access.sign_in', 'unauthenticated')
    return { actor: account ?? ({ kind: 'nobody' } as const) }
  }
  const allow: readonly Allowed[] = procedure.allow
  if (account && workspace) {
    const membership = await door.member(account, workspace)
    // A foreign workspace and one that does not exist look alike.
    if (!membership) throw new Refusal('access.no_workspace', 'not_found')
    if (!allow.includes(membership.actor.role)) throw new Refusal('access.role', 'forbidden')
    return membership
  }
  if (allow.includes('guest')) {
    const guest = await door.guest(headers)
    if (guest) return guest
  }
  if (!account) throw new Refusal('access.sign_in', 'unauthenticated')
  throw new Refusal('access.name_workspace', 'invalid', { header: workspaceHeader })
}

/** A page of another origin must not use the session cookie (cross-site request forgery). */
function refuseForeignOrigin(procedure: AnyProcedure, app: App, headers: Headers): void {
  if (procedure.kind === 'query') return
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin' && site !== 'none')
    throw new Refusal('access.origin', 'forbidden')
  const origin = headers.get('origin')
  if (
    site === null &&
    origin !== null &&
    origin !== app.settings.publicUrl &&
    hostOf(origin) !== headers.get('host')
  )
    throw new Refusal('access.origin', 'forbidden')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

function asProblem(error: unknown, { app, requestId }: RequestContext): ORPCError<string, unknown> {
  const { problem, isFault } = problemOf(error, requestId)
  if (isFault) app.log.error({ err: error, requestId }, 'fault')
  return new ORPCError(problem.code, { status: problem.status, data: problem })
}
