import type { Call } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import type { Job } from '../../kernel/jobs.ts'
import { connectorsOf } from '../channel/connectors.ts'
import { channelOrRefuse, openSession } from '../channel/channel.store.ts'
import type { ChannelFailure, Committed } from '../channel/port.ts'
import { announceProgress } from './engine.outcome.ts'
import { readRelease } from './publication.content.ts'
import { tellOwners } from './publication.notices.ts'
import { changePublication, lockPublication, noFailure, recordStep } from './publication.store.ts'
import type { PublicationRow } from './publication.store.ts'

/**
 * Brings a live publication up to date with its piece (T110). Writing the same fields twice leads to the same article,
 * so that the job may run again; it never creates one.
 */
export const updateLive: Job = {
  name: 'publication.update',
  retryLimit: 3,
  run: async (app, { workspaceId, id }) => {
    if (workspaceId === undefined || id === undefined) return
    const within = <T>(work: (call: Call) => Promise<T>) =>
      app.database.inWorkspace(workspaceId, (db) => {
        const actor = { kind: 'system', name: 'Leitstand' } as const
        return work({ app, db, workspaceId, actor, now: app.clock.now(), requestId: newId(), audit: {} })
      })
    const job = await within((call) => updateOf(call, id))
    if (job === null) return
    const outcome =
      job.missing === null
        ? await job.send((state) => within((call) => keepState(call, id, state)))
        : ({ kind: 'rejected', reason: 'policy', key: job.missing } as const)
    await within((call) => recordUpdate(call, id, outcome, job.hash))
  },
}

async function updateOf(call: Call, id: string) {
  const row = await lockPublication(call, id)
  if (row?.state !== 'published' || row.remoteId === null) return null
  const channel = await channelOrRefuse(call, { id: row.channelId })
  const connector = connectorsOf(call.app).get(channel.kind)
  if (!connector) return null
  const { content, hash, missing } = await readRelease(call, row, channel)
  const session = openSession(call.app.secrets, channel)
  const send = (save: (state: unknown) => Promise<void>): Promise<Committed> =>
    connector.update(session, content, row.prepareState, save)
  return { hash, missing, send }
}

async function keepState(call: Call, id: string, state: unknown): Promise<void> {
  await call.db
    .updateTable('publish.publication')
    .set({ prepareState: JSON.stringify(state) })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .execute()
}

async function recordUpdate(call: Call, id: string, outcome: Committed, hash: string): Promise<void> {
  const row = await lockPublication(call, id)
  if (row === null) return
  if (outcome.kind === 'live') {
    await changePublication(call, row, {
      ...noFailure,
      liveUrl: outcome.url,
      warnings: JSON.stringify(outcome.warnings),
      publishedHash: hash,
    })
    await recordStep(call, id, 'updated', { params: { url: outcome.url } })
  } else await recordRefusedUpdate(call, row, outcome)
  await announceProgress(call, id)
}

async function recordRefusedUpdate(call: Call, row: PublicationRow, failure: ChannelFailure): Promise<void> {
  const params = failure.kind === 'rejected' ? failure.params : undefined
  await changePublication(call, row, {
    failureKind: failure.kind,
    failureKey: failure.key,
    failureParams: params === undefined ? null : JSON.stringify(params),
    failureDetail: failure.detail?.slice(0, 2000) ?? null,
  })
  await recordStep(call, row.id, 'failed', { key: failure.key, params, detail: failure.detail })
  const channel = await channelOrRefuse(call, { id: row.channelId })
  await tellOwners(call, { row, channel }, 'publication.failed', { key: failure.key, ...params })
}
