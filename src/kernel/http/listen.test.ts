import { request, Agent } from 'node:http'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { listen, probePort } from './listen.ts'

const host = '127.0.0.1'

test('a port that another program has is named', async () => {
  const first = await listen(new Hono(), host, 0)
  await expect(listen(new Hono(), host, first.port)).rejects.toThrow(`Port ${first.port} on ${host} is taken`)
  await expect(probePort(host, first.port)).rejects.toThrow(/is taken.*--port/)
  await first.stop(0)
  await expect(probePort(host, first.port)).resolves.toBe(first.port)
})

test('an address of another machine is named', async () => {
  await expect(listen(new Hono(), '192.0.2.1', 0)).rejects.toThrow('192.0.2.1 is no address of this machine')
})

test('a request under way is answered while the server ends; idle connections do not hold it up', async () => {
  let arrived = () => {}
  let release = () => {}
  const isHere = new Promise<void>((resolve) => (arrived = resolve))
  const mayGo = new Promise<void>((resolve) => (release = resolve))
  const app = new Hono()
    .get('/quick', (context) => context.text('quick'))
    .get('/slow', async (context) => {
      arrived()
      await mayGo
      return context.text('done')
    })
  const server = await listen(app, host, 0)
  const agent = new Agent({ keepAlive: true })
  expect(await get(server.port, '/quick', agent)).toBe('quick')

  const answer = get(server.port, '/slow', agent)
  await isHere
  const stopped = server.stop(20_000)
  await expect(get(server.port, '/quick')).rejects.toThrow(/ECONNREFUSED/)
  release()
  expect(await answer).toBe('done')
  await stopped
})

test('a request that does not end is cut after the limit', async () => {
  let arrived = () => {}
  const isHere = new Promise<void>((resolve) => (arrived = resolve))
  const app = new Hono().get('/', () => {
    arrived()
    return new Promise<Response>(() => {})
  })
  const server = await listen(app, host, 0)
  const answer = expect(get(server.port, '/')).rejects.toThrow(/hang up|ECONNRESET/)
  await isHere
  await server.stop(50)
  await answer
})

function get(port: number, path: string, agent?: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    request({ host, port, path, agent }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve(text))
    })
      .on('error', reject)
      .end()
  })
}
