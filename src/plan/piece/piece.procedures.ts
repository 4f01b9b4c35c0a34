import { z } from 'zod'
import { actorLabel } from '../../kernel/access/actor.ts'
import { everyMember, planners, writers } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import type { Call } from '../../kernel/call.ts'
import { refuseOnConstraint } from '../../kernel/db/databaseRefusal.ts'
import { emit } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { command, query } from '../../kernel/procedure.ts'
import { refuseIf, Refusal } from '../../kernel/refusal.ts'
import { notify } from '../../manage/index.ts'
import { refuseGoneCampaign } from '../campaign/campaign.store.ts'
import {
  isPlanner,
  nextStatuses,
  plannedFrom,
  tidyChannelWords,
  whyNotChangeStatus,
  whyNotEdit,
  whyNotReplan,
} from './piece.rules.ts'
import {
  NewPiece,
  Piece,
  PieceById,
  PieceCard,
  PieceChange,
  PieceChoices,
  PieceHistory,
  PieceMove,
  PiecePage,
  PieceQuery,
  PieceRange,
  PieceSearch,
  PieceStatusChange,
  RangeQuery,
} from './piece.schema.ts'
import {
  deletedPieceOrRefuse,
  deletePieces,
  insertPieces,
  pieceOrRefuse,
  restorePiece,
  updatePiece,
  type StoredPiece,
} from './piece.store.ts'
import { historyOf } from './pieceHistory.store.ts'
import { listPieces, pieceChoices, piecesInRange, searchPieces, zoneOf } from './pieceList.store.ts'

refuseOnConstraint('piece_campaign', 'campaign.not_found', 'invalid')
refuseOnConstraint('piece_owner', 'piece.no_such_member', 'invalid')

/** The piece as the actor sees it, with what they may do. */
function shown({ utmCampaign: _, ...piece }: StoredPiece, call: Call): Piece {
  return {
    ...piece,
    may: {
      edit: whyNotEdit(piece, call.actor),
      replan: whyNotReplan(call.actor),
      delete: whyNotReplan(call.actor),
    },
    nextStatuses: nextStatuses(piece, call.actor),
  }
}

/** What the audit row compares; ids and texts, no derived values. */
function audited(piece: StoredPiece) {
  const {
    may: _may,
    nextStatuses: _next,
    extra: _extra,
    source: _source,
    version: _version,
    ...rest
  } = {
    may: null,
    nextStatuses: null,
    ...piece,
  }
  return { ...rest, updatedAt: undefined }
}

/** Reads the piece again, says what changed, answers it. */
async function changed(call: Call, before: StoredPiece): Promise<Piece> {
  const after = await pieceOrRefuse(call, before.id)
  recordChange(call, {
    objectType: 'piece',
    objectId: after.id,
    label: after.title,
    before: audited(before),
    after: audited(after),
  })
  return shown(after, call)
}

async function createPiece(call: Call, input: NewPiece): Promise<Piece> {
  const { actor } = call
  const ownId = actor.kind === 'user' && actor.role === 'author' ? actor.memberId : null
  if (ownId !== null && (input.ownerMemberId ?? ownId) !== ownId)
    throw new Refusal('piece.author_owns_only', 'forbidden')
  await refuseGoneCampaign(call, input.campaignId)
  const id = newId()
  await insertPieces(call, [
    {
      ...input,
      id,
      status: ownId === null ? (input.status ?? 'idea') : 'idea',
      zone: input.zone ?? (await zoneOf(call)),
      ownerMemberId: ownId ?? input.ownerMemberId,
      channelWords: tidyChannelWords(input.channelWords ?? []),
      ...plannedFrom({
        ...input,
        plannedOn: input.plannedOn ?? null,
        plannedTime: input.plannedTime ?? null,
      }),
    },
  ])
  const piece = await pieceOrRefuse(call, id)
  recordChange(call, { objectType: 'piece', objectId: id, label: piece.title, after: audited(piece) })
  await emit(call, 'piece.created', { pieceId: id })
  await tellOwner(call, piece, null)
  return shown(piece, call)
}

async function changePiece(call: Call, { id, version, ...change }: PieceChange): Promise<Piece> {
  const piece = await pieceOrRefuse(call, id)
  refuseIf(whyNotEdit(piece, call.actor), 'forbidden')
  if (isReplanning(change)) refuseIf(whyNotReplan(call.actor), 'forbidden')
  await refuseGoneCampaign(call, change.campaignId)
  const { plannedOn, plannedPrecision, plannedTime, channelWords, ...fields } = change
  const planned = plannedFrom({
    plannedOn: plannedOn === undefined ? piece.plannedOn : plannedOn,
    plannedPrecision: plannedPrecision ?? (plannedOn == null ? piece.plannedPrecision : undefined),
    plannedTime: plannedTime === undefined ? piece.plannedTime : plannedTime,
  })
  await updatePiece(call, piece, version, {
    ...fields,
    ...planned,
    ...(channelWords === undefined ? {} : { channelWords: tidyChannelWords(channelWords) }),
    // The name from the sheet stood in for the member who takes over now.
    ...(change.ownerMemberId == null ? {} : { ownerName: '' }),
  })
  await emit(call, 'piece.changed', { pieceId: id })
  await stateMove(call, piece, planned)
  const after = await changed(call, piece)
  await tellOwner(call, after, piece.owner.memberId)
  return after
}

/** Tells the person who answers for the piece from now on. */
async function tellOwner(call: Call, piece: PieceCard, before: string | null): Promise<void> {
  const { memberId } = piece.owner
  if (memberId === null || memberId === before) return
  await notify(call, {
    memberIds: [memberId],
    kind: 'piece.assigned',
    objectType: 'piece',
    objectId: piece.id,
    params: { title: piece.title, actor: actorLabel(call.actor) },
  })
}

function isReplanning(change: Partial<PieceChange>): boolean {
  const { title: _title, format: _format, goal: _goal, note: _note, ...planning } = change
  return Object.values(planning).some((value) => value !== undefined)
}

type Planned = ReturnType<typeof plannedFrom>

/** States that a piece has another place in the plan, when it has. */
async function stateMove(call: Call, before: StoredPiece, to: Planned): Promise<void> {
  const { plannedOn, plannedPrecision, plannedTime } = before
  if (
    plannedOn === to.plannedOn &&
    plannedPrecision === to.plannedPrecision &&
    plannedTime === to.plannedTime
  )
    return
  await emit(call, 'piece.moved', {
    pieceId: before.id,
    from: { plannedOn, plannedPrecision, plannedTime },
    to,
  })
}

async function movePiece(call: Call, input: z.output<typeof PieceMove>): Promise<Piece> {
  const piece = await pieceOrRefuse(call, input.id)
  refuseIf(whyNotReplan(call.actor), 'forbidden')
  const planned = plannedFrom({
    ...input,
    plannedTime: input.plannedTime === undefined ? piece.plannedTime : input.plannedTime,
  })
  await updatePiece(call, piece, input.version, planned)
  await stateMove(call, piece, planned)
  return changed(call, piece)
}

async function changePieceStatus(call: Call, input: z.output<typeof PieceStatusChange>): Promise<Piece> {
  const piece = await pieceOrRefuse(call, input.id)
  refuseIf(
    whyNotChangeStatus(piece, input.status, call.actor),
    isPlanner(call.actor) ? 'conflict' : 'forbidden',
  )
  await updatePiece(call, piece, input.version, {
    status: input.status,
    ...(input.status === 'published' && piece.publishedAt === null ? { publishedAt: call.now } : {}),
  })
  await emit(call, 'piece.status_changed', { pieceId: piece.id, from: piece.status, to: input.status })
  return changed(call, piece)
}

async function deletePiece(call: Call, { id }: z.output<typeof PieceById>) {
  const piece = await pieceOrRefuse(call, id)
  await deletePieces(call, [id])
  recordChange(call, { objectType: 'piece', objectId: id, label: piece.title, before: audited(piece) })
  await emit(call, 'piece.deleted', { pieceId: id })
  return {}
}

async function restoreDeleted(call: Call, { id }: z.output<typeof PieceById>): Promise<Piece> {
  const piece = await deletedPieceOrRefuse(call, id)
  await restorePiece(call, id)
  await emit(call, 'piece.restored', { pieceId: id })
  return changed(call, piece)
}

export const pieceApi = {
  list: query({
    path: '/pieces',
    allow: everyMember,
    summary: 'Lists pieces of the plan, filtered, sorted, by page.',
    input: PieceQuery,
    output: PiecePage,
    run: listPieces,
  }),
  range: query({
    path: '/pieces/range',
    allow: everyMember,
    summary: 'Cards of a span of days for the calendar, with the count of each day.',
    input: RangeQuery,
    output: PieceRange,
    run: piecesInRange,
  }),
  search: query({
    path: '/pieces/search',
    allow: everyMember,
    summary: 'Finds pieces by the beginnings of their words, or by number.',
    input: PieceSearch,
    output: z.object({ pieces: z.array(PieceCard) }),
    run: async (call, { text, limit }) => ({ pieces: await searchPieces(call, text, limit) }),
  }),
  choices: query({
    path: '/pieces/choices',
    allow: everyMember,
    summary: 'Channels, people and campaigns that occur in the plan, for filters and forms.',
    input: z.object({}),
    output: PieceChoices,
    run: pieceChoices,
  }),
  show: query({
    path: '/pieces/{id}',
    allow: everyMember,
    summary: 'Shows a piece with what the reader may do.',
    input: PieceById,
    output: Piece,
    run: async (call, { id }) => shown(await pieceOrRefuse(call, id), call),
  }),
  history: query({
    path: '/pieces/{id}/history',
    allow: everyMember,
    summary: 'What happened to a piece, newest first.',
    input: PieceById,
    output: PieceHistory,
    run: async (call, { id }) => historyOf(call, (await pieceOrRefuse(call, id)).id),
  }),
  create: command({
    path: '/pieces',
    allow: writers,
    audit: 'piece.create',
    summary: 'Adds a piece to the plan. Authors add ideas of their own.',
    input: NewPiece,
    output: Piece,
    run: createPiece,
  }),
  change: command({
    path: '/pieces/{id}',
    method: 'PATCH',
    allow: writers,
    audit: 'piece.change',
    summary: 'Changes fields of a piece; refused as stale when it was changed since it was read.',
    input: PieceChange,
    output: Piece,
    run: changePiece,
  }),
  move: command({
    path: '/pieces/{id}/day',
    method: 'PUT',
    allow: planners,
    audit: 'piece.move',
    summary: 'Moves a piece to another day, week or month, or takes its day away.',
    input: PieceMove,
    output: Piece,
    run: movePiece,
  }),
  changeStatus: command({
    path: '/pieces/{id}/status',
    method: 'PUT',
    allow: writers,
    audit: 'piece.change_status',
    summary: 'Takes a piece to a next status.',
    input: PieceStatusChange,
    output: Piece,
    run: changePieceStatus,
  }),
  delete: command({
    path: '/pieces/{id}',
    method: 'DELETE',
    allow: planners,
    audit: 'piece.delete',
    summary: 'Deletes a piece; it can be brought back for 30 days.',
    input: PieceById,
    output: z.object({}),
    run: deletePiece,
  }),
  restore: command({
    path: '/pieces/{id}/restoration',
    allow: planners,
    audit: 'piece.restore',
    summary: 'Brings a deleted piece back.',
    input: PieceById,
    output: Piece,
    run: restoreDeleted,
  }),
}
