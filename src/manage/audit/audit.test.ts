import { expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { manageApi } from '../api.ts'

const { app, workspace } = await testLeitstand()
const { audit, workspace: workspaces, member: members } = manageApi

test('shows who changed what, by object, person, kind and day', async () => {
  const place = await workspace()
  const editor = await place.member('editor', 'Bernd Claasen')
  // 23:30 in Berlin on the 22nd is another day than in UTC half an hour later.
  app.clock.set('2026-11-22T22:30:00Z')
  await place.owner.call(workspaces.change, { version: 1, name: 'Neuer Name', approvalRequired: false })
  app.clock.set('2026-11-22T23:30:00Z')
  await place.owner.call(members.changeRole, { memberId: editor.memberId, version: 1, role: 'viewer' })

  const list = (filter: object) => place.owner.call(audit.list, filter).then(({ entries }) => entries)
  expect((await list({})).map(({ action }) => action)).toEqual(['member.change_role', 'workspace.change'])
  expect(await list({ objectId: editor.memberId })).toMatchObject([
    {
      actorLabel: place.owner.name,
      label: 'Bernd Claasen',
      before: { role: 'editor' },
      after: { role: 'viewer' },
      at: '2026-11-22T23:30:00.000Z',
    },
  ])
  expect((await list({ action: 'workspace' })).map(({ after }) => after)).toEqual([
    { name: 'Neuer Name', approvalRequired: false, version: 2 },
  ])
  expect(await list({ action: 'work' })).toEqual([])
  expect((await list({ from: '2026-11-23' })).map(({ action }) => action)).toEqual(['member.change_role'])
  expect((await list({ to: '2026-11-22' })).map(({ action }) => action)).toEqual(['workspace.change'])
  expect(await list({ userId: editor.userId })).toEqual([])
  const [newest] = await list({ limit: 1 })
  expect((await list({ before: newest!.id })).map(({ action }) => action)).toEqual(['workspace.change'])
})

test('is for leaders, of their workspace only', async () => {
  const place = await workspace()
  const other = await workspace()
  await place.owner.call(workspaces.change, { version: 1, name: 'Geheim' })
  await (await place.member('approver')).refuses(audit.list, {}, 'access.role')
  expect((await other.owner.call(audit.list, {})).entries).toEqual([])
})
