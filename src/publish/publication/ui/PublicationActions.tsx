import { ActionIcon, Button, Group, Menu, Text } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { ConfirmDialog } from '../../../kit/Dialogs.tsx'
import { useText } from '../../../kit/language.tsx'
import { useCommand } from '../../../kit/query.ts'
import { Cause } from '../../channel/ui/Cause.tsx'
import type { Publication } from '../publication.schema.ts'
import { publicationText } from '../publication.text.ts'
import { publicationTopics } from './publication.queries.ts'
import { ManualDialog, MoveDialog, OnlineDialog, TargetDialog } from './PublicationDialogs.tsx'
import { publishClient } from '../../channel/ui/publishClient.ts'

type Open = 'move' | 'manual' | 'online' | 'offline' | 'target' | null

/** What can be done with a publication now: the next step as a button, the rest in a menu with the reason why not. */
export function PublicationActions({ publication }: { publication: Publication }) {
  const t = useText(publicationText)
  const [open, setOpen] = useState<Open>(null)
  const { id, version, may, state, channel } = publication
  const seen = { id, version }
  const topics = publicationTopics
  const now = useCommand(publishClient.publication.publishNow, { topics, done: t('done.now') })
  const retry = useCommand(publishClient.publication.retry, { topics, done: t('done.now') })
  const close = () => setOpen(null)
  const isManualDue = channel.kind === 'manual' && may.confirmManual === null
  return (
    <Group gap="xs" wrap="wrap">
      {may.sayOffline === null && (
        <>
          <Button size="compact-sm" onClick={() => setOpen('online')}>
            {t('action.sayOnline')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setOpen('offline')}>
            {t('action.sayOffline')}
          </Button>
        </>
      )}
      {may.retry === null && channel.kind !== 'manual' && (
        <Button size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate(seen)}>
          {t(state === 'missed' ? 'action.lateNow' : 'action.retry')}
        </Button>
      )}
      {isManualDue && (
        <Button
          size="compact-sm"
          variant={state === 'awaiting_manual' || state === 'missed' ? 'filled' : 'default'}
          onClick={() => setOpen('manual')}
        >
          {t('manual.title')}
        </Button>
      )}
      <ActionMenu publication={publication} onOpen={setOpen} onNow={() => now.mutate(seen)} />
      {open === 'move' && <MoveDialog publication={publication} onClose={close} />}
      {open === 'manual' && <ManualDialog publication={publication} onClose={close} />}
      {open === 'online' && <OnlineDialog publication={publication} onClose={close} />}
      {open === 'target' && <TargetDialog publication={publication} onClose={close} />}
      <OfflineQuestion publication={publication} opened={open === 'offline'} onClose={close} />
    </Group>
  )
}

function ActionMenu(props: { publication: Publication; onOpen(open: Open): void; onNow(): void }) {
  const t = useText(publicationText)
  const { publication, onOpen, onNow } = props
  const { id, version, may, channel, state } = publication
  const topics = publicationTopics
  const cancel = useCommand(publishClient.publication.cancel, {
    topics,
    done: t('done.cancelled', { channel: channel.name }),
  })
  const update = useCommand(publishClient.publication.update, { topics, done: t('done.update') })
  const isOut = state === 'published'
  const mayPlan = [may.move, may.cancel, may.update].some((why) => why !== 'access.role')
  if (!mayPlan) return null
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('more')}>
          <IconDots size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {!isOut && <Item label={t('action.move')} why={may.move} onClick={() => onOpen('move')} />}
        {!isOut && channel.kind !== 'manual' && (
          <Item label={t('action.publishNow')} why={may.publishNow} onClick={onNow} />
        )}
        {isOut && channel.kind !== 'manual' && (
          <Item label={t('action.update')} why={may.update} onClick={() => update.mutate({ id, version })} />
        )}
        <Item label={t('action.target')} why={null} onClick={() => onOpen('target')} />
        {!isOut && state !== 'cancelled' && (
          <Item label={t('action.cancel')} why={may.cancel} onClick={() => cancel.mutate({ id, version })} />
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

function Item({ label, why, onClick }: { label: string; why: string | null; onClick(): void }) {
  return (
    <Menu.Item disabled={why !== null} onClick={onClick}>
      {label}
      {why !== null && (
        <Text size="xs" maw="16rem">
          <Cause cause={{ key: why }} />
        </Text>
      )}
    </Menu.Item>
  )
}

// T45: sending again may show the piece twice; the person says that it is not there.
function OfflineQuestion(props: { publication: Publication; opened: boolean; onClose(): void }) {
  const t = useText(publicationText)
  const { publication, opened, onClose } = props
  const { id, version } = publication
  const say = useCommand(publishClient.publication.sayOffline, {
    topics: publicationTopics,
    onRefused: () => undefined,
  })
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      title={t('unclear.sayOffline')}
      confirm={t('action.sayOffline')}
      isDangerous
      onConfirm={() => say.mutateAsync({ id, version })}
    >
      {t('unclear.sayOfflineText')}
    </ConfirmDialog>
  )
}
