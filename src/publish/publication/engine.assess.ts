import type { Call } from '../../kernel/call.ts'
import { SecretUnreadable } from '../../kernel/secret/secrets.ts'
import { openSession, unlockedChannelOrRefuse } from '../channel/channel.store.ts'
import type { ChannelRow } from '../channel/channel.store.ts'
import type { ChannelContent, ChannelSession, Connector, Connectors } from '../channel/port.ts'
import { announceProgress, block, miss } from './engine.outcome.ts'
import { stillClaimed } from './engine.store.ts'
import type { Claim } from './engine.store.ts'
import { readRelease } from './publication.content.ts'
import type { Release } from './publication.content.ts'
import { tellLeaders, tellOwners } from './publication.notices.ts'
import type { Judged } from './publication.rules.ts'
import {
  commitAt,
  deadlineOf,
  escalateAt,
  firstLookAt,
  isTooLate,
  prepareLeadMs,
} from './publication.rules.ts'
import { changePublication, judged, noFailure, recordStep, released } from './publication.store.ts'
import type { PublicationRow } from './publication.store.ts'

/** What the next call to the platform needs. */
export type Job = {
  connector: Connector
  session: ChannelSession
  content: ChannelContent
  hash: string
  row: PublicationRow
}
export type Assessment =
  /** The row was parked, moved on, or is no longer ours. */
  { next: 'nothing' } | { next: 'wait'; until: Date } | ({ next: 'prepare' | 'commit' | 'reconcile' } & Job)

const nothing: Assessment = { next: 'nothing' }

/**
 * Looks at a claimed publication anew, inside a transaction: text, approval, channel, time. Decides what comes next
 * and parks what must not go on. Run before the preparation and again in the transaction of the intent.
 */
export async function assess(call: Call, claim: Claim, connectors: Connectors): Promise<Assessment> {
  const row = await stillClaimed(call, claim)
  if (row === null) return nothing
  // As it is now: since the claim somebody may have paused it, or given it new credentials.
  const channel = await unlockedChannelOrRefuse(call, claim.channel.id)
  if (row.state === 'unconfirmed') {
    return jobFor(call, channel, 'reconcile', row, await readRelease(call, row, channel), connectors)
  }
  const publication = judged(row, channel.kind)
  const start = commitAt(publication)
  if (start === null) return nothing
  if (isTooLate(publication, call.now) && row.state !== 'awaiting_manual') {
    await miss(
      call,
      { row, channel },
      row.blockedBy === 'approval' ? 'publication.approved_too_late' : 'publication.too_late',
    )
    return nothing
  }
  const release = await readRelease(call, row, channel)
  if (release.missing !== null) {
    await block(call, { row, channel }, 'approval', release.missing, afterDeadline(publication))
    return nothing
  }
  // An approval that came after the hour: nobody said that it shall go out late (T82).
  if (row.blockedBy === 'approval' && call.now > start) {
    await miss(call, { row, channel }, 'publication.approved_too_late')
    return nothing
  }
  if (channel.kind === 'manual') return remind(call, channel, row, start)
  if (channel.state !== 'connected') {
    const isRefused = channel.state === 'needs_reconnect'
    const key = isRefused ? 'channel.needs_reconnect' : 'channel.paused'
    await block(call, { row, channel }, isRefused ? 'auth' : 'channel', key, afterDeadline(publication))
    return nothing
  }
  if (row.state === 'blocked') {
    await changePublication(call, row, { ...noFailure, state: 'scheduled' })
    await recordStep(call, row.id, 'unblocked')
    Object.assign(row, noFailure, { state: 'scheduled', version: row.version + 1 })
  }
  const isReady = row.state === 'armed' && row.preparedHash === release.hash
  const moment = isReady ? start : new Date(start.getTime() - prepareLeadMs(release.content.images.length))
  if (call.now < moment) return { next: 'wait', until: moment }
  return jobFor(call, channel, isReady ? 'commit' : 'prepare', row, release, connectors)
}

async function jobFor(
  call: Call,
  channel: ChannelRow,
  next: 'prepare' | 'commit' | 'reconcile',
  row: PublicationRow,
  { content, hash }: Release,
  connectors: Connectors,
): Promise<Assessment> {
  const connector = connectors.get(channel.kind)
  try {
    if (!connector) throw new SecretUnreadable()
    return { next, connector, session: openSession(call.app.secrets, channel), content, hash, row }
  } catch (error) {
    if (!(error instanceof SecretUnreadable)) throw error
    // A lost key (T56) or a channel kind this build does not know: only a person can help.
    if (row.state === 'unconfirmed') await changePublication(call, row, { ...released, nextAt: null })
    else await block(call, { row, channel }, 'auth', 'channel.secret_unreadable', null)
    return nothing
  }
}

/** When a row that waits for people is looked at once more, to be told as missed. */
function afterDeadline(publication: Judged): Date | null {
  const deadline = deadlineOf(publication)
  return deadline === null ? null : new Date(deadline.getTime() + 1000)
}

/** A manual channel: reminds before the hour, tells the leaders half an hour after it, never publishes by itself. */
async function remind(
  call: Call,
  channel: ChannelRow,
  row: PublicationRow,
  start: Date,
): Promise<Assessment> {
  const publication = judged(row, channel.kind)
  const first = firstLookAt(publication) ?? start
  if (call.now < first) return { next: 'wait', until: first }
  if (row.notAfter !== null && call.now > row.notAfter) {
    await miss(call, { row, channel }, 'publication.too_late')
    return nothing
  }
  const escalation = escalateAt(publication) ?? start
  if (row.state !== 'awaiting_manual') {
    await changePublication(call, row, {
      ...released,
      ...noFailure,
      state: 'awaiting_manual',
      remindedAt: call.now,
      nextAt: escalation > call.now ? escalation : new Date(call.now.getTime() + 30 * 60_000),
    })
    await recordStep(call, row.id, 'reminded')
    await tellOwners(call, { row, channel }, 'publication.awaiting_manual', {})
  } else {
    await changePublication(call, row, { ...released, escalatedAt: call.now, nextAt: row.notAfter })
    if (row.escalatedAt === null) {
      await recordStep(call, row.id, 'escalated')
      await tellLeaders(call, { row, channel }, 'publication.still_manual', {})
    }
  }
  await announceProgress(call, row.id)
  return nothing
}
