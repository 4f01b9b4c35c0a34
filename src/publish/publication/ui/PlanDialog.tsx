import { Button, Group, MultiSelect, Select, Stack, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import { dayAt, type LocalSlot } from '../../../kernel/calendar.ts'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded, RefusalNote } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { toast } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { PieceCard } from '../../../plan/index.ts'
import { pieceQuery } from '../../../plan/ui.ts'
import type { Channel } from '../../channel/channel.schema.ts'
import { channelsQuery } from '../../channel/ui/channel.queries.ts'
import type { Publication } from '../publication.schema.ts'
import { publicationText } from '../publication.text.ts'
import { publicationTopics } from './publication.queries.ts'
import { newClientId } from './newClientId.ts'
import { SlotFields, slotFrom } from './SlotFields.tsx'
import type { SlotDraft } from './SlotFields.tsx'
import { publishClient } from '../../channel/ui/publishClient.ts'

/** Plans a piece for a channel, with or without a time; offers the day and the channel the plan names. */
export function PlanDialog({ pieceId, onClose }: { pieceId: string; onClose(): void }) {
  const piece = useQuery(pieceQuery(pieceId))
  const channels = useQuery(channelsQuery())
  const t = useText(publicationText)
  return (
    <Dialog opened onClose={onClose} title={t('plan')} size="md">
      <Loaded query={channels}>
        {(found) => (
          <Loaded query={piece}>
            {(planned) => <PlanForm piece={planned} channels={found} onClose={onClose} />}
          </Loaded>
        )}
      </Loaded>
    </Dialog>
  )
}

type Planned = Pick<PieceCard, 'id' | 'plannedOn' | 'plannedPrecision' | 'plannedTime' | 'channelWords'>

function PlanForm({
  piece,
  channels,
  onClose,
}: {
  piece: Planned
  channels: readonly Channel[]
  onClose(): void
}) {
  const t = useText(publicationText)
  const format = useFormat()
  const { zone } = useWorkspace()
  // Made once: a button pressed twice, or an answer that got lost, plans once (T44).
  const [id] = useState(newClientId)
  const [channelId, setChannelId] = useState(() => suggestedChannel(piece, channels)?.id ?? null)
  const [draft, setDraft] = useState(() => suggestedSlot(piece, zone))
  const [isOpenEnded, setOpenEnded] = useState(false)
  const [categoryIds, setCategoryIds] = useState<string[]>([])
  const [refusal, setRefusal] = useState<unknown>(null)
  const chosen = channels.find((channel) => channel.id === channelId)
  const slot = isOpenEnded ? null : slotFrom(draft)
  const plan = useCommand(publishClient.publication.plan, {
    topics: publicationTopics,
    onRefused: setRefusal,
    onDone: (planned) => {
      toast({ message: doneText(planned, t, format.slot) })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen) plan.mutate({ id, pieceId: piece.id, channelId: chosen.id, slot, categoryIds })
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={t('field.channel')}
          data={channels.map((channel) => ({ value: channel.id, label: channel.name }))}
          value={chosen?.id ?? null}
          onChange={setChannelId}
          allowDeselect={false}
          data-autofocus
        />
        <Switch
          label={t('withoutTime')}
          checked={isOpenEnded}
          onChange={(event) => setOpenEnded(event.currentTarget.checked)}
        />
        {!isOpenEnded && <SlotFields value={draft} onChange={setDraft} />}
        <Categories channel={chosen} value={categoryIds} onChange={setCategoryIds} />
        <RefusalNote error={refusal} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('action.dismiss')}
          </Button>
          <Button
            type="submit"
            loading={plan.isPending}
            disabled={!chosen || (!isOpenEnded && slot === null)}
          >
            {t('plan')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

// A day that has passed is no suggestion.
function suggestedSlot({ plannedOn, plannedPrecision, plannedTime }: Planned, zone: string): SlotDraft {
  const isAhead = plannedOn !== null && plannedPrecision === 'day' && plannedOn >= dayAt(new Date(), zone)
  return { date: isAhead ? plannedOn : null, time: plannedTime?.slice(0, 5) ?? '09:00', zone }
}

function suggestedChannel({ channelWords }: Planned, channels: readonly Channel[]): Channel | undefined {
  const words = new Set(channelWords.map((word) => word.toLowerCase()))
  return channels.find((channel) => words.has(channel.name.toLowerCase())) ?? channels[0]
}

function Categories(props: {
  channel: Channel | undefined
  value: string[]
  onChange(value: string[]): void
}) {
  const t = useText(publicationText)
  const { channel, value, onChange } = props
  if (!channel || channel.categories.length === 0) return null
  return (
    <MultiSelect
      label={t('field.categories')}
      description={t('field.categoriesHint')}
      data={channel.categories.map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      searchable
      clearable
    />
  )
}

function doneText(
  { slot, channel }: Publication,
  t: ReturnType<typeof useText<typeof publicationText.de>>,
  written: (slot: LocalSlot) => string,
): string {
  return slot === null
    ? t('done.noted', { channel: channel.name })
    : t('done.planned', { channel: channel.name, when: written(slot) })
}
