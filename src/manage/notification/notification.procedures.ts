import { z } from 'zod'
import { everyMember } from '../../kernel/access/role.ts'
import { command, query } from '../../kernel/procedure.ts'
import { Done, Nothing } from '../person/person.schema.ts'
import { NotificationFilter, NotificationPage } from './notification.schema.ts'
import { countUnread, listNotifications, markRead } from './notification.store.ts'

export const notificationApi = {
  list: query({
    path: '/notifications',
    allow: everyMember,
    summary: 'The own notifications, newest first, and how many are unread.',
    input: NotificationFilter,
    output: NotificationPage,
    run: async (call, filter) => ({
      notifications: await listNotifications(call, filter),
      unread: await countUnread(call),
    }),
  }),
  // Having read something is no change anybody must account for: no audit row.
  markRead: command({
    path: '/notifications/read',
    allow: everyMember,
    audit: 'notification.mark_read',
    auditing: 'none',
    summary: 'Marks own notifications as read.',
    input: z.object({ ids: z.array(z.uuid()).min(1).max(100) }),
    output: Done,
    run: async (call, { ids }) => {
      await markRead(call, ids)
      return {}
    },
  }),
  markAllRead: command({
    path: '/notifications/all-read',
    allow: everyMember,
    audit: 'notification.mark_all_read',
    auditing: 'none',
    summary: 'Marks all own notifications as read.',
    input: Nothing,
    output: Done,
    run: async (call) => {
      await markRead(call, null)
      return {}
    },
  }),
}
