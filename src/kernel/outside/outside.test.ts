import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import type { AddressInfo, Server as TcpServer, Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import { parseAllowedHosts } from './address.rules.ts'
import { OutsideFailure } from './failure.ts'
import { createOutside } from './outside.ts'

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

async function listening(server: Server | TcpServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

async function web(listener: RequestListener): Promise<number> {
  const server = createServer({ keepAliveTimeout: 1 }, listener)
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return listening(server)
}

async function tcp(onConnect: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>()
  const server = createTcpServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => sockets.delete(socket))
    onConnect(socket)
  })
  open.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return listening(server)
}

async function canary(): Promise<{ port: number; hits: () => number }> {
  let hits = 0
  const port = await tcp((socket) => {
    hits += 1
    socket.destroy()
  })
  return { port, hits: () => hits }
}

async function failureOf(answer: Promise<unknown>): Promise<Pick<OutsideFailure, 'reason' | 'sent'>> {
  const caught = await answer.then(
    () => null,
    (cause: unknown) => cause,
  )
  if (!(caught instanceof OutsideFailure)) throw new Error('no OutsideFailure', { cause: caught })
  return { reason: caught.reason, sent: caught.sent }
}

const allowing = (...ports: number[]) =>
  createOutside({ allowedHosts: parseAllowedHosts(ports.map((port) => `127.0.0.1:${port}`).join(' ')) })

describe('R44: nothing of the own network is reached', () => {
  const hosts =
    `127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 127.0.0.1. 0.0.0.0 0
    localhost LOCALHOST localhost. [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1]
    [::7f00:1] １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1 127.0.0.1%2e`.split(/\s+/)

  it.each(hosts)('%s', async (host) => {
    const { port, hits } = await canary()
    const { reason, sent } = await failureOf(
      createOutside({ allowedHosts: new Set() }).ask({ url: `http://${host}:${port}/` }),
    )
    expect(['refused_host', 'address', 'unresolved']).toContain(reason)
    expect(sent).toBe(false)
    expect(hits()).toBe(0)
  })

  it.each([
    (port: number) => `http:\\\\127.0.0.1:${port}\\`,
    (port: number) => `http://127.0.0.1\t:${port}/`,
    (port: number) => `ht\ntp://127.0.0.1:${port}/`,
    (port: number) => `http://example.org@127.0.0.1:${port}/`,
    (port: number) => `http:127.0.0.1:${port}`,
  ])('odd spelling %#', async (spelling) => {
    const { port, hits } = await canary()
    await failureOf(createOutside({ allowedHosts: new Set() }).ask({ url: spelling(port) }))
    expect(hits()).toBe(0)
  })

  it('refuses a name with one private address among public ones', async () => {
    const { port, hits } = await canary()
    const outside = createOutside({
      allowedHosts: new Set(),
      resolve: async () => ['93.184.216.34', '127.0.0.1'],
    })
    expect(await failureOf(outside.ask({ url: `http://mixed.example:${port}/` }))).toEqual({
      reason: 'refused_host',
      sent: false,
    })
    expect(hits()).toBe(0)
  })
})

describe('R46: the checked address is the connected one', () => {
  it('connects to what the check saw, without a second lookup', async () => {
    const port = await web((_request, response) => response.end('here'))
    let lookups = 0
    const outside = createOutside({
      allowedHosts: parseAllowedHosts(`only-in-this-test.invalid:${port}`),
      resolve: async () => {
        lookups += 1
        return ['127.0.0.1']
      },
    })
    const answer = await outside.ask({ url: `http://only-in-this-test.invalid:${port}/` })
    expect(answer.text()).toBe('here')
    expect(lookups).toBe(1)
  })

  it('a name that alternates between public and loopback never reaches loopback', async () => {
    const { port, hits } = await canary()
    let lookups = 0
    const outside = createOutside({
      allowedHosts: new Set(),
      resolve: async () => (++lookups % 2 === 1 ? ['93.184.216.34'] : ['127.0.0.1']),
    })
    const rounds = Array.from({ length: 40 }, () =>
      failureOf(
        outside.ask({ url: `http://rebinding.example:${port}/`, limits: { connectMs: 50, totalMs: 200 } }),
      ),
    )
    const reasons = (await Promise.all(rounds)).map((failure) => failure.reason)
    expect(reasons.filter((reason) => reason === 'refused_host')).toHaveLength(20)
    expect(hits()).toBe(0)
  })
})

describe('R45: redirects', () => {
  it.each([301, 302, 303, 307, 308])('%i to a closed address is not followed', async (status) => {
    const { port: closed, hits } = await canary()
    const port = await web((_request, response) =>
      response.writeHead(status, { location: `http://127.0.0.1:${closed}/` }).end(),
    )
    expect((await failureOf(allowing(port).ask({ url: `http://127.0.0.1:${port}/` }))).reason).toBe(
      'refused_host',
    )
    expect(hits()).toBe(0)
  })

  it('follows three and not four', async () => {
    const port = await web((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.end('arrived')
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    const outside = allowing(port)
    const answer = await outside.ask({ url: `http://127.0.0.1:${port}/3` })
    expect([answer.text(), answer.url]).toEqual(['arrived', `http://127.0.0.1:${port}/0`])
    expect((await failureOf(outside.ask({ url: `http://127.0.0.1:${port}/4` }))).reason).toBe('redirects')
  })

  it('credentials stay with the host they are for', async () => {
    let seen: string | undefined = 'never asked'
    const other = await web((request, response) => {
      seen = request.headers.authorization
      response.end()
    })
    const port = await web((_request, response) =>
      response.writeHead(302, { location: `http://127.0.0.1:${other}/` }).end(),
    )
    await allowing(port, other).ask({
      url: `http://127.0.0.1:${port}/`,
      headers: { authorization: 'Basic c2VjcmV0' },
    })
    expect(seen).toBeUndefined()
  })

  it('a mutation answers with its redirect and is not sent again', async () => {
    let hits = 0
    const port = await web((_request, response) => {
      hits += 1
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    const answer = await allowing(port).ask({
      url: `http://127.0.0.1:${port}/`,
      method: 'POST',
      body: 'x',
      follow: 3,
    })
    expect([answer.status, hits]).toEqual([307, 1])
  })
})

describe('R47: limits', () => {
  it('a body that grows beyond the limit is cut off', async () => {
    const port = await web((_request, response) => {
      const more = () => response.write(Buffer.alloc(64 * 1024), (problem) => (problem ? undefined : more()))
      more()
    })
    const failure = failureOf(
      allowing(port).ask({ url: `http://127.0.0.1:${port}/`, limits: { maxBytes: 1_000_000 } }),
    )
    expect((await failure).reason).toBe('too_large')
  })

  it('a small body that unpacks to a huge one is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000))
    const port = await web((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    )
    expect(bomb.byteLength).toBeLessThan(100_000)
    const failure = failureOf(
      allowing(port).ask({ url: `http://127.0.0.1:${port}/`, limits: { maxBytes: 1_000_000 } }),
    )
    expect((await failure).reason).toBe('too_large')
  })

  it('unpacks what is within the limit and refuses what is broken', async () => {
    const port = await web((request, response) =>
      response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(request.url === '/good' ? gzipSync('Größe') : Buffer.from('no gzip')),
    )
    expect((await allowing(port).ask({ url: `http://127.0.0.1:${port}/good` })).text()).toBe('Größe')
    expect((await failureOf(allowing(port).ask({ url: `http://127.0.0.1:${port}/bad` }))).reason).toBe(
      'protocol',
    )
  })

  it('slow headers end with the header limit', async () => {
    const port = await tcp((socket) => socket.write('HTTP/1.1 200 OK\r\nX-Slow: '))
    const failure = failureOf(
      allowing(port).ask({ url: `http://127.0.0.1:${port}/`, limits: { headersMs: 80 } }),
    )
    expect(await failure).toEqual({ reason: 'timeout', sent: true })
  })

  it('a body that drips without end ends with the total limit', async () => {
    const port = await tcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n')
      const drip = setInterval(() => socket.write('.'), 10)
      socket.on('close', () => clearInterval(drip))
    })
    const failure = failureOf(
      allowing(port).ask({ url: `http://127.0.0.1:${port}/`, limits: { totalMs: 150 } }),
    )
    expect(await failure).toEqual({ reason: 'timeout', sent: true })
  })

  it('endless headers are refused', async () => {
    const port = await tcp((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n')
      socket.write('X-More: 0123456789012345678901234567890123456789\r\n'.repeat(4000))
    })
    expect((await failureOf(allowing(port).ask({ url: `http://127.0.0.1:${port}/` }))).reason).toBe(
      'protocol',
    )
  })

  it('the caller can cancel', async () => {
    const stop = new AbortController()
    const port = await tcp(() => stop.abort())
    const failure = failureOf(allowing(port).ask({ url: `http://127.0.0.1:${port}/`, signal: stop.signal }))
    expect((await failure).reason).toBe('cancelled')
  })
})

describe('what is known after a failure', () => {
  it('T30: a refused connection sent nothing', async () => {
    const server = createTcpServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const failure = failureOf(
      allowing(port).ask({ url: `http://127.0.0.1:${port}/`, method: 'POST', body: 'x' }),
    )
    expect(await failure).toEqual({ reason: 'unreachable', sent: false })
  })

  it('T30: an unknown name sent nothing', async () => {
    const outside = createOutside({
      allowedHosts: new Set(),
      resolve: async () => {
        throw new Error('ENOTFOUND')
      },
    })
    expect(await failureOf(outside.ask({ url: 'https://gone.example/', method: 'POST', body: 'x' }))).toEqual(
      {
        reason: 'unresolved',
        sent: false,
      },
    )
  })

  it('T30: a failing TLS handshake sent nothing of the request', async () => {
    const port = await tcp((socket) => socket.once('data', () => socket.end('this is no TLS')))
    const failure = await failureOf(
      allowing(port).ask({ url: `https://127.0.0.1:${port}/`, method: 'POST', body: 'x' }),
    )
    expect(failure.sent).toBe(false)
  })

  it('T31: a connection lost after sending is reported as possibly sent, and sent once', async () => {
    let connections = 0
    const port = await tcp((socket) => {
      connections += 1
      socket.once('data', () => socket.destroy())
    })
    const failure = failureOf(
      allowing(port).ask({ url: `http://127.0.0.1:${port}/`, method: 'POST', body: 'x' }),
    )
    expect(await failure).toEqual({ reason: 'connection_lost', sent: true })
    expect(connections).toBe(1)
  })

  it.each(['GET', 'PUT', 'DELETE'] as const)('%s is not repeated either', async (method) => {
    let connections = 0
    const port = await tcp((socket) => {
      connections += 1
      socket.once('data', () => socket.destroy())
    })
    await failureOf(allowing(port).ask({ url: `http://127.0.0.1:${port}/`, method }))
    expect(connections).toBe(1)
  })
})
