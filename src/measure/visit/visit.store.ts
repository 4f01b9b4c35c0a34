import { randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type pg from 'pg'
import type { DB } from '../../kernel/db/tables.gen.ts'
import { newId } from '../../kernel/id.ts'
import { goOn, type Hit, type Visit } from './visit.rules.ts'

/** A page view on its way into the database. */
export type ArrivingView = Hit & {
  workspaceId: string
  at: Date
  /** The day it is in the workspace's zone. */
  day: string
  /** Hash of who it is under the salt of the day, 48 bits. */
  visitor: number
}

type Viewed = ArrivingView & { id: string; visitId: string; isEntry: boolean; isFirstOfPage: boolean }
type Seat = { workspaceId: string; visitor: number; visit: Visit }

/**
 * Keeps page views of any workspaces in one transaction: the raw rows, the visits they belong to, the sums of the day.
 * System mode; every row carries its workspace, which the caller has looked up. Goes past Kysely: both statements take
 * lists, so their text never changes and each connection plans them once.
 */
export async function keepViews(pool: pg.Pool, arriving: readonly ArrivingView[]): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query(`begin; select set_config('leitstand.system', 'on', true)`)
    const { views, seats } = seated(arriving, await findSeats(client, arriving))
    await client.query({
      name: 'measure_keep_views',
      text: keepStatement,
      values: [...viewColumns(views), ...seatColumns(seats), ...dayColumns(views)],
    })
    await client.query('commit')
    client.release()
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (broken: Error) => client.release(broken),
    )
    throw error
  }
}

function seated(arriving: readonly ArrivingView[], seats: Map<string, Seat>) {
  const views = arriving.map((view): Viewed => {
    const key = seatKey(view)
    const { visit, isEntry, isFirstOfPage } = goOn(seats.get(key)?.visit, view.at, view, newId)
    seats.set(key, { workspaceId: view.workspaceId, visitor: view.visitor, visit })
    return { ...view, id: newId(), visitId: visit.visitId, isEntry, isFirstOfPage }
  })
  return { views, seats: [...seats.values()] }
}

const seatKey = (seat: { workspaceId: string; visitor: number }) => `${seat.workspaceId} ${seat.visitor}`

async function findSeats(
  client: pg.PoolClient,
  arriving: readonly ArrivingView[],
): Promise<Map<string, Seat>> {
  const wanted = [...new Map(arriving.map((view) => [seatKey(view), view])).values()]
  type Row = { workspace_id: string; visitor: number; visit_id: string; last_at: Date; pages: number[] }
  const { rows } = await client.query<Row>({
    name: 'measure_find_seats',
    // In one order for all processes, so that two of them never wait for each other.
    text: `
      select seat.* from measure.visitor seat
      join unnest($1::uuid[], $2::bigint[]) as wanted (workspace_id, visitor) using (workspace_id, visitor)
      order by seat.workspace_id, seat.visitor for update of seat`,
    values: [wanted.map((view) => view.workspaceId), wanted.map((view) => view.visitor)],
  })
  return new Map(
    rows.map((row) => {
      const visit = { visitId: row.visit_id, lastAt: row.last_at, pages: row.pages }
      const seat = { workspaceId: row.workspace_id, visitor: row.visitor, visit }
      return [seatKey(seat), seat]
    }),
  )
}

// One statement: keeping three tables costs one round trip.
const keepStatement = `
  with kept as (
    insert into measure.page_view (workspace_id, id, at, visit_id, is_entry, host, path, referrer_host,
      utm_source, utm_medium, utm_campaign, link_code)
    select * from unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::uuid[], $5::bool[], $6::text[], $7::text[],
      $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])),
  seated as (
    insert into measure.visitor (workspace_id, visitor, visit_id, last_at, pages)
    select workspace_id, visitor, visit_id, last_at, pages::int[]
    from unnest($13::uuid[], $14::bigint[], $15::uuid[], $16::timestamptz[], $17::text[])
      as seat (workspace_id, visitor, visit_id, last_at, pages)
    on conflict (workspace_id, visitor) do update
      set visit_id = excluded.visit_id, last_at = excluded.last_at, pages = excluded.pages)
  insert into measure.visit_day (workspace_id, day, host, path, link_code, page_publication_id, page_piece_id,
    link_publication_id, link_piece_id, views, visits, entries)
  select sum.workspace_id, sum.day, sum.host, sum.path, sum.link_code, page.publication_id, page.piece_id,
    link.publication_id, link.piece_id, sum.views, sum.visits, sum.entries
  from unnest($18::uuid[], $19::date[], $20::text[], $21::text[], $22::text[], $23::int[], $24::int[], $25::int[])
    as sum (workspace_id, day, host, path, link_code, views, visits, entries)
  left join lateral (
    select publication_id, piece_id from measure.target
    where workspace_id = sum.workspace_id and host = sum.host and path = sum.path
    order by publication_id desc limit 1) as page on true
  left join lateral (
    select publication_id, piece_id from measure.target
    where workspace_id = sum.workspace_id and link_code = sum.link_code and sum.link_code <> ''
    limit 1) as link on true
  on conflict (workspace_id, day, host, path, link_code) do update set
    views = visit_day.views + excluded.views,
    visits = visit_day.visits + excluded.visits,
    entries = visit_day.entries + excluded.entries,
    page_publication_id = coalesce(excluded.page_publication_id, visit_day.page_publication_id),
    page_piece_id = coalesce(excluded.page_piece_id, visit_day.page_piece_id),
    link_publication_id = coalesce(excluded.link_publication_id, visit_day.link_publication_id),
    link_piece_id = coalesce(excluded.link_piece_id, visit_day.link_piece_id)`

const viewFields = [
  ...(['workspaceId', 'id', 'at', 'visitId', 'isEntry', 'host', 'path', 'referrerHost'] as const),
  ...(['utmSource', 'utmMedium', 'utmCampaign', 'linkCode'] as const),
]
const viewColumns = (views: readonly Viewed[]) => viewFields.map((name) => views.map((view) => view[name]))

function seatColumns(seats: readonly Seat[]) {
  const sorted = seats.toSorted((a, b) => (seatKey(a) < seatKey(b) ? -1 : 1))
  return [
    sorted.map((seat) => seat.workspaceId),
    sorted.map((seat) => seat.visitor),
    sorted.map(({ visit }) => visit.visitId),
    sorted.map(({ visit }) => visit.lastAt),
    sorted.map(({ visit }) => `{${visit.pages.join(',')}}`),
  ]
}

const sumFields = ['workspaceId', 'day', 'host', 'path', 'linkCode', 'views', 'visits', 'entries'] as const
type DaySum = Pick<Viewed, 'workspaceId' | 'day' | 'host' | 'path' | 'linkCode'> & {
  views: number
  visits: number
  entries: number
}

function dayColumns(views: readonly Viewed[]) {
  const sums = new Map<string, DaySum>()
  for (const { workspaceId, day, host, path, linkCode, isEntry, isFirstOfPage } of views) {
    const key = `${workspaceId}\n${day}\n${host}\n${path}\n${linkCode}`
    const sum = sums.get(key) ?? { workspaceId, day, host, path, linkCode, views: 0, visits: 0, entries: 0 }
    sum.views += 1
    sum.visits += isFirstOfPage ? 1 : 0
    sum.entries += isEntry ? 1 : 0
    sums.set(key, sum)
  }
  const rows = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
  return sumFields.map((name) => rows.map((row) => row[name]))
}

/** Makes sure that page views of this instant's month (UTC) have their partition. */
export async function ensureMonth(db: Transaction<DB>, at: Date): Promise<void> {
  await sql`select measure.ensure_month(${at.toISOString().slice(0, 10)}::date)`.execute(db)
}

/** The salt of a day (UTC), the same for all processes; drawn by whoever asks first. Salts of days gone are deleted. */
export async function saltOf(db: Transaction<DB>, day: string): Promise<Buffer> {
  await forgetBefore(db, day)
  await db
    .insertInto('measure.salt')
    .values({ day, salt: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { salt } = await db
    .selectFrom('measure.salt')
    .select('salt')
    .where('day', '=', day)
    .executeTakeFirstOrThrow()
  return salt
}

/** Deletes what could tell visitors of past days apart: their salts and their hashes. `day` is the current one (UTC). */
export async function forgetBefore(db: Transaction<DB>, day: string): Promise<void> {
  await db.deleteFrom('measure.salt').where('day', '<', day).execute()
  await sql`delete from measure.visitor where last_at < ${`${day}T00:00:00Z`}::timestamptz`.execute(db)
}
