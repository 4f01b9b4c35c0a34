import { useEffect, useRef, type KeyboardEvent } from 'react'
import { AppLink } from '../../../kit/AppLink.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { initialsOf } from '../../../kit/initials.rules.ts'
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
  const card = useCarriedFocus(piece.id)
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!event.shiftKey || !canMove || piece.plannedOn === null || piece.plannedPrecision !== 'day') return
    const day = dayAfterKey(event.key, piece.plannedOn)
    if (day === null) return
    event.preventDefault()
    move(piece, { plannedOn: day })
    carried = { id: piece.id, until: performance.now() + carryMs }
  }
  return (
    <article
      ref={card}
      className={`${classes.card} ls-tone-${toneOfStatus[piece.status]}`}
      data-piece={piece.id}
      data-wide={isWide || undefined}
      {...(canMove ? dragSource(piece) : {})}
    >
      <div className={classes.cardHead}>
        <AppLink
          to={`/pieces/${piece.id}`}
          className={classes.cardTitle}
          onKeyDown={onKeyDown}
          aria-keyshortcuts={
            canMove ? 'Shift+ArrowLeft Shift+ArrowRight Shift+ArrowUp Shift+ArrowDown' : undefined
          }
        >
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

// A card moved by keyboard is drawn anew in another cell, and perhaps once more when the server has answered; the
// keyboard goes with it as long as nothing else was chosen.
const carryMs = 3000
let carried = { id: '', until: 0 }

function useCarriedFocus(id: string) {
  const card = useRef<HTMLElement>(null)
  useEffect(() => {
    if (carried.id === id && performance.now() < carried.until && document.activeElement === document.body)
      card.current?.querySelector('a')?.focus()
  }, [id])
  return card
}
