import { Text, UnstyledButton } from '@mantine/core'
import { useFormat, useLanguage, useText } from '../../kit/language.tsx'
import type { Notification } from '../../manage/notification/notification.schema.ts'
import { notificationWords } from '../notifications.ts'
import { webText } from '../text.ts'
import classes from './NotificationList.module.css'

/** The notifications as a list, the unread ones marked. */
export function NotificationList(props: {
  notifications: readonly Notification[]
  onOpen(one: Notification): void
}) {
  const { notifications, onOpen } = props
  const t = useText(webText)
  const language = useLanguage()
  const format = useFormat()
  if (notifications.length === 0)
    return (
      <div className={classes.nothing}>
        <Text size="sm" fw={550}>
          {t('bell.nothing')}
        </Text>
        <Text size="sm" c="dimmed">
          {t('bell.nothingHint')}
        </Text>
      </div>
    )
  return (
    <ul className={classes.list}>
      {notifications.map((notification) => (
        <li key={notification.id}>
          <UnstyledButton
            className={classes.item}
            data-unread={!notification.isRead || undefined}
            onClick={() => onOpen(notification)}
          >
            <span>{notificationWords(notification, language)}</span>
            <span className={classes.when}>{format.relative(notification.createdAt)}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}
