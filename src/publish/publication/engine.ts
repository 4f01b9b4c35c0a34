import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { App } from '../../kernel/app.ts'
import type { Call } from '../../kernel/call.ts'
import type { Connectors } from '../channel/port.ts'
import { announceProgress } from './engine.outcome.ts'
import { claimNext, nextMoment, resolveSlotsAnew, takeBackOrphans, writePulse } from './engine.store.ts'
import { workOn } from './engine.work.ts'
import type { Engine } from './engine.work.ts'
import { recordStep } from './publication.store.ts'

export type EngineSettings = {
  /** Publications worked on at the same time in this process. */
  hands?: number
  /** Silence after which a worker counts as dead. */
  leaseMs?: number
  /** Looks for work at least this often. */
  tickMs?: number
  spread?: () => number
}

/** The engine of one process. */
export type Publishing = {
  /** Looks for work now. */
  wake(): void
  /** Starts nothing new and waits for what is under way. */
  stop(): Promise<void>
}

/**
 * Starts publishing (publishing-failures.md §8). Any number of processes may do so on one database: publications are
 * leased rows, one at a time on a channel, the intent is durable before the one request the world sees.
 */
export function startPublishing(app: App, connectors: Connectors, settings: EngineSettings = {}): Publishing {
  const engine = engineFor(app, connectors, settings)
  const hands = settings.hands ?? 4
  const tickMs = settings.tickMs ?? 5_000
  const working = new Set<Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let looking = false
  let again = false
  let stopped = false

  const look = async () => {
    await sweep(engine)
    while (!stopped && working.size < hands) {
      const claim = await claimNext(app, engine.owner, engine.leaseMs)
      if (claim === null) break
      const work: Promise<void> = workOn(engine, claim)
        .catch((error: unknown) => app.log.error({ err: error }, 'publishing'))
        .finally(() => {
          working.delete(work)
          wake()
        })
      working.add(work)
    }
    const next = await nextMoment(app)
    const inMs = next === null ? tickMs : next.getTime() - app.clock.now().getTime()
    // What is due already but was not taken waits for a channel: no reason to turn in circles.
    return inMs <= 0 ? Math.min(tickMs, 500) : Math.min(tickMs, inMs)
  }
  const wake = () => {
    if (stopped) return
    again = true
    if (looking) return
    looking = true
    void turn()
  }
  const turn = async () => {
    clearTimeout(timer)
    let pause = tickMs
    while (again && !stopped) {
      again = false
      pause = await look().catch((error: unknown) => {
        app.log.error({ err: error }, 'publishing')
        return tickMs
      })
    }
    looking = false
    if (!stopped) timer = setTimeout(wake, pause)
  }

  const off = app.live.onEvent(wake)
  void followZoneRules(app).finally(wake)
  return {
    wake,
    stop: async () => {
      stopped = true
      off()
      clearTimeout(timer)
      await Promise.allSettled(working)
    },
  }
}

/** Works everything that is due now, one after the other. For tests and the command line. */
export async function publishDue(
  app: App,
  connectors: Connectors,
  settings: EngineSettings = {},
): Promise<number> {
  const engine = engineFor(app, connectors, settings)
  await sweep(engine)
  for (let worked = 0; ; worked += 1) {
    const claim = await claimNext(app, engine.owner, engine.leaseMs)
    if (claim === null) return worked
    await workOn(engine, claim)
  }
}

async function followZoneRules(app: App): Promise<void> {
  try {
    const moved = await resolveSlotsAnew(app)
    if (moved.length > 0)
      app.log.warn({ moved }, 'zone rules changed: planned instants follow the chosen local time')
  } catch (error) {
    app.log.error({ err: error }, 'publishing')
  }
}

function engineFor(app: App, connectors: Connectors, settings: EngineSettings): Engine {
  const owner = `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`
  return {
    app,
    connectors,
    owner,
    leaseMs: settings.leaseMs ?? 60_000,
    spread: settings.spread ?? Math.random,
  }
}

/** Pulse, and what dead workers left behind. */
async function sweep({ app, owner }: Engine): Promise<void> {
  await writePulse(app, owner)
  for (const { workspaceId, id, wasCommitting } of await takeBackOrphans(app)) {
    await app.database.inWorkspace(workspaceId, async (db) => {
      const now = app.clock.now()
      const actor = { kind: 'system', name: 'Leitstand' } as const
      const call: Call = { app, db, workspaceId, actor, now, requestId: owner, audit: {} }
      await recordStep(call, id, wasCommitting ? 'unconfirmed' : 'interrupted', {
        key: 'publication.worker_died',
      })
      await announceProgress(call, id)
    })
  }
}
