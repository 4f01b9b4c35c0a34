import { expect, test } from 'vitest'
import { Refusal } from '../kernel/refusal.ts'
import { refusalMessage, refusalText } from '../kit/refusal.ts'
import { notificationWords } from './notifications.ts'
import { registerAllRefusals } from './refusals.ts'

test('refusals of every slice speak both languages once they are registered', () => {
  registerAllRefusals()
  for (const code of ['piece.stale', 'piece.not_found']) {
    expect(refusalText(code, 'de')).toBeTruthy()
    expect(refusalText(code, 'en')).toBeTruthy()
    expect(refusalText(code, 'de')).not.toBe(refusalText(code, 'en'))
  }
})

test('a code without a text falls back to its kind, a fault says that it is ours', () => {
  expect(refusalMessage(new Refusal('no.such_code', 'forbidden'), 'de')).toBe(
    'Dazu fehlt dir die Berechtigung.',
  )
  expect(refusalMessage(new Refusal('no.such_code', 'conflict'), 'en')).toContain('no.such_code')
  expect(refusalMessage(new TypeError('x is undefined'), 'de')).toContain('bei uns')
})

test('a notification of an unknown kind is not lost', () => {
  const unknown = { id: 'n', objectType: null, objectId: null, params: {}, createdAt: '', isRead: false }
  expect(notificationWords({ ...unknown, kind: 'no.such' }, 'de')).toBe('no.such')
  const asked = notificationWords(
    { ...unknown, kind: 'approval.requested', params: { by: 'Anna', title: 'X' } },
    'de',
  )
  expect(asked).not.toBe('approval.requested')
})
