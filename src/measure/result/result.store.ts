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
  views: sql`views desc, piece.number desc`,
  visits: sql`visits desc, piece.number desc`,
  newest: sql`piece.published_at desc nulls last, piece.number desc`,
}

/** One page of the pieces that have a publication, with what was read of them within the span. */
export async function listRead(call: Call, filter: ResultFilter, span: Span) {
  const { workspaceId } = call
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
  const inSpan = sql`workspace_id = ${workspaceId} and day >= ${span.from} and day <= ${span.to}`
  const { rows } = await sql<{ id: string; views: unknown; visits: unknown; total: unknown }>`
    with pair as materialized (
      select page_piece_id, link_piece_id, sum(views) as views, sum(visits) as visits from measure.visit_day
      where ${inSpan} group by page_piece_id, link_piece_id),
    read as (
      select piece_id, sum(views) as views, sum(visits) as visits from (
        select page_piece_id as piece_id, views, visits from pair where page_piece_id is not null
        union all
        select link_piece_id, views, visits from pair
        where link_piece_id is not null and link_piece_id is distinct from page_piece_id) as part
      group by piece_id)
    select piece.id, coalesce(read.views, 0) as views, coalesce(read.visits, 0) as visits, count(*) over () as total
    from ${pieces} as piece left join read on read.piece_id = piece.id
    order by ${orders[filter.sort]}
    limit ${filter.pageSize} offset ${(filter.page - 1) * filter.pageSize}`.execute(call.db)
  return {
    total: Number(rows[0]?.total ?? 0),
    rows: rows.map((row) => ({ pieceId: row.id, ...readOf(row) })),
  }
}

/** All page views of the workspace by day, whether they belong to a piece or not. */
export async function siteByDay(call: Call, span: Span): Promise<(Read & { day: Day })[]> {
  const rows = await call.db
    .selectFrom('measure.visitDay')
    .select((eb) => ['day', eb.fn.sum('views').as('views'), eb.fn.sum('entries').as('visits')])
    .where('workspaceId', '=', call.workspaceId)
    .where('day', '>=', span.from)
    .where('day', '<=', span.to)
    .groupBy('day')
    .orderBy('day')
    .execute()
  return rows.map((row) => ({ day: row.day, ...readOf(row) }))
}
