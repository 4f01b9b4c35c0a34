import { sql } from 'kysely'
import type { z } from 'zod'
import type { App } from './app.ts'
import type { Call } from './call.ts'
import { newId } from './id.ts'
import { announceEvent } from './live.ts'
import { Refusal } from './refusal.ts'

/** What a slice does when it hears of a fact: `on('publication.published', schema, listener)`. */
export type Subscription = {
  name: string
  listener(call: Call, payload: unknown): Promise<void>
}

/** Subscribes to a fact by its name (past tense). The schema names what the listener needs of the payload. */
export function on<S extends z.ZodType>(
  name: string,
  schema: S,
  listener: (call: Call, fact: z.output<S>) => Promise<void>,
): Subscription {
  return { name, listener: (call, payload) => listener(call, schema.parse(payload)) }
}

/**
 * States a fact: ids and values, never secrets. It is written in the transaction of the command and delivered to
 * the subscriptions after the commit, at least once to each process role `worker`, each delivery in one transaction.
 */
export async function emit(call: Call, name: string, payload: Record<string, unknown>): Promise<void> {
  await call.db
    .insertInto('kernel.event')
    .values({
      workspaceId: call.workspaceId,
      id: newId(),
      name,
      payload: JSON.stringify(payload),
      createdAt: call.now,
      nextAt: call.now,
    })
    .execute()
  await announceEvent(call.db)
}

/** Delivers facts. Woken by commits, and every `sweepMs` for what a dead process left behind. */
export function startEventDelivery(app: App, subscriptions: readonly Subscription[], sweepMs = 10_000) {
  let running: Promise<void> | null = null
  let again = false
  const wake = () => {
    again = true
    running ??= (async () => {
      while (again && !app.stopping.aborted) {
        again = false
        while (!app.stopping.aborted && (await deliverNext(app, subscriptions)));
      }
    })()
      .catch((error: unknown) => app.log.error({ err: error }, 'event delivery'))
      .finally(() => {
        running = null
      })
  }
  const off = app.live.onEvent(wake)
  const sweep = setInterval(wake, sweepMs)
  wake()
  return {
    stop: async () => {
      off()
      clearInterval(sweep)
      await running
    },
  }
}

/** Delivers the oldest waiting fact; false when there is none. Exported for tests, which deliver by hand. */
export async function deliverNext(app: App, subscriptions: readonly Subscription[]): Promise<boolean> {
  const now = app.clock.now()
  const failed = await app.database.asSystem(async (db) => {
    const event = await db
      .selectFrom('kernel.event')
      .selectAll()
      .where('deliveredAt', 'is', null)
      .where('nextAt', '<=', now)
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!event) return null
    // From here on the transaction sees the workspace of the event only, like the command that stated it.
    await sql`select set_config('leitstand.system', '', true), set_config('leitstand.workspace', ${event.workspaceId}, true)`.execute(
      db,
    )
    // Facts of one workspace are delivered one after another, whichever process has them.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`leitstand.event/${event.workspaceId}`}, 0))`.execute(
      db,
    )
    const call: Call = {
      app,
      db,
      workspaceId: event.workspaceId,
      actor: { kind: 'system', name: event.name },
      now,
      requestId: event.id,
      audit: {},
    }
    await sql`savepoint listeners`.execute(db)
    let error: string | null = null
    let wasOvertaken = false
    try {
      for (const subscription of subscriptions)
        if (subscription.name === event.name) await subscription.listener(call, event.payload)
    } catch (thrown) {
      // The facts stay undelivered and come again later; the reason is kept on the row.
      await sql`rollback to savepoint listeners`.execute(db)
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
      // Somebody changed the object between reading and writing: the next try sees what they did.
      wasOvertaken =
        thrown instanceof Refusal && thrown.kind === 'stale' && event.attempts < triesWhenOvertaken
      if (!wasOvertaken)
        app.log.error({ err: thrown, event: event.name, eventId: event.id }, 'event listener failed')
    }
    const attempts = event.attempts + 1
    await db
      .updateTable('kernel.event')
      .set(
        error === null
          ? { deliveredAt: now, attempts, error: null }
          : {
              attempts,
              error: error.slice(0, 2000),
              nextAt: wasOvertaken ? now : new Date(now.getTime() + backoffMs(attempts)),
            },
      )
      .where('workspaceId', '=', event.workspaceId)
      .where('id', '=', event.id)
      .execute()
    return event
  })
  return failed !== null
}

const triesWhenOvertaken = 5

function backoffMs(attempts: number): number {
  return Math.min(60 * 60_000, 5_000 * 2 ** Math.min(attempts, 12))
}
