import { ActionIcon, Anchor, Group, Menu, Paper, Stack, Text, Title } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Note } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import { toast } from '../../../kit/toast.tsx'
import type { Tone } from '../../../kit/tone.ts'
import { whyNotArchive } from '../channel.rules.ts'
import type { Channel } from '../channel.schema.ts'
import { channelText } from '../channel.text.ts'
import { Cause } from './Cause.tsx'
import { useRefreshChannels } from './channel.queries.ts'
import { EditChannel } from './EditChannel.tsx'
import { ReconnectWordPress } from './WordPressForm.tsx'
import { publishClient } from './publishClient.ts'

const toneOf = { connected: 'good', needs_reconnect: 'bad', paused: 'waiting' } as const satisfies Record<
  string,
  Tone
>

/** A channel: where it leads, how it stands, what to do about it. */
export function ChannelCard({ channel, mayChange }: { channel: Channel; mayChange: boolean }) {
  const t = useText(channelText)
  const format = useFormat()
  const { account } = channel
  const isHealthyManual = channel.kind === 'manual' && channel.state === 'connected'
  const label = channel.isArchived ? t('archived') : t(`state.${isHealthyManual ? 'manual' : channel.state}`)
  return (
    <Paper withBorder p="md" component="article" aria-label={channel.name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <Stack gap={4}>
          <Group gap="xs">
            <Title order={2} size="h4">
              {channel.name}
            </Title>
            <StatusBadge tone={channel.isArchived ? 'quiet' : toneOf[channel.state]} label={label} />
          </Group>
          <Text size="sm" c="dimmed">
            {t(`kind.${channel.kind}`)} · {t('planned', { count: channel.plannedCount })}
            {channel.testedAt !== null && ` · ${t('tested', { when: format.relative(channel.testedAt) })}`}
          </Text>
          {account && (
            <Text size="sm">
              <Anchor href={account.address} target="_blank" rel="noreferrer" underline="always">
                {account.address}
              </Anchor>{' '}
              {t('account', {
                user: account.accountName,
                roles: account.roles.join(', '),
                site: account.siteName,
              })}
            </Text>
          )}
        </Stack>
        {mayChange && <ChannelMenu channel={channel} />}
      </Group>
      {channel.findings.map((finding) => (
        <Note key={finding.key} tone={finding.severity === 'stops' ? 'bad' : 'waiting'}>
          <Cause cause={finding} />
        </Note>
      ))}
      {channel.state === 'needs_reconnect' && (
        <Note tone="bad">
          <Cause cause={{ key: 'channel.needs_reconnect' }} />
        </Note>
      )}
    </Paper>
  )
}

function ChannelMenu({ channel }: { channel: Channel }) {
  const t = useText(channelText)
  const [open, setOpen] = useState<'edit' | 'reconnect' | null>(null)
  const { id, version, name } = channel
  const topics = ['channel', 'publication']
  const isPaused = channel.state === 'paused'
  const test = useCommand(publishClient.channel.test, { topics, done: t('done.tested') })
  const pause = useCommand(publishClient.channel.pause, {
    topics,
    done: t(isPaused ? 'done.resumed' : 'done.paused', { name }),
  })
  const archive = useCommand(publishClient.channel.archive, { topics, done: t('done.archived', { name }) })
  const restore = useCommand(publishClient.channel.restore, { topics, done: t('done.restored', { name }) })
  const why = whyNotArchive(channel.plannedCount)
  const close = () => setOpen(null)
  const refresh = useRefreshChannels()
  const done = () => {
    close()
    refresh()
    toast({ message: t('done.saved') })
  }
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('more', { name })}
            loading={test.isPending || pause.isPending}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('edit')}>{t('action.edit')}</Menu.Item>
          {channel.kind !== 'manual' && (
            <>
              <Menu.Item onClick={() => test.mutate({ id })}>{t('action.test')}</Menu.Item>
              <Menu.Item onClick={() => setOpen('reconnect')}>{t('action.reconnect')}</Menu.Item>
            </>
          )}
          {channel.state !== 'needs_reconnect' && (
            <Menu.Item onClick={() => pause.mutate({ id, version, isPaused: !isPaused })}>
              {t(isPaused ? 'action.resume' : 'action.pause')}
            </Menu.Item>
          )}
          {channel.isArchived ? (
            <Menu.Item onClick={() => restore.mutate({ id, version })}>{t('action.restore')}</Menu.Item>
          ) : (
            <Menu.Item disabled={why !== null} onClick={() => archive.mutate({ id, version })}>
              {t('action.archive')}
              {why !== null && (
                <Text size="xs" c="dimmed">
                  <Cause cause={{ key: why }} />
                </Text>
              )}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {open === 'edit' && <EditChannel channel={channel} onClose={close} onDone={done} />}
      {open === 'reconnect' && <ReconnectWordPress channel={channel} onClose={close} onDone={done} />}
    </>
  )
}
