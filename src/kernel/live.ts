import { sql, type Transaction } from 'kysely'
import pg from 'pg'
import type { DB } from './db/tables.gen.ts'

/** What the browser is told after a commit: something of this kind changed; read again what you show of it. */
export type LiveChange = {
  workspaceId: string
  /** Name of the command: `piece.move`. Its first word is the topic. */
  action: string
  objectId: string | null
  byUserId: string | null
}

export type Live = {
  /** Tells every open browser of the workspace; returns the function that ends the subscription. */
  subscribe(workspaceId: string, listener: (change: LiveChange) => void): () => void
  /** Calls `listener` when an event row was committed by any process. */
  onEvent(listener: () => void): () => void
  stop(): Promise<void>
}

const liveChannel = 'leitstand_live'
const eventChannel = 'leitstand_event'

/** Announces a change with the commit of the transaction (NOTIFY is transactional), to all processes. */
export async function announce(db: Transaction<DB>, change: LiveChange): Promise<void> {
  await sql`select pg_notify(${liveChannel}, ${JSON.stringify(change)})`.execute(db)
}

/** Wakes the event delivery with the commit of the transaction. */
export async function announceEvent(db: Transaction<DB>): Promise<void> {
  await sql`select pg_notify(${eventChannel}, '')`.execute(db)
}

/** Listens on a connection of its own and opens a new one when it breaks. */
export async function openLive(connection: pg.ClientConfig, onError: (error: Error) => void): Promise<Live> {
  const byWorkspace = new Map<string, Set<(change: LiveChange) => void>>()
  const eventListeners = new Set<() => void>()
  let client: pg.Client | null = null
  let stopped = false
  let retry: NodeJS.Timeout | undefined

  const listen = async () => {
    const next = new pg.Client(connection)
    next.on('error', onError)
    next.on('end', () => {
      if (!stopped) retry = setTimeout(() => listen().catch(onError), 1000)
    })
    next.on('notification', ({ channel, payload }) => {
      if (channel === eventChannel) for (const listener of eventListeners) listener()
      else if (payload) {
        const change = JSON.parse(payload) as LiveChange
        for (const listener of byWorkspace.get(change.workspaceId) ?? []) listener(change)
      }
    })
    await next.connect()
    await next.query(`listen ${liveChannel}`)
    await next.query(`listen ${eventChannel}`)
    client = next
  }
  await listen()

  return {
    subscribe: (workspaceId, listener) => {
      const listeners = byWorkspace.get(workspaceId) ?? new Set()
      byWorkspace.set(workspaceId, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) byWorkspace.delete(workspaceId)
      }
    },
    onEvent: (listener) => {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    stop: async () => {
      stopped = true
      clearTimeout(retry)
      await client?.end()
    },
  }
}
