import { sql } from 'kysely'
import type { Call } from '../../kernel/call.ts'
import { addDays, dayAt, daysBetween, type Day } from '../../kernel/calendar.ts'
import { foundOrRefuse } from '../../kernel/refusal.ts'
import { cardsOf } from './pieceCard.store.ts'
import { filtered, visiblePieces, type PieceSelect } from './pieceFilter.store.ts'
import { searchPrefixesOf } from './piece.rules.ts'
import type {
  PieceCard,
  PieceChoices,
  PieceFilter,
  PiecePage,
  PieceQuery,
  PieceRange,
  PieceSort,
  RangeQuery,
} from './piece.schema.ts'

// Counting stops here: beyond it the exact number helps nobody and costs a scan of the plan. Words and channels are
// looked up piece by piece, which costs more.
const countedAtMost = 10_000
const probedAtMost = 1000
const unfixedAtMost = 200

/** The day it is in the zone of the workspace. */
export async function todayOf(call: Call): Promise<Day> {
  return dayAt(call.now, await zoneOf(call))
}

/** The zone of the workspace, for pieces that name none. */
export async function zoneOf(call: Call): Promise<string> {
  const workspace = await call.db
    .selectFrom('manage.workspace')
    .select('zone')
    .where('id', '=', call.workspaceId)
    .executeTakeFirst()
  return foundOrRefuse(workspace, 'access.no_workspace').zone
}

// Only what is late depends on the day; asking for the zone is spared where nobody asks.
async function todayFor(call: Call, filter: PieceFilter): Promise<Day> {
  return filter.late ? todayOf(call) : dayAt(call.now, 'UTC')
}

/** One page of the table. The ids come from an index alone; only the rows of the page are read in full. */
export async function listPieces(call: Call, query: PieceQuery): Promise<PiecePage> {
  const pieces = filtered(call, query, await todayFor(call, query))
  const ids = await ordered(pieces, query.sort, query.descending)
    .select('piece.id')
    .offset(query.offset)
    .limit(query.limit)
    .execute()
  const most = query.channels?.length || query.text ? probedAtMost : countedAtMost
  const counted = await countUpTo(call, pieces, most + 1)
  return {
    pieces: await cardsOf(
      call,
      visiblePieces(call),
      ids.map((row) => row.id),
    ),
    total: Math.min(counted, most),
    isTotalOpen: counted > most,
  }
}

async function countUpTo(call: Call, pieces: PieceSelect, most: number): Promise<number> {
  const { count } = await call.db
    .selectFrom(
      pieces
        .select(sql`1`.as('one'))
        .limit(most)
        .as('counted'),
    )
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

// Pieces without a day stand at the end in both directions.
function ordered(pieces: PieceSelect, sort: PieceSort, descending: boolean): PieceSelect {
  const direction = descending ? 'desc' : 'asc'
  switch (sort) {
    case 'day':
      return descending
        ? pieces.orderBy('piece.plannedOn', (o) => o.desc().nullsLast()).orderBy('piece.id', 'desc')
        : pieces.orderBy('piece.plannedOn').orderBy('piece.id')
    case 'title':
      return pieces.orderBy('piece.titleKey', direction).orderBy('piece.id', direction)
    case 'status':
      return pieces
        .orderBy('piece.statusRank', direction)
        .orderBy('piece.plannedOn', direction)
        .orderBy('piece.id', direction)
    case 'changed':
      return pieces.orderBy('piece.updatedAt', direction).orderBy('piece.id', direction)
  }
}

/** The cards of a span of days: of each day the first `perDay` by time, and how many there are. */
export async function piecesInRange(call: Call, query: RangeQuery): Promise<PieceRange> {
  const pieces = filtered(call, query, await todayFor(call, query))
  const ranked = pieces
    .where('piece.plannedPrecision', '=', 'day')
    .select(['piece.id', 'piece.plannedOn'])
    .select(
      sql<number>`row_number() over (partition by piece.planned_on order by piece.planned_time, piece.id)`.as(
        'place',
      ),
    )
    .select(sql<number>`count(*) over (partition by piece.planned_on)`.as('count'))
  const rows = await call.db
    .selectFrom(ranked.as('ranked'))
    .select(['ranked.id', 'ranked.plannedOn', 'ranked.count'])
    .where('ranked.place', '<=', query.perDay)
    .orderBy('ranked.plannedOn')
    .orderBy('ranked.place')
    .execute()
  const unfixed = await pieces
    .where('piece.plannedPrecision', 'in', ['week', 'month'])
    .select('piece.id')
    .orderBy('piece.plannedOn')
    .orderBy('piece.id')
    .limit(unfixedAtMost)
    .execute()
  const cards = await cardsOf(
    call,
    visiblePieces(call),
    [...rows, ...unfixed].map((row) => row.id),
  )
  const byId = new Map(cards.map((card) => [card.id, card]))
  const cardsFor = (wanted: readonly { id: string }[]) => wanted.flatMap((row) => byId.get(row.id) ?? [])
  const days = Array.from({ length: daysBetween(query.from, query.to) + 1 }, (_, index) => {
    const day = addDays(query.from, index)
    const ofDay = rows.filter((row) => row.plannedOn === day)
    return { day, count: ofDay[0]?.count ?? 0, pieces: cardsFor(ofDay) }
  })
  return { days, unfixed: cardsFor(unfixed) }
}

/** The pieces that hold all beginnings of words, newest plan first. */
export async function searchPieces(call: Call, text: string, limit: number): Promise<PieceCard[]> {
  if (searchPrefixesOf(text).length === 0) return []
  const filter: PieceFilter = { text }
  const ids = await ordered(filtered(call, filter, await todayFor(call, filter)), 'day', true)
    .select('piece.id')
    .limit(limit)
    .execute()
  return cardsOf(
    call,
    visiblePieces(call),
    ids.map((row) => row.id),
  )
}

/** The channels, people and campaigns that occur in the plan. */
export async function pieceChoices(call: Call): Promise<PieceChoices> {
  return {
    channels: await channelWordsInUse(call),
    owners: [...(await membersInUse(call)), ...(await ownerNamesInUse(call))],
    campaigns: await call.db
      .selectFrom('plan.campaign')
      .select(['id', 'name', 'colour'])
      .where('workspaceId', '=', call.workspaceId)
      .where('deletedAt', 'is', null)
      .where('archivedAt', 'is', null)
      .orderBy('name')
      .limit(500)
      .execute(),
  }
}

// The three lists step from one value to the next in the index instead of reading every piece.
async function channelWordsInUse(call: Call): Promise<string[]> {
  const { rows } = await sql<{ word: string }>`
    with recursive used as (
      (select channel_key, piece_id from plan.piece_channel where workspace_id = ${call.workspaceId}
       order by channel_key, piece_id limit 1)
      union all
      select next.channel_key, next.piece_id from used, lateral (
        select channel_key, piece_id from plan.piece_channel
        where workspace_id = ${call.workspaceId} and channel_key > used.channel_key
        order by channel_key, piece_id limit 1) next
    )
    select coalesce((select word from plan.piece, unnest(channel_words) word
      where workspace_id = ${call.workspaceId} and id = used.piece_id and lower(word) = used.channel_key limit 1),
      channel_key) as word
    from used order by channel_key limit 200`.execute(call.db)
  return rows.map((row) => row.word)
}

async function ownerNamesInUse(call: Call): Promise<PieceChoices['owners']> {
  const { rows } = await sql<{ name: string }>`
    with recursive used as (
      (select owner_name from plan.piece where workspace_id = ${call.workspaceId} and deleted_at is null
       and owner_name <> '' order by owner_name limit 1)
      union all
      select (select owner_name from plan.piece where workspace_id = ${call.workspaceId} and deleted_at is null
        and owner_name <> '' and owner_name > used.owner_name order by owner_name limit 1)
      from used where used.owner_name is not null
    )
    select owner_name as name from used where owner_name is not null limit 200`.execute(call.db)
  return rows.map((row) => ({ memberId: null, name: row.name }))
}

async function membersInUse(call: Call): Promise<PieceChoices['owners']> {
  const members = await call.db
    .selectFrom('manage.member as member')
    .select(['member.id', 'member.displayName'])
    .where('member.workspaceId', '=', call.workspaceId)
    .where('member.state', '!=', 'removed')
    .orderBy('member.displayName')
    .limit(500)
    .execute()
  return members.map((row) => ({ memberId: row.id, name: row.displayName }))
}
