import type { App } from '../../kernel/app.ts'
import type { Call } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import type { Committed, Connectors, Prepared, Reconciled } from '../channel/port.ts'
import { assess } from './engine.assess.ts'
import type { Assessment, Job } from './engine.assess.ts'
import { announceProgress, recordFailure, recordLive, stayUnclear } from './engine.outcome.ts'
import { putDown, releaseLane, renewLease, savePrepareState, stillClaimed } from './engine.store.ts'
import type { Claim } from './engine.store.ts'
import { changePublication, lockPublication, noFailure, recordStep, released } from './publication.store.ts'

export type Engine = {
  app: App
  connectors: Connectors
  /** Names this worker in leases and in the pulse. */
  owner: string
  /** How long a worker may be silent before its work is taken back. */
  leaseMs: number
  /** 0 to 1; spreads retries. */
  spread: () => number
}

/** The claim is no longer ours: a person moved the publication on, or the lease ran out. Nothing more is done. */
class LeaseLost extends Error {}

/** Works one claimed publication as far as it gets now. */
export async function workOn(engine: Engine, claim: Claim): Promise<void> {
  const { app } = engine
  const beat = setInterval(() => {
    renewLease(app, claim, engine.leaseMs).catch((error: unknown) => app.log.warn({ err: error }, 'lease'))
  }, engine.leaseMs / 4)
  let wentOut = false
  try {
    wentOut = await advance(engine, claim)
  } catch (error) {
    if (!(error instanceof LeaseLost)) {
      app.log.error({ err: error, publicationId: claim.publication.id }, 'publication')
      await putDown(app, claim, new Date(app.clock.now().getTime() + 60_000))
    }
  } finally {
    clearInterval(beat)
    await releaseLane(app, claim, wentOut)
  }
}

/** True when something went out (or may have). */
async function advance(engine: Engine, claim: Claim): Promise<boolean> {
  const { app, connectors } = engine
  let found = await within(app, claim, (call) => assess(call, claim, connectors))
  if (found.next === 'prepare') {
    if (!(await prepare(engine, claim, found))) return false
    found = await within(app, claim, (call) => assess(call, claim, connectors))
  }
  switch (found.next) {
    case 'nothing':
      return false
    case 'wait':
      await putDown(app, claim, found.until)
      return false
    case 'prepare':
      // The text changed while it was being prepared: from the start, after others had their turn.
      await putDown(app, claim, app.clock.now())
      return false
    case 'reconcile':
      await reconcile(engine, claim, found)
      return false
    case 'commit':
      return commit(engine, claim)
    default:
      return found satisfies never
  }
}

/** Uploads and drafts. True when the publication is armed and may go on. */
async function prepare(engine: Engine, claim: Claim, job: Job): Promise<boolean> {
  const { app } = engine
  const attempt = job.row.attempt + 1
  await owned(app, claim, async (call, row) => {
    await changePublication(call, row, { state: 'preparing', attempt })
    await announceProgress(call, row.id)
  })
  const stops = job.connector.validate(job.content).find((finding) => finding.severity === 'stops')
  const prepared: Prepared = stops
    ? { kind: 'rejected', reason: 'validation', key: stops.key, params: stops.params }
    : await job.connector.prepare(job.session, job.content, job.row.prepareState, async (state) => {
        if (!(await savePrepareState(app, claim, state))) throw new LeaseLost()
      })
  return owned(app, claim, async (call, row) => {
    const place = { row, channel: claim.channel }
    switch (prepared.kind) {
      case 'ready':
        await changePublication(call, row, {
          ...noFailure,
          state: 'armed',
          preparedHash: job.hash,
          warnings: JSON.stringify(prepared.warnings),
        })
        await recordStep(call, row.id, 'prepared', { attempt })
        return true
      case 'pending': {
        // The platform is still working: no attempt, looked at again when it said.
        const nextAt = new Date(call.now.getTime() + prepared.pollAfterMs)
        await changePublication(call, row, { ...released, state: 'scheduled', attempt: attempt - 1, nextAt })
        return false
      }
      case 'live':
        await recordLive(call, place, prepared, job.hash)
        return false
      default:
        await recordFailure(call, place, prepared, engine.spread())
        return false
    }
  })
}

/**
 * The step the world sees. The intent is durable before the request leaves, in a transaction that looks at everything
 * once more and names the lease; when it cannot be written, nothing is sent (T17). The request is sent once.
 */
async function commit(engine: Engine, claim: Claim): Promise<boolean> {
  const { app, connectors } = engine
  const intentKey = newId()
  const intended = await within(app, claim, async (call): Promise<Assessment> => {
    const found = await assess(call, claim, connectors)
    if (found.next !== 'commit') return found
    await changePublication(call, found.row, {
      state: 'committing',
      intentKey,
      intentAt: call.now,
      escalatedAt: null,
      nextAt: null,
    })
    await recordStep(call, found.row.id, 'intent', { attempt: found.row.attempt })
    return found
  })
  if (intended.next !== 'commit') {
    const until = intended.next === 'wait' ? intended.until : app.clock.now()
    if (intended.next !== 'nothing') await putDown(app, claim, until)
    return false
  }
  const committed = await intended.connector.commit(
    intended.session,
    intended.content,
    intended.row.prepareState,
  )
  await recordCommitted(engine, claim, intentKey, committed, intended.hash)
  return true
}

/**
 * Writes the outcome under the key of the intent. The lease may be over by now: who sent the request still knows best,
 * unless somebody else has settled it.
 */
async function recordCommitted(
  engine: Engine,
  claim: Claim,
  intentKey: string,
  committed: Committed,
  hash: string,
): Promise<void> {
  await within(engine.app, claim, async (call) => {
    const row = await lockPublication(call, claim.publication.id)
    if (row === null || row.intentKey !== intentKey) return
    if (row.state !== 'committing' && row.state !== 'unconfirmed') return
    const place = { row, channel: claim.channel }
    if (committed.kind === 'live') await recordLive(call, place, committed, hash)
    else if (row.state === 'committing') await recordFailure(call, place, committed, engine.spread())
  })
}

/** Asks the platform what became of a commit nobody knows the outcome of. */
async function reconcile(engine: Engine, claim: Claim, job: Job): Promise<void> {
  const seen: Reconciled = await job.connector.reconcile(job.session, job.content, job.row.prepareState)
  await owned(engine.app, claim, async (call, row) => {
    const place = { row, channel: claim.channel }
    if (seen.found) return recordLive(call, place, seen, row.preparedHash)
    if (!seen.conclusive) return stayUnclear(call, place, seen.key)
    await recordStep(call, row.id, 'looked_absent', { attempt: row.attempt, key: seen.key })
    await changePublication(call, row, {
      ...released,
      state: 'scheduled',
      intentKey: null,
      preparedHash: null,
      nextAt: call.now,
    })
    await announceProgress(call, row.id)
  })
}

/** A transaction in the workspace of the claim, as Leitstand itself. */
function within<T>(app: App, { publication, token }: Claim, work: (call: Call) => Promise<T>): Promise<T> {
  const { workspaceId } = publication
  return app.database.inWorkspace(workspaceId, (db) =>
    work({
      app,
      db,
      workspaceId,
      actor: { kind: 'system', name: 'Leitstand' },
      now: app.clock.now(),
      requestId: token,
      audit: {},
    }),
  )
}

/** A transaction on the row as long as it is ours; else stops the work on it. */
function owned<T>(
  app: App,
  claim: Claim,
  work: (call: Call, row: NonNullable<Awaited<ReturnType<typeof stillClaimed>>>) => Promise<T>,
): Promise<T> {
  return within(app, claim, async (call) => {
    const row = await stillClaimed(call, claim)
    if (row === null) throw new LeaseLost()
    return work(call, row)
  })
}
