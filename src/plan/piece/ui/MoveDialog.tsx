import { Button, Group, SegmentedControl, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { DayInput, TimeInput } from '../../../kit/inputs.tsx'
import { useText } from '../../../kit/language.tsx'
import type { PieceCard } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import type { PlannedChange } from './period.rules.ts'

const precisions = ['day', 'week', 'month'] as const

/** Chooses another day, week or month for a piece: the way without dragging, also over months. */
export function MoveDialog(props: { piece: PieceCard; onClose(): void; onMove(wish: PlannedChange): void }) {
  const { piece, onClose, onMove } = props
  const t = useText(pieceText)
  const [plannedOn, setPlannedOn] = useState(piece.plannedOn)
  const [plannedTime, setPlannedTime] = useState(piece.plannedTime)
  const [precision, setPrecision] = useState<(typeof precisions)[number]>(
    piece.plannedPrecision === 'none' ? 'day' : piece.plannedPrecision,
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onMove({ plannedOn, plannedPrecision: plannedOn === null ? 'none' : precision, plannedTime })
    onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={t('action.moveTo')} size="sm">
      <form onSubmit={submit}>
        <Stack>
          <SegmentedControl
            aria-label={t('field.plannedPrecision')}
            value={precision}
            onChange={setPrecision}
            data={precisions.map((value) => ({ value, label: t(`precision.${value}`) }))}
          />
          <DayInput label={t('field.plannedOn')} value={plannedOn} onChange={setPlannedOn} clearable />
          <TimeInput
            label={t('field.plannedTime')}
            value={precision === 'day' ? plannedTime : null}
            onChange={setPlannedTime}
            disabled={precision !== 'day' || plannedOn === null}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit">{t('action.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
