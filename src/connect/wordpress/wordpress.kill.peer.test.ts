import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { slotAt } from '../../kernel/calendar.ts'
import { newId, newShortCode } from '../../kernel/id.ts'
import { createOutside } from '../../kernel/outside/outside.ts'
import { testDatabase } from '../../kernel/testing/database.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { insertPieces } from '../../plan/index.ts'
import { produceApi } from '../../produce/api.ts'
import { publishApi } from '../../publish/api.ts'
import { provideConnectors } from '../../publish/index.ts'
import { peerEnvironment } from './testing/peer.ts'
import { basicAuthorization } from './wordpress.api.ts'
import { createWordPressConnector } from './wordpress.connector.ts'

// T14–T16 with nothing faked: a process that publishes on a real WordPress is killed by SIGKILL, another goes on.
const peer = peerEnvironment()
const { channel, publication } = publishApi

describe.skipIf(peer === null)(
  'kill -9 while publishing on a real WordPress (needs peers/wordpress.sh start)',
  () => {
    const { WP_URL = 'http://127.0.0.1:9', WP_USER = '', WP_APP_PASSWORD = '' } = peer ?? {}
    const allowedHost = new URL(WP_URL).host
    const outside = createOutside({ allowedHosts: new Set([allowedHost]) })
    let leitstand: Awaited<ReturnType<typeof testLeitstand>>

    beforeAll(async () => {
      leitstand = await testLeitstand()
      // The publishing process lives in real time, and so does what is planned for it.
      leitstand.app.clock.set(new Date())
      provideConnectors(leitstand.app, new Map([['wordpress', createWordPressConnector(outside)]]))
    })

    async function articlesNamed(slug: string): Promise<{ status: string }[]> {
      const query = `rest_route=/wp/v2/posts&slug=${slug}&status=any&context=edit`
      const answer = await outside.ask({
        url: `${WP_URL}/?${query}`,
        headers: { authorization: basicAuthorization(WP_USER, WP_APP_PASSWORD) },
      })
      return JSON.parse(answer.text())
    }

    async function publisher(dieAfter: number | 'answered' | null) {
      const orders = { connection: await testDatabase(), allowedHost, dieAfter }
      const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/publisher.ts')], {
        env: { ...process.env, PUBLISHER_ORDERS: JSON.stringify(orders) },
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(child.stdout, 'data')
      return child
    }

    async function plannedForNow() {
      const workspace = await leitstand.workspace()
      const { owner } = workspace
      await leitstand.app.database.asSystem((db) =>
        db
          .updateTable('manage.workspace')
          .set({ approvalRequired: false })
          .where('id', '=', workspace.id)
          .execute(),
      )
      const access = { address: WP_URL, user: WP_USER, secret: WP_APP_PASSWORD }
      const { id: channelId } = await owner.call(channel.connectWordPress, { name: 'Blog', ...access })
      const pieceId = newId()
      const slug = `abbruch-${newShortCode()}`
      const nothing = { plannedOn: null, plannedTime: null, plannedPrecision: 'none' } as const
      await workspace.inside((call) =>
        insertPieces(call, [
          { id: pieceId, title: `Abbruch ${slug}`, status: 'approved', zone: 'Europe/Berlin', ...nothing },
        ]),
      )
      await owner.call(produceApi.manuscript.save, {
        pieceId,
        baseVersion: 0,
        tree: {
          type: 'doc',
          content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Nur einmal.' }] }],
        },
        headline: '',
        slug,
        excerpt: '',
        featuredAssetId: null,
      })
      const slot = slotAt(leitstand.app.clock.now(), 'Europe/Berlin')
      await owner.call(publication.plan, { pieceId, channelId, slot })
      const read = async () => (await owner.call(publication.ofPiece, { pieceId }))[0]
      return { slug, read }
    }

    it.each([0, 5, 60, 'answered'] as const)(
      'killed %s: exactly one article, and we know it',
      async (dieAfter) => {
        const { slug, read } = await plannedForNow()
        const dying = await publisher(dieAfter)
        const [, signal] = (await once(dying, 'exit')) as [number | null, string | null]
        expect(signal).toBe('SIGKILL')
        expect((await read())?.state).toBe('committing')

        const heir = await publisher(null)
        try {
          await vi.waitFor(async () => expect((await read())?.state).toBe('published'), {
            timeout: 60_000,
            interval: 200,
          })
        } finally {
          heir.kill('SIGKILL')
        }
        expect((await articlesNamed(slug)).map((article) => article.status)).toEqual(['publish'])
        const found = await read()
        expect((await outside.ask({ url: found?.liveUrl ?? '' })).text()).toContain('Nur einmal.')
        expect(found?.timeline.map((entry) => entry.step)).toContain('unconfirmed')
      },
    )
  },
)
