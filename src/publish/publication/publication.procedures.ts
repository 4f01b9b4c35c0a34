import { z } from 'zod'
import { everyMember, planners, writers } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import type { Call } from '../../kernel/call.ts'
import { slotAt } from '../../kernel/calendar.ts'
import { emit } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { command, query } from '../../kernel/procedure.ts'
import { foundOrRefuse, Refusal, refuseIf } from '../../kernel/refusal.ts'
import { workspaceOf } from '../../manage/index.ts'
import { pieceOrRefuse } from '../../plan/index.ts'
import { contentOf, removeReleaseTarget, setReleaseTarget } from '../../produce/index.ts'
import { channelOrRefuse } from '../channel/channel.store.ts'
import type { ChannelRow } from '../channel/channel.store.ts'
import { mintLink, setTarget } from '../link/link.store.ts'
import { emitPublished } from './engine.outcome.ts'
import { standingStillSince } from './engine.store.ts'
import { whatIsMissing } from './publication.content.ts'
import { updateLive } from './publication.jobs.ts'
import {
  firstLookAt,
  whyNotCancel,
  whyNotConfirmManual,
  whyNotMove,
  whyNotPublishNow,
  whyNotRetry,
  whyNotSayOffline,
  whyNotSayOnline,
  whyNotUpdate,
} from './publication.rules.ts'
import {
  ManualConfirmation,
  Materials,
  NewPublication,
  OnlineStatement,
  Publication,
  PublicationFilter,
  PublicationMove,
  PublicationOfPiece,
  PublicationPage,
  Seen,
  WebAddress,
} from './publication.schema.ts'
import {
  changePublication,
  insertPublication,
  judged,
  noFailure,
  publicationOrRefuse,
  recordStep,
  released,
  slotColumns,
  slotOf,
} from './publication.store.ts'
import type { PublicationRow } from './publication.store.ts'
import {
  countWaiting,
  findPublication,
  listPublications,
  publicationsOf,
  timelinesOf,
} from './publicationView.store.ts'

const list = query({
  path: '/publications',
  allow: everyMember,
  summary: 'The queue: publications by due time.',
  input: PublicationFilter,
  output: PublicationPage,
  run: async (call, filter) => ({
    ...(await listPublications(call, filter)),
    counts: await countWaiting(call),
    standingStillSince: (await standingStillSince(call))?.toISOString() ?? null,
  }),
})

const ofPiece = query({
  path: '/pieces/{pieceId}/publications',
  allow: everyMember,
  summary: 'Where and when a piece goes out, with what happened so far.',
  input: z.object({ pieceId: z.uuid() }),
  output: z.array(PublicationOfPiece),
  run: async (call, { pieceId }) => {
    await pieceOrRefuse(call, pieceId)
    const found = await publicationsOf(call, pieceId)
    const timelines = await timelinesOf(
      call,
      found.map((publication) => publication.id),
    )
    return found.map((publication) => ({ ...publication, timeline: timelines.get(publication.id) ?? [] }))
  },
})

const materials = query({
  path: '/publications/{id}/materials',
  allow: everyMember,
  summary: 'Words to copy when a person publishes by hand.',
  input: z.object({ id: z.uuid() }),
  output: Materials,
  run: async (call, { id }) => {
    const { piece, link } = foundOrRefuse(await findPublication(call, id), 'publication.not_found')
    const { title, excerpt, text } = await contentOf(call, piece.id)
    return { title, excerpt, text, link: link.url }
  },
})

const plan = command({
  path: '/pieces/{pieceId}/publications',
  allow: planners,
  audit: 'publication.plan',
  summary: 'Plans a piece for a channel, with or without a time. The same `id` twice plans once.',
  input: NewPublication,
  output: Publication,
  run: async (call, input) => {
    const known = input.id === undefined ? null : await findPublication(call, input.id)
    if (known) return told(call, known.id)
    const piece = await pieceOrRefuse(call, input.pieceId)
    const channel = await channelOrRefuse(call, { id: input.channelId })
    if (channel.archivedAt !== null) throw new Refusal('channel.archived')
    const id = input.id ?? newId()
    const { slot } = input
    const row = await insertPublication(call, {
      id,
      pieceId: piece.id,
      channelId: channel.id,
      slot,
      notAfter: input.notAfter == null ? null : new Date(input.notAfter),
      categoryIds: input.categoryIds ?? [],
      nextAt: slot === null ? null : firstLookAt({ dueAt: slotColumns(slot).dueAt, notBefore: null }),
    })
    const linkCode = await mintLink(call, id)
    await setReleaseTarget(call, { publicationId: id, pieceId: piece.id, channelName: channel.name, slot })
    await recordStep(call, id, 'planned', { params: whenOf(row) })
    await emit(call, 'publication.planned', {
      publicationId: id,
      pieceId: piece.id,
      channelId: channel.id,
      linkCode,
    })
    if (slot !== null) await emitScheduled(call, row)
    return told(call, id)
  },
})

const move = command({
  path: '/publications/{id}/slot',
  method: 'PUT',
  allow: planners,
  audit: 'publication.move',
  summary: 'Gives a publication another time. Also brings back a cancelled or missed one.',
  input: PublicationMove,
  output: Publication,
  run: async (call, input) => {
    const { row, channel } = await seen(call, input)
    refuseIf(whyNotMove(judged(row, channel.kind)))
    const columns = slotColumns(input.slot)
    await changePublication(call, row, {
      ...columns,
      ...released,
      ...noFailure,
      state: 'scheduled',
      attempt: 0,
      lateAllowedAt: null,
      remindedAt: null,
      escalatedAt: null,
      nextAt: firstLookAt({ dueAt: columns.dueAt, notBefore: row.notBefore }),
      ...(input.notAfter === undefined
        ? {}
        : { notAfter: input.notAfter === null ? null : new Date(input.notAfter) }),
      ...(input.categoryIds === undefined ? {} : { categoryIds: input.categoryIds }),
    })
    const { id, pieceId } = row
    await setReleaseTarget(call, { publicationId: id, pieceId, channelName: channel.name, slot: input.slot })
    await recordStep(call, id, 'moved', { params: whenOf({ ...row, ...columns }) })
    await emitScheduled(call, row)
    return told(call, id, row)
  },
})

const cancel = command({
  path: '/publications/{id}/cancellation',
  allow: planners,
  audit: 'publication.cancel',
  summary: 'Calls a publication off. A new time brings it back.',
  input: Seen,
  output: Publication,
  run: async (call, input) => {
    const { row, channel } = await seen(call, input)
    refuseIf(whyNotCancel(judged(row, channel.kind)))
    await changePublication(call, row, { ...released, ...noFailure, state: 'cancelled', nextAt: null })
    await removeReleaseTarget(call, { publicationId: row.id, pieceId: row.pieceId })
    await recordStep(call, row.id, 'cancelled')
    await emit(call, 'publication.cancelled', { publicationId: row.id, pieceId: row.pieceId })
    return told(call, row.id, row)
  },
})

const publishNow = command({
  path: '/publications/{id}/release',
  allow: planners,
  audit: 'publication.publish_now',
  summary: 'Sends a publication out now. Twice is once.',
  input: Seen,
  output: Publication,
  run: async (call, input) => {
    const { row, channel } = await seen(call, input)
    const { approvalRequired, zone } = await workspaceOf(call)
    refuseIf(whyNotPublishNow(judged(row, channel.kind), call.now, approvalRequired))
    // A planned time that has passed stays: it is what was approved. Otherwise this minute is the time.
    const isLate = row.dueAt !== null && row.dueAt <= call.now
    const slot = isLate ? {} : { ...slotColumns(slotAt(call.now, zone)), dueAt: call.now, slotAdjusted: null }
    await changePublication(call, row, { ...slot, ...setGoing(call), lateAllowedAt: call.now })
    await recordStep(call, row.id, 'set_now')
    await emitScheduled(call, row)
    return told(call, row.id, row)
  },
})

const retry = command({
  path: '/publications/{id}/attempt',
  allow: planners,
  audit: 'publication.retry',
  summary: 'Tries again after a failure, or sends a missed one late.',
  input: Seen,
  output: Publication,
  run: async (call, input) => {
    const { row, channel } = await seen(call, input)
    refuseIf(whyNotRetry(judged(row, channel.kind)))
    if (row.notAfter !== null && row.notAfter <= call.now) throw new Refusal('publication.over')
    await changePublication(call, row, { ...setGoing(call), lateAllowedAt: call.now })
    await recordStep(call, row.id, row.state === 'missed' ? 'late_allowed' : 'retried')
    await emitScheduled(call, row)
    return told(call, row.id, row)
  },
})

const sayOnline = command({
  path: '/publications/{id}/online',
  allow: planners,
  audit: 'publication.say_online',
  summary: 'Settles an unclear publication: it is online at this address.',
  input: OnlineStatement,
  output: Publication,
  run: async (call, input) => {
    const { row, channel } = await seen(call, input)
    refuseIf(whyNotSayOnline(judged(row, channel.kind)))
    await settleByHand(call, row, input.url, 'said_online')
    return told(call, row.id, row)
  },
})

const sayOffline = command({
  path: '/publications/{id}/online',
  method: 'DELETE',
  allow: planners,
  audit: 'publication.say_offline',
  summary: 'Settles an unclear publication: somebody looked, it is not online. It goes out again.',
  input: Seen,
  output: Publication,
  run: async (call, input) => {
    const { row, channel } = await seen(call, input)
    refuseIf(whyNotSayOffline(judged(row, channel.kind)))
    await changePublication(call, row, {
      ...setGoing(call),
      intentKey: null,
      preparedHash: null,
      lateAllowedAt: call.now,
    })
    await recordStep(call, row.id, 'said_offline')
    await emitScheduled(call, row)
    return told(call, row.id, row)
  },
})

const update = command({
  path: '/publications/{id}/update',
  allow: planners,
  audit: 'publication.update',
  summary: 'Brings the live article up to date with the piece. Happens in the background.',
  input: Seen,
  output: Publication,
  run: async (call, input) => {
    const { row, channel } = await seen(call, input)
    refuseIf(whyNotUpdate(judged(row, channel.kind)))
    refuseIf(await whatIsMissing(call, row.pieceId))
    await call.app.jobs.later(call.db, updateLive.name, { workspaceId: call.workspaceId, id: row.id })
    return told(call, row.id, row)
  },
})

const confirmManual = command({
  path: '/publications/{id}/confirmation',
  allow: writers,
  audit: 'publication.confirm_manual',
  summary: 'Says that a person has published it, and where.',
  input: ManualConfirmation,
  output: Publication,
  run: async (call, input) => {
    const { row, channel } = await seen(call, input)
    refuseIf(whyNotConfirmManual(judged(row, channel.kind)))
    const dated = row.dueAt === null ? slotColumns(slotAt(call.now, (await workspaceOf(call)).zone)) : {}
    await settleByHand(call, row, input.url, 'confirmed_by_hand', dated)
    return told(call, row.id, row)
  },
})

const changeTarget = command({
  path: '/publications/{id}/link',
  method: 'PUT',
  allow: planners,
  audit: 'publication.change_link',
  summary: 'Says where the short link leads; null: to the live address.',
  input: z.object({ id: z.uuid(), targetUrl: WebAddress.nullable() }),
  output: Publication,
  run: async (call, { id, targetUrl }) => {
    foundOrRefuse(await findPublication(call, id), 'publication.not_found')
    await setTarget(call, id, targetUrl ?? '')
    return told(call, id)
  },
})

export const publicationApi = {
  list,
  ofPiece,
  materials,
  plan,
  move,
  cancel,
  publishNow,
  retry,
  sayOnline,
  sayOffline,
  update,
  confirmManual,
  changeTarget,
}

/** The locked row as the person saw it, of a piece they may see, and its channel. */
async function seen(
  call: Call,
  input: { id: string; version: number },
): Promise<{ row: PublicationRow; channel: ChannelRow }> {
  foundOrRefuse(await findPublication(call, input.id), 'publication.not_found')
  const row = await publicationOrRefuse(call, input)
  return { row, channel: await channelOrRefuse(call, { id: row.channelId }) }
}

/** Looked at by the engine at once, as if nothing had been. */
function setGoing(call: Call) {
  return {
    ...released,
    ...noFailure,
    state: 'scheduled',
    attempt: 0,
    escalatedAt: null,
    nextAt: call.now,
  } as const
}

async function settleByHand(
  call: Call,
  row: PublicationRow,
  url: string | null,
  step: 'said_online' | 'confirmed_by_hand',
  dated: object = {},
): Promise<void> {
  await changePublication(call, row, {
    ...dated,
    ...released,
    ...noFailure,
    state: 'published',
    liveUrl: url,
    publishedAt: call.now,
    nextAt: null,
  })
  await recordStep(call, row.id, step, { params: url === null ? {} : { url } })
  await emitPublished(call, row, url)
}

async function emitScheduled(call: Call, row: PublicationRow): Promise<void> {
  await emit(call, 'publication.scheduled', { publicationId: row.id, pieceId: row.pieceId })
}

function whenOf(row: Pick<PublicationRow, 'slotDate' | 'slotTime' | 'slotZone'>): Record<string, string> {
  const slot = slotOf(row)
  return slot === null ? {} : { date: slot.date, time: slot.time, zone: slot.zone }
}

/** The publication after a change, with its audit row. */
async function told(call: Call, id: string, before: PublicationRow | null = null): Promise<Publication> {
  const after = foundOrRefuse(await findPublication(call, id), 'publication.not_found')
  recordChange(call, {
    objectType: 'publication',
    objectId: id,
    label: `${after.piece.title} · ${after.channel.name}`,
    before: before && { state: before.state, slot: slotOf(before) },
    after: { state: after.state, slot: after.slot },
  })
  return after
}
