import { beforeEach, describe, expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { manageApi } from '../api.ts'
import { memberOrRefuse } from '../index.ts'
import { accountDoor } from './door.ts'

const { app, workspace } = await testLeitstand()
const door = accountDoor(app)
const { member: members } = manageApi

let place: Awaited<ReturnType<typeof workspace>>
beforeEach(async () => {
  place = await workspace()
})
const at = async (memberId: string) => {
  const { version } = await place.inside((call) => memberOrRefuse(call, memberId))
  return { memberId, version }
}

describe('members', () => {
  test('are listed for everybody; addresses and actions only for those who lead', async () => {
    const editor = await place.member('editor', 'Bernd Claasen')
    const seen = await editor.call(members.list, {})
    expect(seen.members).toHaveLength(2)
    expect(seen.members.every(({ email }) => email === null)).toBe(true)
    expect(seen.members.every(({ may }) => may.remove === 'access.role')).toBe(true)
    const shown = await place.owner.call(members.list, {})
    expect(shown.members.find(({ memberId }) => memberId === editor.memberId)).toMatchObject({
      name: 'Bernd Claasen',
      initials: 'BC',
      email: `${editor.userId}@beispiel.test`,
      may: { changeRole: null, suspend: null, resume: 'member.wrong_state', remove: null },
    })
  })

  test('get another role, which counts with their next request, and an audit row says who gave it', async () => {
    const editor = await place.member('editor')
    await place.owner.call(members.changeRole, { ...(await at(editor.memberId)), role: 'viewer' })
    const account = { kind: 'account', userId: editor.userId, name: '', email: '' } as const
    expect((await door.member(account, place.id))?.actor.role).toBe('viewer')
    expect(await place.audit(editor.memberId)).toEqual(['member.change_role'])
  })

  test('who are suspended or removed are out at once, and back only when let in (R28, R33)', async () => {
    const editor = await place.member('editor')
    const account = { kind: 'account', userId: editor.userId, name: '', email: '' } as const
    await place.owner.call(members.suspend, await at(editor.memberId))
    expect(await door.member(account, place.id)).toBeNull()
    await place.owner.call(members.resume, await at(editor.memberId))
    expect((await door.member(account, place.id))?.actor.memberId).toBe(editor.memberId)
    await place.owner.call(members.remove, await at(editor.memberId))
    expect(await door.member(account, place.id)).toBeNull()
    await place.owner.refuses(members.resume, await at(editor.memberId), 'member.wrong_state')
    expect((await place.owner.call(members.list, {})).members.map(({ memberId }) => memberId)).not.toContain(
      editor.memberId,
    )
    expect((await place.inside((call) => memberOrRefuse(call, editor.memberId))).name).toBe(editor.name)
  })

  test('cannot be managed by editors, nor owners by managers', async () => {
    const editor = await place.member('editor')
    const manager = await place.member('manager')
    const owner = await at(place.owner.memberId)
    await editor.refuses(members.remove, await at(manager.memberId), 'access.role')
    await manager.refuses(members.remove, owner, 'member.owners_only')
    await manager.refuses(
      members.changeRole,
      { ...(await at(editor.memberId)), role: 'owner' },
      'member.owners_only',
    )
  })

  test('of another workspace look like nobody', async () => {
    const other = await workspace('Nebenan AG')
    const foreign = { memberId: other.owner.memberId, version: 1 }
    await place.owner.refuses(members.remove, foreign, 'member.not_found')
    const account = { kind: 'account', userId: other.owner.userId, name: '', email: '' } as const
    expect(await door.member(account, place.id)).toBeNull()
    expect(await door.member(account, 'gibt-es-nicht')).toBeNull()
  })

  test('a stale change is refused', async () => {
    const editor = await place.member('editor')
    const before = await at(editor.memberId)
    await place.owner.call(members.changeRole, { ...before, role: 'viewer' })
    await place.owner.refuses(members.changeRole, { ...before, role: 'author' }, 'member.stale')
  })
})

describe('the last owner', () => {
  test('cannot be removed, suspended or made something else', async () => {
    const owner = await at(place.owner.memberId)
    await place.owner.refuses(members.remove, owner, 'member.last_owner')
    await place.owner.refuses(members.suspend, owner, 'member.last_owner')
    await place.owner.refuses(members.changeRole, { ...owner, role: 'manager' }, 'member.last_owner')
  })

  test('is left when two owners remove each other at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const here = await workspace()
      const second = await here.member('owner')
      const outcomes = await Promise.allSettled([
        here.owner.call(members.remove, { memberId: second.memberId, version: 1 }),
        second.call(members.remove, { memberId: here.owner.memberId, version: 1 }),
      ])
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    }
  })
})

test('a deleted workspace has no door', async () => {
  await app.database.asSystem((db) =>
    db
      .updateTable('manage.workspace')
      .set({ deletedAt: app.clock.now() })
      .where('id', '=', place.id)
      .execute(),
  )
  const account = { kind: 'account', userId: place.owner.userId, name: '', email: '' } as const
  expect(await door.member(account, place.id)).toBeNull()
})
