import { userIdOf } from '../../kernel/access/actor.ts'
import type { Role } from '../../kernel/access/role.ts'
import type { Call } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { announce } from '../../kernel/live.ts'
import { queueMail } from '../../kernel/mail/mail.ts'
import type { MailBody } from '../../kernel/mail/mailBody.ts'
import type { Language } from '../../kernel/text/text.ts'
import { personOrRefuse } from '../person/member.store.ts'
import { NotificationParams, type Notification } from './notification.schema.ts'

export type NewNotification = {
  /** Accounts; members without one (still invited) cannot be told. */
  userIds?: readonly string[]
  memberIds?: readonly string[]
  /** Everybody with one of these roles. */
  memberRoles?: readonly Role[]
  /** Names the text: `approval.requested`. */
  kind: string
  objectType?: string
  objectId?: string
  params?: NotificationParams
  /** For what must not wait until somebody looks: the mail, in the language of the reader. */
  mail?(reader: { name: string; language: Language; zone: string }): MailBody
}

/**
 * Tells active members something, in the app and, when `mail` is given, by mail too; once each, however often they
 * are named. Who caused it is not told what they did. Answers how many were told.
 */
export async function notify(call: Call, notification: NewNotification): Promise<number> {
  const { kind, objectType, objectId, params = {}, mail } = notification
  const readers = await readersOf(call, notification)
  if (readers.length === 0) return 0
  await call.db
    .insertInto('manage.notification')
    .values(
      readers.map(({ userId }) => ({
        workspaceId: call.workspaceId,
        id: newId(),
        userId,
        kind,
        objectType: objectType ?? null,
        objectId: objectId ?? null,
        params: JSON.stringify(params),
        createdAt: call.now,
      })),
    )
    .execute()
  if (mail)
    for (const reader of readers)
      await queueMail(call, { ...mail(reader), kind, to: { address: reader.email, name: reader.name } })
  await announce(call.db, {
    workspaceId: call.workspaceId,
    action: 'notification.create',
    objectId: objectId ?? null,
    byUserId: null,
  })
  return readers.length
}

async function readersOf(call: Call, { userIds = [], memberIds = [], memberRoles = [] }: NewNotification) {
  const rows = await call.db
    .selectFrom('manage.member as m')
    .innerJoin('identity.user as u', 'u.id', 'm.userId')
    .select(['u.id as userId', 'u.email', 'u.name', 'u.language', 'u.zone', 'm.id as memberId', 'm.role'])
    .where('m.workspaceId', '=', call.workspaceId)
    .where('m.state', '=', 'active')
    .execute()
  const self = userIdOf(call.actor)
  return rows
    .filter(({ userId, memberId, role }) => {
      if (userId === self) return false
      return userIds.includes(userId) || memberIds.includes(memberId) || memberRoles.includes(role as Role)
    })
    .map((row) => ({ ...row, language: row.language as Language }))
}

type Page = { onlyUnread: boolean; before?: string | undefined; limit: number }

/** The caller's own notifications, newest first. */
export async function listNotifications(
  call: Call,
  { onlyUnread, before, limit }: Page,
): Promise<Notification[]> {
  let rows = call.db
    .selectFrom('manage.notification')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('userId', '=', personOrRefuse(call).userId)
    .orderBy('id', 'desc')
    .limit(limit)
  if (onlyUnread) rows = rows.where('readAt', 'is', null)
  if (before !== undefined) rows = rows.where('id', '<', before)
  return (await rows.execute()).map((row) => ({
    id: row.id,
    kind: row.kind,
    objectType: row.objectType,
    objectId: row.objectId,
    params: NotificationParams.parse(row.params),
    createdAt: row.createdAt.toISOString(),
    isRead: row.readAt !== null,
  }))
}

/** How many of the caller's notifications are unread. */
export async function countUnread(call: Call): Promise<number> {
  const { unread } = await call.db
    .selectFrom('manage.notification')
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('workspaceId', '=', call.workspaceId)
    .where('userId', '=', personOrRefuse(call).userId)
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return unread
}

/** Marks the caller's notifications as read: those with these ids, or all of them. */
export async function markRead(call: Call, ids: readonly string[] | null): Promise<void> {
  let marking = call.db
    .updateTable('manage.notification')
    .set({ readAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('userId', '=', personOrRefuse(call).userId)
    .where('readAt', 'is', null)
  if (ids !== null) marking = marking.where('id', 'in', ids)
  await marking.execute()
}
