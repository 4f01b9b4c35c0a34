import { sql } from 'kysely'
import type { Call } from '../../kernel/call.ts'
import { visiblePieces, type PieceSelect } from './pieceFilter.store.ts'
import { PieceStatus, PlannedPrecision, type PieceCard } from './piece.schema.ts'

/** Adds what a card shows, with the names of owner and campaign, to a selection of pieces. */
export function selectCards(pieces: PieceSelect) {
  return pieces
    .leftJoin('manage.member as owner', (join) =>
      join.onRef('owner.workspaceId', '=', 'piece.workspaceId').onRef('owner.id', '=', 'piece.ownerMemberId'),
    )
    .leftJoin('plan.campaign as campaign', (join) =>
      join
        .onRef('campaign.workspaceId', '=', 'piece.workspaceId')
        .onRef('campaign.id', '=', 'piece.campaignId'),
    )
    .select([
      'piece.id',
      'piece.number',
      'piece.title',
      'piece.status',
      'piece.plannedOn',
      'piece.plannedPrecision',
      'piece.plannedTime',
      'piece.format',
      'piece.channelWords',
      'piece.ownerMemberId',
      'piece.ownerName',
      'piece.campaignId',
      'piece.dueOn',
      'piece.version',
      'owner.displayName as memberName',
      'campaign.name as campaignName',
      'campaign.colour as campaignColour',
    ])
}

export type CardRow = Awaited<ReturnType<ReturnType<typeof selectCards>['execute']>>[number]

export function cardOf(row: CardRow): PieceCard {
  return {
    id: row.id,
    number: row.number,
    title: row.title,
    status: PieceStatus.parse(row.status),
    plannedOn: row.plannedOn,
    plannedPrecision: PlannedPrecision.parse(row.plannedPrecision),
    plannedTime: row.plannedTime === null ? null : row.plannedTime.slice(0, 5),
    format: row.format,
    channelWords: row.channelWords,
    owner: { memberId: row.ownerMemberId, name: row.memberName ?? row.ownerName },
    campaign:
      row.campaignId === null
        ? null
        : { id: row.campaignId, name: row.campaignName ?? '', colour: row.campaignColour ?? 'gray' },
    dueOn: row.dueOn,
    version: row.version,
  }
}

/** Cards of the pieces with these ids, in the order of the ids; ids that are not there (any more) are left out. */
export async function cardsOf(call: Call, pieces: PieceSelect, ids: readonly string[]): Promise<PieceCard[]> {
  if (ids.length === 0) return []
  // One parameter: a list of hundreds takes longer to build and to plan than to look up.
  const rows = await selectCards(pieces.where('piece.id', '=', sql<string>`any(${ids}::uuid[])`)).execute()
  const byId = new Map(rows.map((row) => [row.id, cardOf(row)]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Cards of the pieces with these ids that the actor may see, in the order of the ids. For other slices. */
export function findPieceCards(call: Call, ids: readonly string[]): Promise<PieceCard[]> {
  return cardsOf(call, visiblePieces(call), ids)
}
