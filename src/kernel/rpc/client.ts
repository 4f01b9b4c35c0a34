import { createORPCClient, ORPCError } from '@orpc/client'
import { oc, type AnyContractRouter } from '@orpc/contract'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import type { z } from 'zod'
import type { AnyProcedure, Procedures } from '../procedure.ts'
import { Refusal, statusOf, type RefusalKind } from '../refusal.ts'
import type { Problem } from './problem.ts'

/** How a slice is called from the browser: the tree of its procedures as functions of their input. */
export type ClientOf<P> = {
  [K in keyof P]: P[K] extends {
    input: infer I extends z.ZodType
    output: infer O extends z.ZodType
    run: unknown
  }
    ? (input: z.input<I>, options?: { signal?: AbortSignal }) => Promise<z.output<O>>
    : ClientOf<P[K]>
}

/** Addresses of all operations (`operations.gen.ts`). */
export type Operations = Readonly<Record<string, string>>

export type ClientSettings = {
  /** Where the API is: `https://host/api`. */
  url: string
  operations: Operations
  headers(): Record<string, string>
  fetch?: typeof fetch
}

/**
 * The client of a whole API. Refused calls reject with a `Refusal` whose code has a text in both languages;
 * a server that cannot be reached rejects with the refusal `request.unreachable`.
 */
export function createClient<P extends Procedures>(settings: ClientSettings): ClientOf<P> {
  const link = new OpenAPILink(contractOf(settings.operations), {
    url: settings.url,
    headers: settings.headers,
    fetch: async (request, init) => {
      try {
        return readable(await (settings.fetch ?? fetch)(request, init))
      } catch (error) {
        if (error instanceof DOMException && error.name === 'AbortError') throw error
        throw new Refusal('request.unreachable', 'unavailable')
      }
    },
    customErrorResponseBodyDecoder: (body, response) =>
      new ORPCError('REFUSED', { status: response.status, data: body }),
    interceptors: [
      async ({ next }) => {
        try {
          return await next()
        } catch (error) {
          throw refusalOfAnswer(error)
        }
      },
    ],
  })
  // The link finds the address of `plan.piece.list` in `operations`; the types come from the declarations.
  return createORPCClient(link) as unknown as ClientOf<P>
}

// The link reads bodies of `application/json` only; a problem is JSON under another name.
function readable(response: Response): Response {
  if (response.headers.get('content-type') !== 'application/problem+json') return response
  const renamed = new Response(response.body, response)
  renamed.headers.set('content-type', 'application/json')
  return renamed
}

function refusalOfAnswer(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error
  const problem = error.data as Partial<Problem> | undefined
  const kind = (Object.keys(statusOf) as RefusalKind[]).find(
    (candidate) => statusOf[candidate] === error.status,
  )
  return new Refusal(problem?.code ?? 'fault', kind ?? 'unavailable', problem?.params, problem?.fields)
}

function contractOf(operations: Operations): AnyContractRouter {
  const root: Record<string, unknown> = {}
  for (const [name, address] of Object.entries(operations)) {
    const [method, path] = address.split(' ') as [AnyProcedure['method'], `/${string}`]
    const parts = name.split('.')
    let branch = root
    for (const part of parts.slice(0, -1)) branch = (branch[part] ??= {}) as Record<string, unknown>
    branch[parts.at(-1) ?? name] = oc.route({ method, path })
  }
  return root as AnyContractRouter
}
