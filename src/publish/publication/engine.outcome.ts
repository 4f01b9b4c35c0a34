import type { Call } from '../../kernel/call.ts'
import { emit } from '../../kernel/events.ts'
import { announce } from '../../kernel/live.ts'
import type { ChannelRow } from '../channel/channel.store.ts'
import type { ChannelFailure, Live } from '../channel/port.ts'
import { tellLeaders, tellOwners } from './publication.notices.ts'
import { afterFailure, nextLookAt } from './publication.rules.ts'
import { changePublication, judged, noFailure, recordStep, released } from './publication.store.ts'
import type { PublicationRow } from './publication.store.ts'

/** Where the row is, and the channel it goes to. */
type Place = { row: PublicationRow; channel: ChannelRow }

/** Writes that the publication is live: state, address, timeline, fact, and a correction where trouble was told. */
export async function recordLive(
  call: Call,
  { row, channel }: Place,
  live: Pick<Live, 'url' | 'warnings'> & { remoteId: string | null },
  hash: string | null,
): Promise<void> {
  await changePublication(call, row, {
    ...released,
    ...noFailure,
    state: 'published',
    remoteId: live.remoteId,
    liveUrl: live.url,
    warnings: JSON.stringify(live.warnings),
    publishedAt: call.now,
    publishedHash: hash,
    nextAt: null,
  })
  await recordStep(call, row.id, 'published', { attempt: row.attempt, params: { url: live.url } })
  await emitPublished(call, row, live.url)
  if (row.failureKind !== null) await tellOwners(call, { row, channel }, 'publication.live_after_all', {})
  await announceProgress(call, row.id)
}

/** States the fact that other slices hear: the piece is out. */
export async function emitPublished(call: Call, row: PublicationRow, url: string | null): Promise<void> {
  await emit(call, 'publication.published', {
    publicationId: row.id,
    pieceId: row.pieceId,
    channelId: row.channelId,
    url,
    at: call.now.toISOString(),
  })
}

/** Writes a failure and what follows from it, and tells people what they must know (T102). */
export async function recordFailure(
  call: Call,
  { row, channel }: Place,
  failure: ChannelFailure,
  spread: number,
): Promise<void> {
  const verdict = afterFailure(failure, judged(row, channel.kind), call.now, spread)
  const { key, detail = '' } = failure
  const params = failure.kind === 'rejected' ? failure.params : undefined
  const told = { attempt: row.attempt, key, params, detail }
  const why = {
    failureKind: failure.kind === 'rejected' ? failure.reason : failure.kind,
    failureKey: key,
    failureParams: params === undefined ? null : JSON.stringify(params),
    failureDetail: detail.slice(0, 2000),
  }
  switch (verdict.state) {
    case 'scheduled':
      await changePublication(call, row, {
        ...released,
        ...why,
        state: 'scheduled',
        intentKey: null,
        nextAt: verdict.nextAt,
        attempt: verdict.countsAsAttempt ? row.attempt : Math.max(0, row.attempt - 1),
      })
      await recordStep(call, row.id, 'retry_later', told)
      break
    case 'unconfirmed':
      await changePublication(call, row, {
        ...released,
        ...why,
        state: 'unconfirmed',
        nextAt: verdict.nextAt,
      })
      await recordStep(call, row.id, 'unconfirmed', told)
      break
    case 'blocked':
      await changePublication(call, row, {
        ...released,
        ...why,
        state: 'blocked',
        blockedBy: verdict.blockedBy,
        intentKey: null,
        nextAt: null,
      })
      await recordStep(call, row.id, 'blocked', told)
      await closeChannel(call, { row, channel }, key)
      break
    case 'failed':
    case 'missed':
      await changePublication(call, row, {
        ...released,
        ...why,
        state: verdict.state,
        intentKey: null,
        nextAt: null,
      })
      await recordStep(call, row.id, verdict.state, told)
      await tellOwners(call, { row, channel }, `publication.${verdict.state}`, { key, ...params })
      break
    default:
      verdict satisfies never
  }
  await announceProgress(call, row.id)
}

/** The platform refuses the credentials: the channel waits for a new connection. Told once, not once a row (T51). */
async function closeChannel(call: Call, { row, channel }: Place, key: string): Promise<void> {
  const closed = await call.db
    .updateTable('publish.channel')
    .set((eb) => ({ state: 'needs_reconnect', updatedAt: call.now, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', channel.id)
    .where('state', '=', 'connected')
    .executeTakeFirst()
  if (closed.numUpdatedRows > 0n) {
    await tellLeaders(call, { row, channel }, 'channel.needs_reconnect', { key })
  }
}

/** Stops a publication that must not go out: tells why, keeps it for people. */
export async function block(
  call: Call,
  { row, channel }: Place,
  blockedBy: 'approval' | 'auth' | 'channel',
  key: string,
  nextAt: Date | null,
): Promise<void> {
  const isNew = row.state !== 'blocked' || row.blockedBy !== blockedBy
  if (!isNew) {
    await changePublication(call, row, { ...released, nextAt })
    return
  }
  await changePublication(call, row, {
    ...released,
    ...noFailure,
    state: 'blocked',
    blockedBy,
    failureKind: blockedBy,
    failureKey: key,
    nextAt,
  })
  await recordStep(call, row.id, 'blocked', { key })
  // A closed channel was told when it closed.
  if (blockedBy === 'approval') await tellOwners(call, { row, channel }, 'publication.blocked', { key })
  await announceProgress(call, row.id)
}

/** Too late to go out without asking (T19, T20). */
export async function miss(call: Call, { row, channel }: Place, key: string): Promise<void> {
  await changePublication(call, row, {
    ...released,
    ...noFailure,
    state: 'missed',
    failureKind: 'missed',
    failureKey: key,
    nextAt: null,
  })
  await recordStep(call, row.id, 'missed', { key })
  await tellOwners(call, { row, channel }, 'publication.missed', { key })
  await announceProgress(call, row.id)
}

/** After a look that found nothing conclusive: looks again later, or leaves it to a person, who is told once. */
export async function stayUnclear(call: Call, { row, channel }: Place, key: string): Promise<void> {
  const nextAt = nextLookAt(row.intentAt ?? call.now, call.now)
  const isFirstTold = row.escalatedAt === null
  await changePublication(call, row, {
    ...released,
    state: 'unconfirmed',
    failureKind: row.failureKind ?? 'unknown',
    failureKey: row.failureKey ?? key,
    escalatedAt: row.escalatedAt ?? call.now,
    nextAt,
  })
  if (isFirstTold) await tellOwners(call, { row, channel }, 'publication.unconfirmed', { key })
  await announceProgress(call, row.id)
}

/** Open browsers read the publication again. */
export async function announceProgress(call: Call, publicationId: string): Promise<void> {
  await announce(call.db, {
    workspaceId: call.workspaceId,
    action: 'publication.progress',
    objectId: publicationId,
    byUserId: null,
  })
}
