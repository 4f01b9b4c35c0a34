import { ActionIcon, Button, Group, Indicator, Popover, ScrollArea, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { sliceClient } from '../../kit/api.ts'
import { useGo } from '../../kit/AppLink.tsx'
import { useText } from '../../kit/language.tsx'
import { Loaded, Loading } from '../../kit/Notes.tsx'
import { useCommand } from '../../kit/query.ts'
import type { manageApi } from '../../manage/api.ts'
import type { Notification } from '../../manage/notification/notification.schema.ts'
import { notificationAddress } from '../notificationAddress.rules.ts'
import { webText } from '../text.ts'

const NotificationList = lazy(() =>
  import('./NotificationList.tsx').then((module) => ({ default: module.NotificationList })),
)

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
          <Suspense fallback={<Loading />}>
            <Loaded query={query}>
              {(page) => <NotificationList notifications={page.notifications} onOpen={open} />}
            </Loaded>
          </Suspense>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}
