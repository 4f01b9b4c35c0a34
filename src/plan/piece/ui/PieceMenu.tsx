import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import {
  IconArrowRight,
  IconCalendarEvent,
  IconCalendarOff,
  IconDotsVertical,
  IconExternalLink,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { addDays } from '../../../kernel/calendar.ts'
import { useGo } from '../../../kit/AppLink.tsx'
import { useText } from '../../../kit/language.tsx'
import { nextStatuses, whyNotReplan } from '../piece.rules.ts'
import type { PieceCard } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { MoveDialog } from './MoveDialog.tsx'
import { useChangeStatus, useDeletePiece, useMovePiece } from './piece.queries.ts'
import { toneOfStatus } from './tones.ts'
import { useActor } from './useActor.ts'

/** Everything that can be done with a card without dragging it. The menu is built when it is first opened. */
export function PieceMenu({ piece }: { piece: PieceCard }) {
  const t = useText(pieceText)
  const [isBuilt, setBuilt] = useState(false)
  const label = t('action.menu', { title: piece.title })
  const button = (onClick?: () => void) => (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={label}
      aria-haspopup="menu"
      {...(onClick ? { onClick } : {})}
    >
      <IconDotsVertical size={15} aria-hidden />
    </ActionIcon>
  )
  if (!isBuilt) return button(() => setBuilt(true))
  return (
    <Menu position="bottom-end" withinPortal defaultOpened>
      <Menu.Target>{button()}</Menu.Target>
      <Items piece={piece} />
    </Menu>
  )
}

function Items({ piece }: { piece: PieceCard }) {
  const t = useText(pieceText)
  const go = useGo()
  const actor = useActor()
  const move = useMovePiece()
  const changeStatus = useChangeStatus()
  const remove = useDeletePiece()
  const [isMoving, moving] = useDisclosure(false)
  const canReplan = whyNotReplan(actor) === null
  const statuses = nextStatuses(piece, actor)
  const { plannedOn } = piece
  return (
    <>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconExternalLink size={15} />} onClick={() => go(`/pieces/${piece.id}`)}>
          {t('action.open')}
        </Menu.Item>
        {canReplan && plannedOn !== null && piece.plannedPrecision === 'day' && (
          <>
            <Menu.Item onClick={() => move(piece, { plannedOn: addDays(plannedOn, -1) })}>
              {t('action.dayBefore')}
            </Menu.Item>
            <Menu.Item onClick={() => move(piece, { plannedOn: addDays(plannedOn, 1) })}>
              {t('action.dayAfter')}
            </Menu.Item>
            <Menu.Item onClick={() => move(piece, { plannedOn: addDays(plannedOn, 7) })}>
              {t('action.weekAfter')}
            </Menu.Item>
          </>
        )}
        {canReplan && (
          <Menu.Item leftSection={<IconCalendarEvent size={15} />} onClick={moving.open}>
            {t('action.move')}
          </Menu.Item>
        )}
        {canReplan && plannedOn !== null && (
          <Menu.Item
            leftSection={<IconCalendarOff size={15} />}
            onClick={() => move(piece, { plannedOn: null })}
          >
            {t('action.unplan')}
          </Menu.Item>
        )}
        {statuses.length > 0 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('action.changeStatus')}</Menu.Label>
            {statuses.map((status) => (
              <Menu.Item
                key={status}
                className={`ls-tone-${toneOfStatus[status]}`}
                leftSection={<IconArrowRight size={15} color="var(--tone)" />}
                onClick={() => changeStatus(piece, status)}
              >
                {t(`status.${status}`)}
              </Menu.Item>
            ))}
          </>
        )}
        {canReplan && (
          <>
            <Menu.Divider />
            <Menu.Item
              styles={{ itemLabel: { color: 'var(--mantine-color-error)' } }}
              leftSection={<IconTrash size={15} />}
              onClick={() => remove(piece)}
            >
              {t('action.delete')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
      {isMoving && <MoveDialog piece={piece} onClose={moving.close} onMove={(wish) => move(piece, wish)} />}
    </>
  )
}
