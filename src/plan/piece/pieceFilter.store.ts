import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely'
import type { Call } from '../../kernel/call.ts'
import { mondayOf, type Day } from '../../kernel/calendar.ts'
import type { DB, PlanPiece } from '../../kernel/db/tables.gen.ts'
import { channelKeyOf, publishedRank, rankOf, searchPrefixesOf } from './piece.rules.ts'
import type { PieceFilter } from './piece.schema.ts'

type PieceTables = DB & { piece: PlanPiece }
export type PieceSelect<O = object> = SelectQueryBuilder<PieceTables, 'piece', O>
type Where = ExpressionBuilder<PieceTables, 'piece'>

/** Pieces of the workspace that are there and that the actor may see: authors see theirs, guests the one of their link. */
export function visiblePieces(call: Call): PieceSelect {
  const { actor } = call
  const present = call.db
    .selectFrom('plan.piece as piece')
    .where('piece.workspaceId', '=', call.workspaceId)
    .where('piece.deletedAt', 'is', null)
  if (actor.kind === 'guest') return present.where('piece.id', '=', actor.objectId)
  if (actor.kind === 'user' && actor.role === 'author')
    return present.where('piece.ownerMemberId', '=', actor.memberId)
  return present
}

/** Narrows pieces to a filter. `today` decides what is late. */
export function filtered(call: Call, filter: PieceFilter, today: Day): PieceSelect {
  let pieces = visiblePieces(call)
  if (filter.from !== undefined) pieces = pieces.where('piece.plannedOn', '>=', filter.from)
  if (filter.to !== undefined) pieces = pieces.where('piece.plannedOn', '<=', filter.to)
  if (filter.statuses?.length) pieces = pieces.where('piece.statusRank', 'in', filter.statuses.map(rankOf))
  if (filter.campaignIds?.length) pieces = pieces.where('piece.campaignId', 'in', filter.campaignIds)
  if (filter.ownerIds?.length || filter.ownerNames?.length)
    pieces = pieces.where((eb) =>
      eb.or([
        ...(filter.ownerIds?.length ? [eb('piece.ownerMemberId', 'in', filter.ownerIds)] : []),
        ...(filter.ownerNames?.length ? [eb('piece.ownerName', 'in', filter.ownerNames)] : []),
      ]),
    )
  if (filter.withoutOwner) pieces = withoutOwner(pieces)
  if (filter.late)
    pieces = pieces.where('piece.statusRank', '<', publishedRank).where((eb) => isLate(eb, today))
  const channels = filter.channels?.map(channelKeyOf).filter((key) => key !== '')
  if (channels?.length) pieces = pieces.where((eb) => onChannels(eb, channels))
  for (const prefix of searchPrefixesOf(filter.text ?? '')) pieces = pieces.where((eb) => hasWord(eb, prefix))
  return pieces
}

function withoutOwner(pieces: PieceSelect): PieceSelect {
  return pieces
    .where('piece.ownerMemberId', 'is', null)
    .where('piece.ownerName', '=', '')
    .where('piece.statusRank', '<', publishedRank)
}

// A week or a month is over with its last day, so it is late from the next one on.
function isLate(eb: Where, today: Day) {
  const planned = (precision: string, before: Day) =>
    eb.and([eb('piece.plannedPrecision', '=', precision), eb('piece.plannedOn', '<', before)])
  return eb.or([
    eb.and([
      eb('piece.plannedOn', '<', today),
      eb.or([
        planned('day', today),
        planned('week', mondayOf(today)),
        planned('month', `${today.slice(0, 7)}-01`),
      ]),
    ]),
    eb.and([eb('piece.dueOn', '<', today), eb('piece.statusRank', '<', rankOf('approved'))]),
  ])
}

function onChannels(eb: Where, keys: readonly string[]) {
  return eb.exists(
    eb
      .selectFrom('plan.pieceChannel as channel')
      .select(sql`1`.as('one'))
      .whereRef('channel.workspaceId', '=', 'piece.workspaceId')
      .whereRef('channel.pieceId', '=', 'piece.id')
      .where('channel.channelKey', 'in', keys),
  )
}

// The greatest character closes the range of words that begin with the prefix (collation "C" compares code points).
const greatest = '\u{10ffff}'

function hasWord(eb: Where, prefix: string) {
  return eb.exists(
    eb
      .selectFrom('plan.pieceToken as word')
      .select(sql`1`.as('one'))
      .whereRef('word.workspaceId', '=', 'piece.workspaceId')
      .whereRef('word.pieceId', '=', 'piece.id')
      .where('word.token', '>=', prefix)
      .where('word.token', '<', prefix + greatest),
  )
}
