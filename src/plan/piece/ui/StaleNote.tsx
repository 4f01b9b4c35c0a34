import { Button } from '@mantine/core'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Note } from '../../../kit/Notes.tsx'
import type { Piece, PieceFields } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { differing, fieldsOf } from './form.rules.ts'

const labels = {
  title: 'field.title',
  format: 'field.format',
  channelWords: 'field.channels',
  campaignId: 'field.campaign',
  ownerMemberId: 'field.owner',
  dueOn: 'field.dueOn',
  goal: 'field.goal',
  note: 'field.note',
  plannedOn: 'field.plannedOn',
  plannedPrecision: 'field.plannedPrecision',
  plannedTime: 'field.plannedTime',
} as const satisfies Record<keyof PieceFields, string>

/** What is saved now, field by field where it differs from what was typed, and the choice between the two. */
export function StaleNote(props: { mine: PieceFields; theirs: Piece; onTake(): void }) {
  const { mine, theirs, onTake } = props
  const t = useText(pieceText)
  const written = useWritten(theirs)
  return (
    <Note
      tone="waiting"
      title={t('stale.title')}
      actions={
        <Button variant="default" size="compact-sm" onClick={onTake}>
          {t('stale.take')}
        </Button>
      }
    >
      {t('stale.text')}
      <ul>
        {differing(fieldsOf(theirs), mine).map((field) => (
          <li key={field}>
            {t(labels[field])}: <strong>{written(field)}</strong>
          </li>
        ))}
      </ul>
    </Note>
  )
}

function useWritten(piece: Piece): (field: keyof PieceFields) => string {
  const t = useText(pieceText)
  const format = useFormat()
  return (field) => {
    const value = fieldsOf(piece)[field]
    switch (field) {
      case 'campaignId':
        return piece.campaign?.name ?? '–'
      case 'ownerMemberId':
        return piece.owner.name === '' ? t('nobody') : piece.owner.name
      case 'dueOn':
      case 'plannedOn':
        return typeof value === 'string' ? format.day(value) : t('noDay')
      case 'plannedPrecision':
        return t(`precision.${piece.plannedPrecision}`)
      default:
        return Array.isArray(value) ? value.join(', ') : value || '–'
    }
  }
}
