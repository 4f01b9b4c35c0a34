import { describe, expect, it } from 'vitest'
import { roles } from '../../kernel/access/role.ts'
import { whyNotInvite, whyNotManage } from './member.rules.ts'
import { memberActions, memberStates } from './member.schema.ts'
import { initialsOf, nameOfAddress } from './person.rules.ts'

const owner = { memberId: 'o', role: 'owner' } as const
const manager = { memberId: 'm', role: 'manager' } as const

describe('who may do what to a member', () => {
  it.each(memberActions)('%s: the last owner stays', (action) => {
    const next = action === 'changeRole' ? ('editor' as const) : undefined
    const reason = whyNotManage(action, { memberId: 'x', role: 'owner', state: 'active' }, owner, 1, next)
    expect(reason).toBe(action === 'resume' ? 'member.wrong_state' : 'member.last_owner')
  })
  it('lets an owner leave when another stays', () => {
    expect(whyNotManage('remove', { ...owner, state: 'active' }, owner, 2)).toBeNull()
    expect(whyNotManage('changeRole', { ...owner, state: 'active' }, owner, 2, 'viewer')).toBeNull()
  })
  it('keeps managers away from owners, in both directions', () => {
    expect(whyNotManage('remove', { memberId: 'x', role: 'owner', state: 'active' }, manager, 3)).toBe(
      'member.owners_only',
    )
    expect(
      whyNotManage('changeRole', { memberId: 'x', role: 'editor', state: 'active' }, manager, 3, 'owner'),
    ).toBe('member.owners_only')
    expect(whyNotInvite('owner', manager)).toBe('member.owners_only')
    expect(whyNotInvite('owner', owner)).toBeNull()
    expect(whyNotInvite('manager', manager)).toBeNull()
  })
  it('does nothing to somebody who left, whoever asks', () => {
    for (const action of memberActions)
      for (const role of roles)
        expect(whyNotManage(action, { memberId: 'x', role, state: 'removed' }, owner, 5, 'editor')).toBe(
          'member.wrong_state',
        )
  })
  it('never leaves a workspace without an owner who can sign in', () => {
    for (const action of memberActions)
      for (const state of memberStates)
        for (const next of roles) {
          const allowed =
            whyNotManage(action, { memberId: 'x', role: 'owner', state }, owner, 1, next) === null
          const losesLast =
            state === 'active' && (action === 'remove' || action === 'suspend' || next !== 'owner')
          expect(allowed && losesLast).toBe(false)
        }
  })
  it('keeps people from suspending themselves', () => {
    expect(whyNotManage('suspend', { ...manager, state: 'active' }, manager, 1)).toBe('member.self')
  })
})

describe('names', () => {
  it.each([
    ['Anna Berger', 'AB'],
    ['anna', 'A'],
    ['Änne von der Öhe', 'ÄÖ'],
    ['anna.berger@beispiel.test', 'AB'],
    ['李 小龙', '李小'],
    ['', ''],
  ])('%s → %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials)
  })
  it('makes a name of an address', () => {
    expect(nameOfAddress('anna-lena.berger@beispiel.test')).toBe('Anna Lena Berger')
  })
})
