import { newId } from '../../kernel/id.ts'
import type { testLeitstand } from '../../kernel/testing/harness.ts'
import { insertPieces } from '../../plan/index.ts'
import { produceApi } from '../../produce/api.ts'
import { channelApi } from '../channel/channel.procedures.ts'
import { provideConnectors } from '../channel/connectors.ts'
import { publishDue } from '../publication/engine.ts'
import type { Step } from '../publication/publication.schema.ts'
import { publicationApi } from '../publication/publication.procedures.ts'
import { fakePlatform } from './fakePlatform.ts'

type Leitstand = Awaited<ReturnType<typeof testLeitstand>>

/** A workspace with a connected blog, a manual channel and a written piece; the platform is in memory. */
export async function publishScene(
  leitstand: Leitstand,
  { approvalRequired = false, conclusive = true } = {},
) {
  const { app } = leitstand
  const platform = fakePlatform({ conclusive })
  provideConnectors(app, platform.connectors)
  const workspace = await leitstand.workspace()
  const { owner } = workspace
  await app.database.asSystem((db) =>
    db.updateTable('manage.workspace').set({ approvalRequired }).where('id', '=', workspace.id).execute(),
  )
  const blog = await owner.call(channelApi.connectWordPress, {
    name: 'Blog',
    address: `https://${newId()}.beispiel.test`,
    user: 'redaktion',
    secret: 'abcd efgh ijkl mnop',
  })
  const xing = await owner.call(channelApi.createManual, {
    name: 'XING',
    utmSource: 'xing',
    utmMedium: 'social',
    composeUrl: 'https://www.xing.com/spi/shares/new?url={url}',
  })

  const write = async (pieceId: string, text: string, baseVersion = 0) =>
    owner.call(produceApi.manuscript.save, {
      pieceId,
      baseVersion,
      tree: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }] },
      headline: '',
      slug: '',
      excerpt: '',
      featuredAssetId: null,
    })
  const piece = async (title = 'Hochbeete richtig anlegen', text = 'Zuerst die Erde.') => {
    const id = newId()
    await workspace.inside((call) =>
      insertPieces(call, [
        {
          id,
          title,
          status: 'in_progress',
          plannedOn: null,
          plannedPrecision: 'none',
          plannedTime: null,
          zone: 'Europe/Berlin',
          ownerMemberId: owner.memberId,
        },
      ]),
    )
    if (text !== '') await write(id, text)
    return id
  }
  const approve = async (pieceId: string) => {
    const asked = { kind: 'member', memberId: owner.memberId } as const
    const { id } = await owner.call(produceApi.review.request, { pieceId, asked })
    const { hash } = await owner.call(produceApi.review.show, { id })
    await owner.call(produceApi.review.decide, { id, hash, decision: 'approved' })
  }
  const plan = (pieceId: string, time = '09:30', channelId = blog.id) =>
    owner.call(publicationApi.plan, {
      pieceId,
      channelId,
      slot: { date: '2026-11-23', time, zone: 'Europe/Berlin' },
    })
  const read = async (pieceId: string) => {
    const [publication] = await owner.call(publicationApi.ofPiece, { pieceId })
    if (!publication) throw new Error('nothing planned')
    return publication
  }

  return {
    ...workspace,
    platform,
    blog,
    xing,
    piece,
    write,
    approve,
    plan,
    read,
    steps: async (pieceId: string): Promise<Step[]> =>
      (await read(pieceId)).timeline.map((entry) => entry.step),
    /** Lets the engine work at a time of the day in Berlin; answers how many rows it took up. */
    workAt: (time: string, date = '2026-11-23') => {
      app.clock.set(`${date}T${time.length === 5 ? `${time}:00` : time}+01:00`)
      return publishDue(app, platform.connectors, { spread: () => 0 })
    },
    notifications: () =>
      app.database.asSystem(async (db) => {
        const rows = await db
          .selectFrom('manage.notification')
          .select('kind')
          .where('workspaceId', '=', workspace.id)
          .orderBy('id')
          .execute()
        return rows.map((row) => row.kind)
      }),
    mails: () =>
      app.database.asSystem((db) =>
        db
          .selectFrom('kernel.mail')
          .select(['kind', 'subject', 'bodyText'])
          .where('workspaceId', '=', workspace.id)
          .orderBy('id')
          .execute(),
      ),
  }
}
