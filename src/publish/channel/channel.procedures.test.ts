import { describe, expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { publishScene } from '../testing/scene.ts'
import { channelApi } from './channel.procedures.ts'
import type { Connected } from './port.ts'

const leitstand = await testLeitstand()
const access = { address: 'https://blog.beispiel.test', user: 'redaktion', secret: 'geheim geheim geheim' }

/** A scene whose site does something before it answers. */
async function sceneWith(meanwhile: (scene: Awaited<ReturnType<typeof publishScene>>) => Promise<unknown>) {
  const scene = await publishScene(leitstand)
  const { connector } = scene.platform
  const connect = connector.connect
  connector.connect = async (asked): Promise<Connected> => {
    connector.connect = connect
    await meanwhile(scene)
    return connect(asked)
  }
  return scene
}

describe('asking the site', () => {
  test('holds neither a lock on the channel nor a connection while it waits', async () => {
    const pool = leitstand.app.database.pool
    let busy = -1
    const { owner, blog } = await sceneWith(async (scene) => {
      busy = pool.totalCount - pool.idleCount
      // Would wait for ever if the test held the row.
      const { version } = await scene.owner.call(channelApi.show, { id: scene.blog.id })
      await scene.owner.call(channelApi.change, { id: scene.blog.id, version, name: 'Magazin' })
    })
    const tested = await owner.call(channelApi.test, { id: blog.id })
    expect(tested).toMatchObject({ name: 'Magazin', state: 'connected', version: blog.version + 2 })
    expect(busy).toBe(0)
  })

  test('answers nothing about credentials that were replaced meanwhile', async () => {
    const { owner, blog } = await sceneWith((scene) =>
      scene.owner.call(channelApi.reconnect, {
        id: scene.blog.id,
        ...access,
        address: scene.blog.account?.address ?? '',
      }),
    )
    await owner.refuses(channelApi.test, { id: blog.id }, 'channel.stale')
  })

  test('that refuses makes no channel', async () => {
    const { owner, platform } = await publishScene(leitstand)
    platform.connector.connect = async () => ({ ok: false, key: 'wordpress.password_refused' })
    await owner.refuses(
      channelApi.connectWordPress,
      { name: 'Zweites', ...access },
      'wordpress.password_refused',
    )
    expect((await owner.call(channelApi.list, {})).map(({ name }) => name)).toEqual(['Blog', 'XING'])
  })
})

test('a paused channel stays paused when it gets new credentials', async () => {
  const { owner, blog } = await publishScene(leitstand)
  const paused = await owner.call(channelApi.pause, { id: blog.id, version: blog.version, isPaused: true })
  const address = blog.account?.address ?? ''
  const again = await owner.call(channelApi.reconnect, { id: blog.id, ...access, address })
  expect([paused.state, again.state]).toEqual(['paused', 'paused'])
  expect(again.accessUser).toBe('redaktion')
})

test('a channel is not handed over to another site', async () => {
  const { owner, blog } = await publishScene(leitstand)
  await owner.refuses(
    channelApi.reconnect,
    { id: blog.id, ...access, address: 'https://anderswo.beispiel.test' },
    'channel.other_account',
  )
})

test('standard categories that the site no longer has are dropped; unreadable ones stay', async () => {
  const { owner, blog, platform } = await publishScene(leitstand)
  const { id, version } = blog
  await owner.call(channelApi.change, { id, version, defaultCategoryIds: ['4'] })
  platform.connector.categories = async () => ({ kind: 'transient', key: 'wordpress.unreachable' })
  expect((await owner.call(channelApi.test, { id })).defaultCategoryIds).toEqual(['4'])
  platform.connector.categories = async () => [{ id: '5', name: 'Neu', parentId: null }]
  const tested = await owner.call(channelApi.test, { id })
  expect(tested.defaultCategoryIds).toEqual([])
  expect(tested.categories).toEqual([{ id: '5', name: 'Neu', parentId: null }])
})

test('the secret is in no answer and no audit row', async () => {
  const { owner, inside, member } = await publishScene(leitstand)
  const made = await owner.call(channelApi.connectWordPress, { name: 'Zweites', ...access })
  const seen = await (await member('viewer')).call(channelApi.list, {})
  const rows = await inside((call) => call.db.selectFrom('kernel.audit').selectAll().execute())
  expect(JSON.stringify([made, seen, rows])).not.toMatch(/geheim|sealed/i)
})
