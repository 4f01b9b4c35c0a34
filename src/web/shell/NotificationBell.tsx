import {
  ActionIcon,
  Button,
  Group,
  Indicator,
  Popover,
  ScrollArea,
  Text,
  UnstyledButton,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { sliceClient } from '../../kit/api.ts'
import { useGo } from '../../kit/AppLink.tsx'
import { useFormat, useLanguage, useText } from '../../kit/language.tsx'
import { Loaded } from '../../kit/Notes.tsx'
import { useCommand } from '../../kit/query.ts'
import type { manageApi } from '../../manage/api.ts'
import type { Notification } from '../../manage/notification/notification.schema.ts'
import { notificationAddress, notificationWords } from '../notifications.ts'
import { webText } from '../text.ts'
import classes from './NotificationBell.module.css'

const client = sliceClient<typeof manageApi>('manage')

const notificationsQuery = queryOptions({
  queryKey: ['notification', 'list'],
  queryFn: () => client.notification.list({}),
})

/** What concerns the reader, with the number of what they have not read. */
export function NotificationBell() {
  const t = useText(webText)
  const go = useGo()
  const [isOpen, popover] = useDisclosure(false)
  const query = useQuery(notificationsQuery)
  const read = useCommand(client.notification.markRead, { topics: ['notification'] })
  const readAll = useCommand(client.notification.markAllRead, { topics: ['notification'] })
  const unread = query.data?.unread ?? 0
  const open = (notification: Notification) => {
    if (!notification.isRead) read.mutate({ ids: [notification.id] })
    const address = notificationAddress(notification)
    if (address === null) return
    popover.close()
    go(address)
  }
  return (
    <Popover
      opened={isOpen}
      onChange={(next) => !next && popover.close()}
      position="bottom-end"
      width={360}
      trapFocus
    >
      <Indicator
        label={unread > 99 ? '99+' : unread}
        size={17}
        disabled={unread === 0}
        color="red"
        offset={4}
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            onClick={popover.toggle}
            aria-label={unread === 0 ? t('bell.label') : t('bell.unread', { count: unread })}
          >
            <IconBell size={20} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0} aria-label={t('bell.label')}>
        <Group justify="space-between" px="sm" py="xs" wrap="nowrap">
          <Text fw={600} size="sm">
            {t('bell.label')}
          </Text>
          {unread > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={readAll.isPending}
              onClick={() => readAll.mutate({})}
            >
              {t('bell.readAll')}
            </Button>
          )}
        </Group>
        <ScrollArea.Autosize mah="min(26rem, 60dvh)">
          <Loaded query={query}>{(page) => <List notifications={page.notifications} onOpen={open} />}</Loaded>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}

function List({ notifications, onOpen }: { notifications: Notification[]; onOpen(one: Notification): void }) {
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
