import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { resolveSlot, slotAt } from '../../../kernel/calendar.ts'
import type { LocalSlot } from '../../../kernel/calendar.ts'
import { DayInput, TimeInput, ZoneInput } from '../../../kit/inputs.tsx'
import { useText } from '../../../kit/language.tsx'
import { publicationText } from '../publication.text.ts'

export type SlotDraft = { date: string | null; time: string | null; zone: string }

/** The slot of a draft; null as long as day or time is missing. */
export function slotFrom({ date, time, zone }: SlotDraft): LocalSlot | null {
  return date === null || time === null ? null : { date, time, zone }
}

/** Day, time and zone; says when the clocks change at that very hour (T03, T04). */
export function SlotFields({ value, onChange }: { value: SlotDraft; onChange(value: SlotDraft): void }) {
  const t = useText(publicationText)
  const [isZoneOpen, setZoneOpen] = useState(false)
  const slot = slotFrom(value)
  const resolved = slot && resolveSlot(slot)
  const hint =
    resolved?.adjusted === 'gap'
      ? t('gap', { time: slotAt(resolved.instant, value.zone).time })
      : resolved?.adjusted === 'overlap'
        ? t('overlap')
        : null
  return (
    <Stack gap="xs">
      <Group grow align="flex-start">
        <DayInput
          label={t('field.day')}
          value={value.date}
          onChange={(date) => onChange({ ...value, date })}
        />
        <TimeInput
          label={t('field.time')}
          value={value.time}
          onChange={(time) => onChange({ ...value, time })}
        />
      </Group>
      {isZoneOpen ? (
        <ZoneInput
          label={t('field.zone')}
          value={value.zone}
          onChange={(zone) => onChange({ ...value, zone })}
        />
      ) : (
        <Group gap="xs">
          <Text size="sm">{t('inZone', { zone: value.zone })}</Text>
          <Button size="compact-sm" variant="subtle" onClick={() => setZoneOpen(true)}>
            {t('changeZone')}
          </Button>
        </Group>
      )}
      {hint !== null && (
        <Text size="sm" role="status">
          {hint}
        </Text>
      )}
    </Stack>
  )
}
