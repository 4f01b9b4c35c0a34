import { Button, Stack, Switch } from '@mantine/core'
import { IconBrandWordpress, IconHandFinger, IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { leaders } from '../../../kernel/access/role.ts'
import { ButtonLink } from '../../../kit/AppLink.tsx'
import { useText } from '../../../kit/language.tsx'
import { EmptyState, Loaded } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { Channel } from '../channel.schema.ts'
import { channelText } from '../channel.text.ts'
import { channelsQuery, useRefreshChannels } from './channel.queries.ts'
import { ChannelCard } from './ChannelCard.tsx'
import { NewManual } from './ManualForm.tsx'
import { ConnectWordPress } from './WordPressForm.tsx'

/** The channels of the workspace: connect, test, pause, archive. */
export function ChannelsPage() {
  const t = useText(channelText)
  const { role } = useWorkspace()
  const mayChange = leaders.some((each) => each === role)
  const [withArchived, setWithArchived] = useState(false)
  const [open, setOpen] = useState<'wordpress' | 'manual' | null>(null)
  const channels = useQuery(channelsQuery(withArchived))
  const refresh = useRefreshChannels()
  const close = () => setOpen(null)
  const done = (text: 'done.connected' | 'done.created') => (channel: Channel) => {
    close()
    refresh()
    toast({ message: t(text, { name: channel.name }), tone: 'good' })
  }
  const add = mayChange && (
    <>
      <Button
        variant="default"
        leftSection={<IconHandFinger size={16} aria-hidden />}
        onClick={() => setOpen('manual')}
      >
        {t('add.manual')}
      </Button>
      <Button leftSection={<IconBrandWordpress size={16} aria-hidden />} onClick={() => setOpen('wordpress')}>
        {t('add.wordpress')}
      </Button>
    </>
  )
  return (
    <Page
      title={t('title')}
      subtitle={t('intro')}
      help={{ de: 'wordpress-verbinden', en: 'connect-wordpress' }}
      actions={
        <>
          <ButtonLink to="/publish" variant="subtle">
            {t('toQueue')}
          </ButtonLink>
          {add}
        </>
      }
    >
      <Loaded query={channels}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState icon={<IconPlugConnected size={32} />} title={t('empty.title')} actions={add}>
              {t('empty.text')}
            </EmptyState>
          ) : (
            <Stack gap="sm">
              {found.map((channel) => (
                <ChannelCard key={channel.id} channel={channel} mayChange={mayChange} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      <Switch
        label={t('withArchived')}
        checked={withArchived}
        onChange={(event) => setWithArchived(event.currentTarget.checked)}
      />
      <ConnectWordPress opened={open === 'wordpress'} onClose={close} onDone={done('done.connected')} />
      <NewManual opened={open === 'manual'} onClose={close} onDone={done('done.created')} />
    </Page>
  )
}
