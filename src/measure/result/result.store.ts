import { sql } from 'kysely'
import type { Call } from '../../kernel/call.ts'
import type { Day } from '../../kernel/calendar.ts'
import { filteredPieces, todayOf } from '../../plan/index.ts'
import type { ResultFilter, ResultSort } from './result.schema.ts'

type Span = { from: Day; to: Day }
type Read = { views: number; visits: number }

// What sum() answers is numeric, which leaves the driver as text.
const readOf = (row: { views: unknown; visits: unknown }): Read => ({
  views: Number(row.views ?? 0),
  visits: Number(row.visits ?? 0),
})

/** Views and visits of a piece by day; days without any left out. A view counts once, by page or by link. */
export async function readByDay(call: Call, pieceId: string, span: Span): Promise<(Read & { day: Day })[]> {
  const rows = await call.db
    .selectFrom('measure.visitDay')
    .select((eb) => ['day', eb.fn.sum('views').as('views'), eb.fn.sum('visits').as('visits')])
    .where('workspaceId', '=', call.workspaceId)
    .where('day', '>=', span.from)
    .where('day', '<=', span.to)
    .where((eb) => eb.or([eb('pagePieceId', '=', pieceId), eb('linkPieceId', '=', pieceId)]))
    .groupBy('day')
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ day: row.day, ...readOf(row) }))
}

/** Views and visits of pieces over their whole life; pieces without any are left out. */
export async function readEver(call: Call, pieceIds: readonly string[]): Promise<Map<string, Read>> {
  if (pieceIds.length === 0) return new Map()
  const { rows } = await sql<{ pieceId: string; views: unknown; visits: unknown }>`
    select piece_id, sum(views) as views, sum(visits) as visits from (
      select page_piece_id as piece_id, views, visits from measure.visit_day
      where workspace_id = ${call.workspaceId} and page_piece_id = any(${pieceIds}::uuid[])
      union all
      select link_piece_id, views, visits from measure.visit_day
      where workspace_id = ${call.workspaceId} and link_piece_id = any(${pieceIds}::uuid[])
        and link_piece_id is distinct from page_piece_id) as part
    group by piece_id`.execute(call.db)
  return new Map(rows.map((row) => [row.pieceId, readOf(row)]))
}

/** By publication: views of its page, visits its link brought. Over its whole life. */
export async function readOfPublications(call: Call, pieceId: string) {
  const ofPiece = call.db.selectFrom('measure.visitDay').where('workspaceId', '=', call.workspaceId)
  const pages = await ofPiece
    .select((eb) => ['pagePublicationId as id', eb.fn.sum('views').as('views')])
    .where('pagePieceId', '=', pieceId)
    .groupBy('pagePublicationId')
    .execute()
  const links = await ofPiece
    .select((eb) => ['linkPublicationId as id', eb.fn.sum('visits').as('visits')])
    .where('linkPieceId', '=', pieceId)
    .groupBy('linkPublicationId')
    .execute()
  return {
    viewsOf: new Map(pages.map((row) => [row.id, Number(row.views)])),
    visitsByLinkOf: new Map(links.map((row) => [row.id, Number(row.visits)])),
  }
}

const orders: Record<ResultSort, ReturnType<typeof sql>> = {
  views: sql`coalesce(read.views, 0) desc, piece.number desc`,
  visits: sql`coalesce(read.visits, 0) desc, piece.number desc`,
  newest: sql`piece.published_at desc nulls last, piece.number desc`,
}

/**
 * One page of the pieces that have a publication, with what was read of them within the span; and all page views of
 * the workspace by day, whether they belong to a piece or not. One statement, because both come from the same rows:
 * most of the time goes into reading them.
 */
export async function listRead(call: Call, filter: ResultFilter, span: Span) {
  const { text, channels, campaignIds } = filter
  const pieces = filteredPieces(call, { text, channels, campaignIds }, await todayOf(call))
    .select(['piece.id', 'piece.number', 'piece.publishedAt'])
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('measure.target as target')
          .select(sql`1`.as('one'))
          .whereRef('target.workspaceId', '=', 'piece.workspaceId')
          .whereRef('target.pieceId', '=', 'piece.id'),
      ),
    )
  type Row = { id: string | null; day: Day | null; views: unknown; visits: unknown; total: unknown }
  const { rows } = await sql<Row>`
    with sums as materialized (
      select grouping(day) = 1 as is_pair, day, page_piece_id, link_piece_id,
        sum(views) as views, sum(visits) as visits, sum(entries) as entries
      from measure.visit_day
      where workspace_id = ${call.workspaceId} and day >= ${span.from} and day <= ${span.to}
      group by grouping sets ((day), (page_piece_id, link_piece_id))),
    read as (
      select piece_id, sum(views) as views, sum(visits) as visits from (
        select page_piece_id as piece_id, views, visits from sums where is_pair and page_piece_id is not null
        union all
        select link_piece_id, views, visits from sums
        where is_pair and link_piece_id is not null and link_piece_id is distinct from page_piece_id) as part
      group by piece_id),
    listed as (
      select piece.id, coalesce(read.views, 0) as views, coalesce(read.visits, 0) as visits,
        count(*) over () as total, row_number() over (order by ${orders[filter.sort]}) as place
      from ${pieces} as piece left join read on read.piece_id = piece.id
      order by place limit ${filter.pageSize} offset ${(filter.page - 1) * filter.pageSize})
    select id, null::date as day, views, visits, total, place from listed
    union all
    select null, day, views, entries, 0, 0 from sums where not is_pair
    order by day nulls first, place`.execute(call.db)
  return {
    total: Number(rows.find((row) => row.id !== null)?.total ?? 0),
    rows: rows.flatMap((row) => (row.id === null ? [] : [{ pieceId: row.id, ...readOf(row) }])),
    days: rows.flatMap((row) => (row.day === null ? [] : [{ day: row.day, ...readOf(row) }])),
  }
}
