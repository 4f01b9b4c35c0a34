import { beforeEach, expect, test } from 'vitest'
import { mailBody } from '../../kernel/mail/mailBody.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { manageApi } from '../api.ts'
import { notify } from '../index.ts'

const { workspace } = await testLeitstand()
const { notification: notifications } = manageApi

let place: Awaited<ReturnType<typeof workspace>>
beforeEach(async () => {
  place = await workspace()
})

test('tells each person once, in the app and by mail, and not the one who caused it', async () => {
  const editor = await place.member('editor')
  const author = await place.member('author')
  const told = await place.inside(
    (call) =>
      notify(call, {
        userIds: [editor.userId, editor.userId, place.owner.userId],
        memberIds: [editor.memberId],
        memberRoles: ['editor', 'owner'],
        kind: 'approval.requested',
        objectType: 'piece',
        objectId: place.id,
        params: { title: 'Herbstfest' },
        mail: ({ name, language }) =>
          mailBody({ subject: `${language}: Freigabe`, paragraphs: [`Hallo ${name}`], footer: 'Leitstand' }),
      }),
    place.owner,
  )
  expect(told).toBe(1)
  const seen = await editor.call(notifications.list, {})
  expect(seen).toMatchObject({
    unread: 1,
    notifications: [
      { kind: 'approval.requested', objectType: 'piece', params: { title: 'Herbstfest' }, isRead: false },
    ],
  })
  expect(await author.call(notifications.list, {})).toEqual({ unread: 0, notifications: [] })
  const { mails } = await place.owner.call(manageApi.outbox.list, {})
  expect(mails).toMatchObject([{ kind: 'approval.requested', subject: 'de: Freigabe', toName: editor.name }])
})

test('are read one by one or all at once, newest first, page by page, each person their own', async () => {
  const editor = await place.member('editor')
  const other = await place.member('viewer')
  for (let n = 0; n < 5; n++)
    await place.inside((call) =>
      notify(call, { memberRoles: ['editor', 'viewer'], kind: 'piece.assigned', params: { n } }),
    )
  const first = await editor.call(notifications.list, { limit: 2 })
  expect(first.notifications.map(({ params }) => params.n)).toEqual([4, 3])
  const second = await editor.call(notifications.list, { limit: 2, before: first.notifications.at(-1)!.id })
  expect(second.notifications.map(({ params }) => params.n)).toEqual([2, 1])

  await other.call(notifications.markRead, { ids: first.notifications.map(({ id }) => id) })
  expect((await editor.call(notifications.list, {})).unread).toBe(5)
  await editor.call(notifications.markRead, { ids: [first.notifications[0]!.id] })
  expect((await editor.call(notifications.list, { onlyUnread: true })).notifications).toHaveLength(4)
  await editor.call(notifications.markAllRead, {})
  expect((await editor.call(notifications.list, {})).unread).toBe(0)
  expect((await other.call(notifications.list, {})).unread).toBe(5)
})

test('are not sent to people who are not active', async () => {
  const editor = await place.member('editor')
  await place.owner.call(manageApi.member.suspend, { memberId: editor.memberId, version: 1 })
  expect(await place.inside((call) => notify(call, { userIds: [editor.userId], kind: 'x' }))).toBe(0)
})
