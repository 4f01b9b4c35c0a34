import { createServer, type AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Hono } from 'hono'
import { exitConfiguration, StartFailure } from '../startFailure.ts'

export type Listening = {
  port: number
  /** Takes no new connections, lets requests under way finish for `limitMs`, then cuts them. */
  stop(limitMs: number): Promise<void>
}

/** Serves the app on the address. Throws `StartFailure` when the port is taken or the address is not ours. */
export async function listen(app: Hono, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(whyNotListen(error, host, port)))
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    stop: async (limitMs) => {
      const closed = new Promise((resolve) => server.close(resolve))
      // Browsers keep connections open between requests; they are closed as soon as they are idle.
      const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), 50)
      const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), limitMs)
      await closed
      clearInterval(sweep)
      clearTimeout(cut)
    },
  }
}

/**
 * Tells whether the port can be had, before anything slow is done, and finds a free one for 0. Throws `StartFailure`
 * like `listen`.
 */
export async function probePort(host: string, port: number): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error) => reject(whyNotListen(error, host, port)))
    probe.listen(port, host, resolve)
  })
  const { port: found } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return found
}

function whyNotListen(error: NodeJS.ErrnoException, host: string, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartFailure(
        `Port ${port} on ${host} is taken by another program: choose another with --port.`,
      )
    case 'EACCES':
      return new StartFailure(
        `This account may not listen on port ${port}: choose one above 1023 with --port.`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartFailure(
        `${host} is no address of this machine: correct LEITSTAND_HOST.`,
        exitConfiguration,
      )
    default:
      return error
  }
}
