import type { Call } from '../../kernel/call.ts'

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
