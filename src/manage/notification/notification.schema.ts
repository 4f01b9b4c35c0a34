import { z } from 'zod'
import { Instant } from '../../kernel/calendar.ts'

export const NotificationParams = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null()]),
)
export type NotificationParams = z.infer<typeof NotificationParams>

/** Something a person should know. The words belong to the slice that notifies, found by `kind`. */
export const Notification = z.object({
  id: z.uuid(),
  kind: z.string(),
  objectType: z.string().nullable(),
  objectId: z.uuid().nullable(),
  params: NotificationParams,
  createdAt: Instant,
  isRead: z.boolean(),
})
export type Notification = z.infer<typeof Notification>

export const NotificationFilter = z.object({
  onlyUnread: z.boolean().default(false),
  /** Goes on after this one. */
  before: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(30),
})
export const NotificationPage = z.object({ notifications: z.array(Notification), unread: z.int() })
