import type { Notification } from '../manage/notification/notification.schema.ts'

/** Where a notification leads within the workspace; null when there is nothing to open. */
export function notificationAddress({ objectType, objectId, params }: Notification): string | null {
  const pieceId = objectType === 'piece' ? objectId : params['pieceId']
  if (typeof pieceId === 'string') return `/pieces/${pieceId}`
  if (objectType === 'approval') return '/produce/reviews'
  if (objectType === 'publication') return '/publish'
  if (objectType === 'channel') return '/publish/channels'
  if (objectType === 'member' || objectType === 'invitation') return '/manage/members'
  return null
}
