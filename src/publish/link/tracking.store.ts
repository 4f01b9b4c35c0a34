import type { Call } from '../../kernel/call.ts'
import type { Day } from '../../kernel/calendar.ts'

/** By what a publication is recognised in measurement: the code of its link, and its address once it is live. */
export type Tracking = {
  publicationId: string
  pieceId: string
  channelName: string
  state: string
  publishedAt: Date | null
  liveUrl: string | null
  linkId: string
  linkCode: string
}

/** How the publications of a piece are recognised, oldest first. */
export function trackingOfPiece(call: Call, pieceId: string): Promise<Tracking[]> {
  return tracking(call).where('publication.pieceId', '=', pieceId).orderBy('publication.id').execute()
}

/** How one publication is recognised; undefined when it is not there (any more). */
export function findTracking(call: Call, publicationId: string): Promise<Tracking | undefined> {
  return tracking(call).where('publication.id', '=', publicationId).executeTakeFirst()
}

function tracking(call: Call) {
  return call.db
    .selectFrom('publish.publication as publication')
    .innerJoin('publish.channel as channel', (join) =>
      join
        .onRef('channel.workspaceId', '=', 'publication.workspaceId')
        .onRef('channel.id', '=', 'publication.channelId'),
    )
    .innerJoin('publish.shortLink as link', (join) =>
      join
        .onRef('link.workspaceId', '=', 'publication.workspaceId')
        .onRef('link.publicationId', '=', 'publication.id'),
    )
    .select([
      'publication.id as publicationId',
      'publication.pieceId',
      'channel.name as channelName',
      'publication.state',
      'publication.publishedAt',
      'publication.liveUrl',
      'link.id as linkId',
      'link.code as linkCode',
    ])
    .where('publication.workspaceId', '=', call.workspaceId)
}

/** Clicks on short links by publication and day, from one day to another (both included); days without any left out. */
export async function clicksByDay(
  call: Call,
  { publicationIds, from, to }: { publicationIds: readonly string[]; from: Day; to: Day },
): Promise<{ publicationId: string; day: Day; clicks: number }[]> {
  if (publicationIds.length === 0) return []
  return call.db
    .selectFrom('publish.shortLink as link')
    .innerJoin('publish.linkClickDay as click', (join) =>
      join.onRef('click.workspaceId', '=', 'link.workspaceId').onRef('click.linkId', '=', 'link.id'),
    )
    .select(['link.publicationId', 'click.day', 'click.clicks'])
    .where('link.workspaceId', '=', call.workspaceId)
    .where('link.publicationId', 'in', publicationIds)
    .where('click.day', '>=', from)
    .where('click.day', '<=', to)
    .orderBy('click.day')
    .execute()
}

/** Clicks on all short links of these pieces within the days, by piece; pieces without any are left out. */
export async function clicksOfPieces(
  call: Call,
  { pieceIds, from, to }: { pieceIds: readonly string[]; from: Day; to: Day },
): Promise<Map<string, number>> {
  if (pieceIds.length === 0) return new Map()
  const rows = await call.db
    .selectFrom('publish.publication as publication')
    .innerJoin('publish.shortLink as link', (join) =>
      join
        .onRef('link.workspaceId', '=', 'publication.workspaceId')
        .onRef('link.publicationId', '=', 'publication.id'),
    )
    .innerJoin('publish.linkClickDay as click', (join) =>
      join.onRef('click.workspaceId', '=', 'link.workspaceId').onRef('click.linkId', '=', 'link.id'),
    )
    .select((eb) => ['publication.pieceId', eb.fn.sum<number>('click.clicks').as('clicks')])
    .where('publication.workspaceId', '=', call.workspaceId)
    .where('publication.pieceId', 'in', pieceIds)
    .where('click.day', '>=', from)
    .where('click.day', '<=', to)
    .groupBy('publication.pieceId')
    .execute()
  return new Map(rows.map((row) => [row.pieceId, Number(row.clicks)]))
}
