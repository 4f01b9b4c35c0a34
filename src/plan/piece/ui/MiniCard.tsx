import type { KeyboardEvent } from 'react'
import { AppLink } from '../../../kit/AppLink.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { initialsOf } from '../../../kit/Person.tsx'
import { whyNotReplan } from '../piece.rules.ts'
import type { PieceCard } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { dragSource } from './dragging.ts'
import { dayAfterKey } from './period.rules.ts'
import { PieceMenu } from './PieceMenu.tsx'
import { useMovePiece } from './piece.queries.ts'
import { toneOfStatus } from './tones.ts'
import { useActor } from './useActor.ts'
import classes from './plan.module.css'

/** A piece in the calendar: title, status by colour and word, time, channels, owner. Dragged, moved by Shift and arrows, or by its menu. */
export function MiniCard({ piece, isWide = false }: { piece: PieceCard; isWide?: boolean }) {
  const t = useText(pieceText)
  const canMove = whyNotReplan(useActor()) === null
  const move = useMovePiece()
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!event.shiftKey || !canMove || piece.plannedOn === null || piece.plannedPrecision !== 'day') return
    const day = dayAfterKey(event.key, piece.plannedOn)
    if (day === null) return
    event.preventDefault()
    move(piece, { plannedOn: day })
    focusAgain(piece.id)
  }
  return (
    <article
      className={`${classes.card} ls-tone-${toneOfStatus[piece.status]}`}
      data-piece={piece.id}
      data-wide={isWide || undefined}
      onKeyDown={onKeyDown}
      {...(canMove ? dragSource(piece) : {})}
    >
      <div className={classes.cardHead}>
        <AppLink to={`/pieces/${piece.id}`} className={classes.cardTitle}>
          {piece.title}
        </AppLink>
        <PieceMenu piece={piece} />
      </div>
      <div className={classes.cardLine}>
        {piece.plannedTime !== null && <span>{piece.plannedTime}</span>}
        <span className={classes.cardStatus}>{t(`status.${piece.status}`)}</span>
        {piece.owner.name !== '' && (
          <span className={classes.cardOwner} title={piece.owner.name}>
            {isWide ? piece.owner.name : initialsOf(piece.owner.name)}
          </span>
        )}
      </div>
      {piece.channelWords.length > 0 && (
        <div className={classes.cardChannels}>{piece.channelWords.join(', ')}</div>
      )}
      <PlannedSpan piece={piece} />
    </article>
  )
}

function PlannedSpan({ piece }: { piece: PieceCard }) {
  const t = useText(pieceText)
  const format = useFormat()
  if (piece.plannedOn === null || (piece.plannedPrecision !== 'week' && piece.plannedPrecision !== 'month'))
    return null
  const words =
    piece.plannedPrecision === 'week'
      ? t('inWeek', { week: format.week(piece.plannedOn) })
      : t('inMonth', { month: format.month(piece.plannedOn) })
  return <div className={classes.cardLine}>{words}</div>
}

// A moved card is drawn anew in another cell; the keyboard goes with it. Days off the screen keep their link unfocused.
function focusAgain(id: string, tries = 10): void {
  requestAnimationFrame(() => {
    const link = document.querySelector<HTMLElement>(`[data-piece="${id}"] a`)
    if (link !== null && link !== document.activeElement) link.focus()
    if (tries > 0) focusAgain(id, tries - 1)
  })
}
