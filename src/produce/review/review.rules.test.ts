import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/access/actor.ts'
import { roles, type Role } from '../../kernel/access/role.ts'
import {
  doesCover,
  reviewStateOf,
  whyNotAsk,
  whyNotDecide,
  whyNotRequest,
  whyNotWithdraw,
} from './review.rules.ts'
import { ApprovalState } from './review.schema.ts'

const now = new Date('2026-11-23T08:00:00Z')
const later = new Date('2026-12-07T08:00:00Z')
const user = (userId: string, role: Role): Actor => ({
  kind: 'user',
  userId,
  memberId: userId,
  name: userId,
  role,
})
const guest: Actor = { kind: 'guest', grantId: 'g', email: 'g@x.test', name: 'Gast', objectId: 'p' }
const open = {
  state: 'requested' as ApprovalState,
  expiresAt: later,
  askedUserId: 'anna' as string | null,
  requestedBy: 'ben',
  isGuest: false,
  remindedAt: null,
  requestedAt: now,
}

describe('who decides', () => {
  test.each(roles)('as %s: the asked person and nobody else', (role) => {
    expect(whyNotDecide(open, user('anna', role), now)).toBeNull()
    expect(whyNotDecide(open, user('carla', role), now)).toBe('approval.not_asked')
  })

  test('a guest decides what a guest was asked, no member in their place', () => {
    const asked = { ...open, isGuest: true, askedUserId: null }
    expect(whyNotDecide(asked, guest, now)).toBeNull()
    expect(whyNotDecide(asked, user('ben', 'owner'), now)).toBe('approval.not_asked')
    expect(whyNotDecide(open, guest, now)).toBe('approval.not_asked')
  })

  test('once only, and in time only', () => {
    expect(whyNotDecide(open, user('anna', 'owner'), later)).toBe('approval.expired')
    for (const state of ApprovalState.options.filter((option) => option !== 'requested'))
      expect(whyNotDecide({ ...open, state }, user('anna', 'owner'), now)).not.toBeNull()
  })
})

test('asking: writers, for something written, people who may decide, oneself only as a leader', () => {
  expect(whyNotRequest(user('ben', 'author'), { isBlank: false })).toBeNull()
  expect(whyNotRequest(user('ben', 'viewer'), { isBlank: false })).toBe('approval.writers_only')
  expect(whyNotRequest(guest, { isBlank: false })).toBe('approval.writers_only')
  expect(whyNotRequest(user('ben', 'author'), { isBlank: true })).toBe('approval.nothing_written')
  const member = (role: Role, state = 'active') => ({ userId: 'anna', role, state })
  expect(whyNotAsk(member('approver'), user('ben', 'author'))).toBeNull()
  expect(whyNotAsk(member('author'), user('ben', 'owner'))).toBe('approval.role_cannot_decide')
  expect(whyNotAsk(member('approver', 'suspended'), user('ben', 'owner'))).toBe('approval.member_inactive')
  expect(whyNotAsk(member('editor'), user('anna', 'editor'))).toBe('approval.own_request')
  expect(whyNotAsk(member('owner'), user('anna', 'owner'))).toBeNull()
})

test('taking back: who asked, who approved, and editors', () => {
  expect(whyNotWithdraw(open, user('ben', 'author'), now)).toBeNull()
  expect(whyNotWithdraw(open, user('anna', 'approver'), now)).toBe('approval.not_yours')
  expect(whyNotWithdraw(open, user('eva', 'editor'), now)).toBeNull()
  const approved = { ...open, state: 'approved' as const }
  expect(whyNotWithdraw(approved, user('anna', 'approver'), now)).toBeNull()
  expect(whyNotWithdraw(approved, user('ben', 'author'), now)).toBe('approval.not_yours')
  expect(whyNotWithdraw({ ...approved, isGuest: true, askedUserId: null }, guest, now)).toBe(
    'approval.not_yours',
  )
  expect(whyNotWithdraw({ ...open, state: 'rejected' }, user('eva', 'editor'), now)).toBe('approval.not_open')
})

describe('an approval covers what was seen', () => {
  const blog = { channelName: 'Blog', slot: { date: '2026-12-01', time: '09:00', zone: 'Europe/Berlin' } }
  const xing = { channelName: 'XING', slot: null }
  const seen = { title: 'T', tree: { a: 1, b: 2 }, targets: [blog, xing] }

  test.each([
    ['the same', seen, true],
    ['the same in another order', { targets: [xing, blog], tree: { b: 2, a: 1 }, title: 'T' }, true],
    ['one place less', { ...seen, targets: [blog] }, true],
    ['another time', { ...seen, targets: [{ ...blog, slot: { ...blog.slot, time: '10:00' } }, xing] }, false],
    ['one place more', { ...seen, targets: [blog, xing, { channelName: 'Print', slot: null }] }, false],
    ['a time where there was none', { ...seen, targets: [blog, { ...xing, slot: blog.slot }] }, false],
    ['another title', { ...seen, title: 'U' }, false],
    ['another text', { ...seen, tree: { a: 1 } }, false],
  ])('%s', (_, present, covers) => expect(doesCover(seen, present)).toBe(covers))

  test('with place and time open it covers any of them, but no other text', () => {
    const unplanned = { ...seen, targets: [] }
    expect(doesCover(unplanned, seen)).toBe(true)
    expect(doesCover(unplanned, { ...seen, title: 'U' })).toBe(false)
  })
})

describe('where a piece stands', () => {
  const anApproval = fc.record({
    state: fc.constantFrom(...ApprovalState.options),
    expiresAt: fc.constantFrom(now, later),
    asked: fc.constantFrom('anna', 'ben', 'carla'),
    isCurrent: fc.boolean(),
  })

  test('approved only with a yes to this content, and without an open question or a no to it', () => {
    fc.assert(
      fc.property(fc.array(anApproval, { maxLength: 8 }), (approvals) => {
        const state = reviewStateOf(approvals, now)
        if (state === 'approved') {
          expect(approvals.some((approval) => approval.state === 'approved' && approval.isCurrent)).toBe(true)
          const newest = approvals.filter((approval) => approval.state !== 'withdrawn')
          const byPerson = [...Map.groupBy(newest, (approval) => approval.asked).values()].map(
            ([first]) => first,
          )
          expect(byPerson.some((approval) => approval?.state === 'rejected' && approval.isCurrent)).toBe(
            false,
          )
          expect(
            byPerson.some((approval) => approval?.state === 'requested' && approval.expiresAt > now),
          ).toBe(false)
        }
        expect(state === 'none').toBe(approvals.length === 0)
      }),
    )
  })
})
