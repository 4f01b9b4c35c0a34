import { Anchor, Collapse, Group, Paper, Stack, Text, Timeline, Title, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import type { z } from 'zod'
import { slotAt } from '../../../kernel/calendar.ts'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Note } from '../../../kit/Notes.tsx'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import { Cause } from '../../channel/ui/Cause.tsx'
import type { Publication, PublicationOfPiece, TimelineEntry } from '../publication.schema.ts'
import { publicationText } from '../publication.text.ts'
import { Copy } from './PublicationDialogs.tsx'
import { toneOfState } from './publication.queries.ts'
import { PublicationActions } from './PublicationActions.tsx'

/** One publication of a piece: channel, time, state, what is wrong and what to do, its history. */
export function PublicationCard({ publication }: { publication: z.infer<typeof PublicationOfPiece> }) {
  const t = useText(publicationText)
  const { channel, state, liveUrl, link } = publication
  return (
    <Paper withBorder p="sm" component="article" aria-label={channel.name}>
      <Group justify="space-between" align="flex-start">
        <Stack gap={2}>
          <Group gap="xs">
            <Title order={3} size="h5">
              {channel.name}
            </Title>
            <StatusBadge tone={toneOfState[state]} label={t(`state.${state}`)} />
          </Group>
          <When publication={publication} />
          {liveUrl !== null && (
            <Anchor href={liveUrl} target="_blank" rel="noreferrer" underline="always" size="sm">
              {t('live')}
            </Anchor>
          )}
        </Stack>
        <PublicationActions publication={publication} />
      </Group>
      <Trouble publication={publication} />
      <Group gap="xs" mt="xs">
        <Text size="sm" c="dimmed">
          {t('field.link')}: {link.url}
        </Text>
        <Copy value={link.url} label={t('action.copyLink')} />
      </Group>
      <History entries={publication.timeline} />
    </Paper>
  )
}

function When({ publication }: { publication: Publication }) {
  const t = useText(publicationText)
  const format = useFormat()
  const { slot, adjusted, dueAt, lateMinutes, nextAt, failure, state } = publication
  const lines = [slot === null ? t('withoutTime') : format.slot(slot)]
  if (adjusted === 'gap' && slot && dueAt)
    lines.push(t('gap', { time: slotAt(new Date(dueAt), slot.zone).time }))
  if (adjusted === 'overlap') lines.push(t('overlap'))
  if (lateMinutes !== null) lines.push(t('late', { minutes: lateMinutes }))
  if (state === 'scheduled' && failure && nextAt) lines.push(t('retryAt', { when: format.instant(nextAt) }))
  return (
    <Text size="sm" c="dimmed">
      {lines.join(' · ')}
    </Text>
  )
}

/** What is wrong, in plain words; for leaders with what the platform said. */
function Trouble({ publication }: { publication: Publication }) {
  const t = useText(publicationText)
  const { failure, state, channel, warnings } = publication
  return (
    <Stack gap="xs" mt="xs">
      {state === 'unconfirmed' && (
        <Note tone="waiting" title={t('unclear.title')}>
          {t('unclear.text', { channel: channel.name })}
        </Note>
      )}
      {failure && state !== 'unconfirmed' && (
        <Note tone={state === 'failed' || state === 'missed' ? 'bad' : 'waiting'}>
          <Cause cause={failure} />
          {failure.detail !== '' && (
            <Text size="xs" c="dimmed" mt={4}>
              {failure.detail}
            </Text>
          )}
        </Note>
      )}
      {warnings.map((warning) => (
        <Note key={warning.key} tone="waiting">
          <Cause cause={warning} />
        </Note>
      ))}
    </Stack>
  )
}

function History({ entries }: { entries: readonly TimelineEntry[] }) {
  const t = useText(publicationText)
  const format = useFormat()
  const [isOpen, { toggle }] = useDisclosure(false)
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <>
      <UnstyledButton onClick={toggle} aria-expanded={isOpen} mt="xs" mih={24}>
        <Group gap={4}>
          <Chevron size={16} aria-hidden />
          <Text size="sm">{t('timeline')}</Text>
        </Group>
      </UnstyledButton>
      <Collapse expanded={isOpen}>
        <Timeline bulletSize={12} lineWidth={2} mt="xs" active={entries.length}>
          {entries.map((entry) => (
            <Timeline.Item key={entry.id} title={t(`step.${entry.step}`)}>
              <Text size="sm" c="dimmed">
                {format.instant(entry.at)} · {entry.actor}
                {entry.attempt > 1 && ` · ${t('attempt', { attempt: entry.attempt })}`}
              </Text>
              {entry.key !== null && (
                <Text size="sm">
                  <Cause cause={{ key: entry.key, params: entry.params }} />
                </Text>
              )}
              {entry.detail !== '' && (
                <Text size="xs" c="dimmed">
                  {entry.detail}
                </Text>
              )}
            </Timeline.Item>
          ))}
        </Timeline>
      </Collapse>
    </>
  )
}
