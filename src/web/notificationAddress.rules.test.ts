import { expect, test } from 'vitest'
import { notificationAddress } from './notificationAddress.rules.ts'

const about = (objectType: string | null, objectId: string | null, params = {}) => ({
  id: 'n',
  kind: 'k',
  objectType,
  objectId,
  params,
  createdAt: '2026-01-01T00:00:00Z',
  isRead: false,
})

test.each([
  [about('piece', 'p1'), '/pieces/p1'],
  [about('approval', 'a1', { pieceId: 'p2' }), '/pieces/p2'],
  [about('approval', 'a1'), '/produce/reviews'],
  [about('channel', 'c1'), '/publish/channels'],
  [about(null, null), null],
])('leads to what it is about', (notification, address) =>
  expect(notificationAddress(notification)).toBe(address),
)
