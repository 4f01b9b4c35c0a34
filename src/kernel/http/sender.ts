import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { clientAddressOf } from './clientAddress.rules.ts'

/** The address a request came from, for limits; see `clientAddressOf`. */
export function senderOf(context: Context): string | null {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>
  // A request made in a test has no socket: it is taken for one of our own machine.
  const peer = incoming ? incoming.socket.remoteAddress : '127.0.0.1'
  return clientAddressOf(peer, context.req.header('x-forwarded-for'))
}
