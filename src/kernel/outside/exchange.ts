import { isIPv6 } from 'node:net'
import type { LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate } from 'node:zlib'
import { buildConnector, Client } from 'undici'
import type { Dispatcher } from 'undici'
import { OutsideFailure } from './failure.ts'
import type { OutsideReason } from './failure.ts'

export type OutsideMethod = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type OutsideLimits = {
  connectMs: number
  /** From the start of a request to its last header. */
  headersMs: number
  /** The whole of it, redirects and body included. */
  totalMs: number
  /** Of the body, both as sent and unpacked. */
  maxBytes: number
}

export type OutsideAnswer = {
  status: number
  headers: Headers
  body: Uint8Array
  /** Where the answer came from, after redirects. */
  url: string
  text(): string
}

export type Exchange = {
  url: URL
  /** Already checked; the only ones the connection may use. */
  addresses: readonly string[]
  method: OutsideMethod
  headers: Record<string, string>
  body: string | Uint8Array | undefined
  limits: OutsideLimits
  remainingMs: number
  signal: AbortSignal | undefined
}

/** One request and its answer on a connection of its own, never repeated. Throws OutsideFailure. */
export async function exchange(hop: Exchange): Promise<OutsideAnswer> {
  const state: Progress = { connected: false, reason: null }
  const stop = new AbortController()
  const cancel = (reason: OutsideReason) => {
    state.reason ??= reason
    stop.abort()
  }
  const timers = [
    setTimeout(() => cancel('timeout'), Math.max(0, hop.remainingMs)),
    setTimeout(() => cancel('timeout'), Math.max(0, Math.min(hop.limits.headersMs, hop.remainingMs))),
  ] as const
  const onCancel = () => cancel('cancelled')
  hop.signal?.addEventListener('abort', onCancel, { once: true })
  if (hop.signal?.aborted) onCancel()

  // A client per request: connections are not shared, so that a checked address never serves an unchecked host.
  const client = new Client(hop.url.origin, {
    connect: pinnedConnector(hop, state),
    // Ours are exact; undici's timers tick once a second.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 64 * 1024,
  })
  try {
    const response = await client.request({
      path: hop.url.pathname + hop.url.search,
      method: hop.method,
      headers: { 'user-agent': 'Leitstand', 'accept-encoding': 'gzip, br', ...hop.headers },
      body: hop.body,
      signal: stop.signal,
    })
    clearTimeout(timers[1])
    const headers = headersOf(response.headers)
    const body = await unpacked(await readBody(response, hop.limits.maxBytes), headers, hop.limits.maxBytes)
    return { status: response.statusCode, headers, body, url: hop.url.href, text: () => decoder.decode(body) }
  } catch (cause) {
    if (cause instanceof TooLarge) throw new OutsideFailure('too_large', hop.url.host, true, cause)
    throw new OutsideFailure(
      state.reason ?? reasonOf(cause, state.connected),
      hop.url.host,
      state.connected,
      cause,
    )
  } finally {
    for (const timer of timers) clearTimeout(timer)
    hop.signal?.removeEventListener('abort', onCancel)
    // Not awaited: a server that never ends its answer must not hold us.
    void client.destroy()
  }
}

type Progress = { connected: boolean; reason: OutsideReason | null }

const decoder = new TextDecoder('utf-8')

class TooLarge extends Error {}

function pinnedConnector(hop: Exchange, state: Progress): buildConnector.connector {
  const pinned: LookupFunction = (_hostname, options, callback) => {
    const entries = hop.addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }))
    const first = entries[0]
    if (options.all) callback(null, entries)
    else if (first) callback(null, first.address, first.family)
  }
  const connect = buildConnector({ lookup: pinned, timeout: hop.limits.connectMs, autoSelectFamily: true })
  return (options, callback) => {
    connect(options, (...outcome) => {
      if (outcome[0] === null) state.connected = true
      callback(...outcome)
    })
  }
}

function headersOf(raw: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers()
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, one)
  }
  return headers
}

async function readBody(response: Dispatcher.ResponseData, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body) {
    const bytes = part as Uint8Array
    size += bytes.byteLength
    if (size > maxBytes) throw new TooLarge()
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}

const unpackers = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
}

async function unpacked(body: Uint8Array, headers: Headers, maxBytes: number): Promise<Uint8Array> {
  const encoding = headers.get('content-encoding')?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity' || body.byteLength === 0) return body
  if (!isKnownEncoding(encoding)) throw new SyntaxError(`content-encoding ${encoding}`)
  try {
    return await unpackers[encoding](body, { maxOutputLength: maxBytes })
  } catch (cause) {
    if (codeOf(cause) === 'ERR_BUFFER_TOO_LARGE') throw new TooLarge()
    throw new SyntaxError('broken content-encoding', { cause })
  }
}

function isKnownEncoding(name: string): name is keyof typeof unpackers {
  return Object.hasOwn(unpackers, name)
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : ''
}

function reasonOf(cause: unknown, connected: boolean): OutsideReason {
  if (cause instanceof SyntaxError) return 'protocol'
  const code = codeOf(cause)
  if (code === 'UND_ERR_CONNECT_TIMEOUT') return 'timeout'
  if (code.startsWith('HPE_') || code === 'UND_ERR_HEADERS_OVERFLOW') return 'protocol'
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/.test(code)) return 'certificate'
  if (connected) return 'connection_lost'
  return 'unreachable'
}
