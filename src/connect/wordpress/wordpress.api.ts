import type { z } from 'zod'
import { OutsideFailure } from '../../kernel/outside/failure.ts'
import type { Outside } from '../../kernel/outside/outside.ts'
import type { ChannelFailure, ChannelSession } from '../../publish/channel/port.ts'
import { failureOfAnswer, failureOfOutside, jsonOrNull, noReliableAnswer } from './wordpress.failures.ts'
import type { Purpose } from './wordpress.failures.ts'

type WpRequest = {
  method?: 'GET' | 'POST'
  /** Below the interface's root: `wp/v2/posts`. */
  path: string
  query?: Record<string, string>
  json?: unknown
  form?: FormData
  purpose: Purpose
}

type WpAnswer<T> = {
  ok: true
  value: T
  /** The server's own clock, as it said. */
  serverTime: Date | null
  pages: number
}
type WpFailure = { ok: false; failure: ChannelFailure }

// A shared host takes its time; a commit gets as long as any proxy in between would give it (T31).
const totalMs: Record<Purpose, number> = { read: 40_000, prepare: 120_000, commit: 300_000 }
const maxAnswerBytes = 5 * 1024 * 1024

/** Asks one WordPress. Every way it can go wrong comes back as a value. */
export type WpApi = {
  ask<S extends z.ZodType>(
    session: ChannelSession,
    request: WpRequest,
    shape: S,
  ): Promise<WpAnswer<z.output<S>> | WpFailure>
}

export function createWpApi(outside: Outside, now: () => Date): WpApi {
  return {
    async ask(session, request, shape) {
      const headers: Record<string, string> = {
        accept: 'application/json',
        authorization: basicAuthorization(session.user, session.secret),
      }
      const body = await bodyOf(request, headers)
      try {
        const answer = await outside.ask({
          url: restUrl(session.account.endpoint, request.path, request.query),
          method: request.method ?? 'GET',
          headers,
          body,
          limits: {
            headersMs: totalMs[request.purpose],
            totalMs: totalMs[request.purpose],
            maxBytes: maxAnswerBytes,
          },
          // A redirect means that the address changed; following it would hide that, and lose every POST.
          follow: 0,
        })
        const text = answer.text()
        if (answer.status < 200 || answer.status >= 300) {
          return { ok: false, failure: failureOfAnswer({ ...answer, text }, request.purpose, now()) }
        }
        const parsed = shape.safeParse(jsonOrNull(text))
        if (!parsed.success) {
          const detail = `${answer.status} ${text.slice(0, 120)}`
          return {
            ok: false,
            failure: noReliableAnswer(request.purpose, 'wordpress.no_reliable_answer', detail),
          }
        }
        const date = Date.parse(answer.headers.get('date') ?? '')
        return {
          ok: true,
          value: parsed.data,
          serverTime: Number.isNaN(date) ? null : new Date(date),
          pages: Number(answer.headers.get('x-wp-totalpages') ?? '1'),
        }
      } catch (cause) {
        if (!(cause instanceof OutsideFailure)) throw cause
        return { ok: false, failure: failureOfOutside(cause, request.purpose) }
      }
    },
  }
}

/** The address of a route; interfaces without pretty addresses take the route as a parameter. */
export function restUrl(endpoint: string, path: string, query: Record<string, string> = {}): string {
  const url = new URL(endpoint)
  if (url.searchParams.has('rest_route')) url.searchParams.set('rest_route', `/${path}`)
  else url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return url.href
}

/** HTTP Basic (RFC 7617) in UTF-8. WordPress ignores the spaces of an application password; we drop them. */
export function basicAuthorization(user: string, secret: string): string {
  return `Basic ${Buffer.from(`${user}:${secret.replace(/\s+/g, '')}`, 'utf8').toString('base64')}`
}

async function bodyOf(
  request: WpRequest,
  headers: Record<string, string>,
): Promise<string | Uint8Array | undefined> {
  if (request.form) {
    const packed = new Response(request.form)
    headers['content-type'] = packed.headers.get('content-type') ?? 'multipart/form-data'
    return new Uint8Array(await packed.arrayBuffer())
  }
  if (request.json === undefined) return undefined
  headers['content-type'] = 'application/json; charset=utf-8'
  return JSON.stringify(request.json)
}
