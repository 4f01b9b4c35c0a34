import type { Call } from '../../kernel/call.ts'
import { dayAt } from '../../kernel/calendar.ts'
import type { Database } from '../../kernel/db/database.ts'
import { newId, newShortCode } from '../../kernel/id.ts'
import { taggedAddress } from './link.rules.ts'

/** Mints the link of a publication as soon as it is planned: whatever happens later is counted under it. */
export async function mintLink(call: Call, publicationId: string): Promise<string> {
  const code = newShortCode(8)
  await call.db
    .insertInto('publish.shortLink')
    .values({
      workspaceId: call.workspaceId,
      id: newId(),
      code,
      publicationId,
      createdAt: call.now,
      updatedAt: call.now,
    })
    .execute()
  return code
}

/** The code of a publication. */
export async function linkCodeOf(call: Call, publicationId: string): Promise<string> {
  const { code } = await call.db
    .selectFrom('publish.shortLink')
    .select('code')
    .where('workspaceId', '=', call.workspaceId)
    .where('publicationId', '=', publicationId)
    .executeTakeFirstOrThrow()
  return code
}

/** Says where a link leads; empty: back to the live address. */
export async function setTarget(call: Call, publicationId: string, targetUrl: string): Promise<void> {
  await call.db
    .updateTable('publish.shortLink')
    .set((eb) => ({ targetUrl, updatedAt: call.now, version: eb('version', '+', 1) }))
    .where('workspaceId', '=', call.workspaceId)
    .where('publicationId', '=', publicationId)
    .execute()
}

export type FoundLink = { workspaceId: string; linkId: string; zone: string; address: string | null }

/**
 * Where a code leads now: the address a person gave, else the live address of the publication, else that of the
 * article of the same piece. Null address: nothing is online yet. Looks over all workspaces: the code names none.
 */
export function findLink(database: Database, code: string): Promise<FoundLink | null> {
  return database.asSystem(
    async (db) => {
      const row = await db
        .selectFrom('publish.shortLink as link')
        .innerJoin('publish.publication as publication', (join) =>
          join
            .onRef('publication.workspaceId', '=', 'link.workspaceId')
            .onRef('publication.id', '=', 'link.publicationId'),
        )
        .innerJoin('publish.channel as channel', (join) =>
          join
            .onRef('channel.workspaceId', '=', 'publication.workspaceId')
            .onRef('channel.id', '=', 'publication.channelId'),
        )
        .innerJoin('plan.piece as piece', (join) =>
          join
            .onRef('piece.workspaceId', '=', 'publication.workspaceId')
            .onRef('piece.id', '=', 'publication.pieceId'),
        )
        .innerJoin('manage.workspace as workspace', 'workspace.id', 'link.workspaceId')
        .leftJoin('plan.campaign as campaign', (join) =>
          join
            .onRef('campaign.workspaceId', '=', 'piece.workspaceId')
            .onRef('campaign.id', '=', 'piece.campaignId'),
        )
        .select([
          'link.workspaceId',
          'link.id as linkId',
          'link.targetUrl',
          'publication.liveUrl',
          'publication.pieceId',
          'channel.kind',
          'channel.utmSource',
          'channel.utmMedium',
          'campaign.utmName',
          'piece.number',
          'workspace.zone',
        ])
        .where('link.code', '=', code)
        .where('workspace.deletedAt', 'is', null)
        .executeTakeFirst()
      if (!row) return null
      // A post on XING leads to the article, not to itself.
      const own = row.kind === 'manual' ? null : row.liveUrl
      const article =
        row.targetUrl !== '' || own !== null
          ? null
          : await db
              .selectFrom('publish.publication as publication')
              .innerJoin('publish.channel as channel', (join) =>
                join
                  .onRef('channel.workspaceId', '=', 'publication.workspaceId')
                  .onRef('channel.id', '=', 'publication.channelId'),
              )
              .select('publication.liveUrl')
              .where('publication.workspaceId', '=', row.workspaceId)
              .where('publication.pieceId', '=', row.pieceId)
              .where('publication.state', '=', 'published')
              .where('channel.kind', '<>', 'manual')
              .where('publication.liveUrl', 'is not', null)
              .orderBy('publication.publishedAt')
              .limit(1)
              .executeTakeFirst()
      const target = row.targetUrl || own || article?.liveUrl || row.liveUrl
      const utm = {
        source: row.utmSource,
        medium: row.utmMedium,
        campaign: row.utmName ?? `beitrag-${row.number}`,
        content: `beitrag-${row.number}`,
        id: code,
      }
      const address = target ? taggedAddress(target, utm) : null
      return { workspaceId: row.workspaceId, linkId: row.linkId, zone: row.zone, address }
    },
    { readOnly: true },
  )
}

/** Counts a click: a raw row and the day's sum. Nothing about who clicked. */
export function countClick(
  database: Database,
  link: FoundLink,
  at: Date,
  referrerHost: string,
): Promise<void> {
  return database.inWorkspace(link.workspaceId, async (db) => {
    const { workspaceId, linkId, zone } = link
    await db
      .insertInto('publish.linkClick')
      .values({ workspaceId, id: newId(), linkId, at, referrerHost })
      .execute()
    await db
      .insertInto('publish.linkClickDay')
      .values({ workspaceId, linkId, day: dayAt(at, zone), clicks: 1 })
      .onConflict((conflict) =>
        conflict
          .columns(['workspaceId', 'linkId', 'day'])
          .doUpdateSet((eb) => ({ clicks: eb('publish.linkClickDay.clicks', '+', 1) })),
      )
      .execute()
  })
}

export type ClicksOfDay = { publicationId: string; pieceId: string; day: string; clicks: number }

/** Clicks by day of all publications of pieces, oldest first; for slice measure. */
export async function clicksByDay(
  call: Call,
  pieceIds: readonly string[],
  from: string,
  to: string,
): Promise<ClicksOfDay[]> {
  if (pieceIds.length === 0) return []
  return call.db
    .selectFrom('publish.linkClickDay as click')
    .innerJoin('publish.shortLink as link', (join) =>
      join.onRef('link.workspaceId', '=', 'click.workspaceId').onRef('link.id', '=', 'click.linkId'),
    )
    .innerJoin('publish.publication as publication', (join) =>
      join
        .onRef('publication.workspaceId', '=', 'link.workspaceId')
        .onRef('publication.id', '=', 'link.publicationId'),
    )
    .select(['publication.id as publicationId', 'publication.pieceId', 'click.day', 'click.clicks'])
    .where('click.workspaceId', '=', call.workspaceId)
    .where('publication.pieceId', 'in', [...pieceIds])
    .where('click.day', '>=', from)
    .where('click.day', '<=', to)
    .orderBy('click.day')
    .execute()
}
