import { Button, Group, MultiSelect, Select, Stack, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type FormEvent } from 'react'
import type { LocalSlot } from '../../../kernel/calendar.ts'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { toast } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { Channel } from '../../channel/channel.schema.ts'
import { channelsQuery } from '../../channel/ui/channel.queries.ts'
import type { Publication } from '../publication.schema.ts'
import { publicationText } from '../publication.text.ts'
import { publicationClient, publicationTopics } from './publication.queries.ts'
import { SlotFields, slotFrom } from './SlotFields.tsx'
import type { SlotDraft } from './SlotFields.tsx'

/** Plans a piece for a channel, with or without a time. */
export function PlanDialog({
  pieceId,
  suggestion,
  onClose,
}: {
  pieceId: string
  suggestion?: Partial<SlotDraft>
  onClose(): void
}) {
  const t = useText(publicationText)
  const format = useFormat()
  const { zone } = useWorkspace()
  // Made once: a button pressed twice, or an answer that got lost, plans once (T44).
  const [id] = useState(() => crypto.randomUUID())
  const channels = useQuery(channelsQuery()).data ?? []
  const [channelId, setChannelId] = useState<string | null>(null)
  const [draft, setDraft] = useState<SlotDraft>({ date: null, time: '09:00', zone, ...suggestion })
  const [isOpenEnded, setOpenEnded] = useState(false)
  const [categoryIds, setCategoryIds] = useState<string[]>([])
  const [refusal, setRefusal] = useState<unknown>(null)
  const chosen = channels.find((channel) => channel.id === (channelId ?? channels[0]?.id))
  const slot = isOpenEnded ? null : slotFrom(draft)
  const plan = useCommand(publicationClient.plan, {
    topics: publicationTopics,
    onRefused: setRefusal,
    onDone: (planned) => {
      toast({ message: doneText(planned, t, format.slot) })
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (chosen) plan.mutate({ id, pieceId, channelId: chosen.id, slot, categoryIds })
  }
  return (
    <Dialog opened onClose={onClose} title={t('plan')} size="md">
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
    </Dialog>
  )
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
