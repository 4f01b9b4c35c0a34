import { ActionIcon, Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import type { Day } from '../../../kernel/calendar.ts'
import { useFormat, useText } from '../../../kit/language.tsx'
import type { PieceCard, PieceRange } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { useDropTarget } from './dragging.ts'
import { MiniCard } from './MiniCard.tsx'
import { weeksOf } from './period.rules.ts'
import { useMovePiece } from './piece.queries.ts'
import classes from './plan.module.css'

type DayOfRange = PieceRange['days'][number]

export type CalendarProps = {
  range: PieceRange
  /** Any day of the month or week that is shown. */
  day: Day
  today: Day
  /** Missing when the reader may not add pieces. */
  onCreate?: ((on: Day, time: string | null) => void) | undefined
  /** Shows all pieces of a day. */
  onDay(day: Day): void
}

/** The month as a table of weeks with their KW. A card dropped on a KW is planned for that week without a day. */
export function MonthView({ range, day, today, onCreate, onDay }: CalendarProps) {
  const t = useText(pieceText)
  const format = useFormat()
  const weeks = weeksOf(range.days)
  return (
    <table className={classes.calendar} aria-label={t('heading', { period: format.month(day) })}>
      <thead>
        <tr>
          <th className={classes.weekColumn} scope="col">
            {t('week')}
          </th>
          {(weeks[0] ?? []).map((weekday) => (
            <th key={weekday.day} scope="col">
              {weekdayName(format.dayShort(weekday.day))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]?.day}>
            <WeekHead monday={week[0]?.day ?? day} />
            {week.map((of) => (
              <DayCell
                key={of.day}
                of={of}
                isOutside={of.day.slice(0, 7) !== day.slice(0, 7)}
                isToday={of.day === today}
                onCreate={onCreate}
                onDay={onDay}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** `Do., 24.12.` → `Do.`, `Thu 24 Dec` → `Thu` */
function weekdayName(dayShort: string): string {
  return dayShort.split(/,? /)[0] ?? dayShort
}

function WeekHead({ monday }: { monday: Day }) {
  const format = useFormat()
  const move = useMovePiece()
  const target = useDropTarget((piece) =>
    move(piece, { plannedOn: monday, plannedPrecision: 'week', plannedTime: null }),
  )
  return (
    <th scope="row" {...target}>
      {format.week(monday)}
    </th>
  )
}

function DayCell(
  props: Pick<CalendarProps, 'onCreate' | 'onDay'> & { of: DayOfRange; isOutside: boolean; isToday: boolean },
) {
  const { of, isOutside, isToday, onCreate, onDay } = props
  const t = useText(pieceText)
  const format = useFormat()
  const move = useMovePiece()
  const target = useDropTarget((piece) => {
    if (piece.plannedOn !== of.day || piece.plannedPrecision !== 'day') move(piece, { plannedOn: of.day })
  })
  const hidden = of.count - of.pieces.length
  return (
    <td className={classes.day} data-outside={isOutside || undefined} data-day={of.day} {...target}>
      <div className={classes.dayHead}>
        <time
          dateTime={of.day}
          className={classes.dayNumber}
          data-today={isToday || undefined}
          aria-current={isToday ? 'date' : undefined}
        >
          {Number(of.day.slice(8))}
        </time>
        {onCreate && (
          <AddButton
            label={t('newOn', { day: format.dayLong(of.day) })}
            onClick={() => onCreate(of.day, null)}
          />
        )}
      </div>
      <CardList pieces={of.pieces} />
      {hidden > 0 && (
        <Button
          variant="subtle"
          size="compact-xs"
          className={classes.more}
          onClick={() => onDay(of.day)}
          aria-label={`${t('more', { count: hidden })}, ${t('ofDay', { day: format.dayLong(of.day), count: of.count })}`}
        >
          {t('more', { count: hidden })}
        </Button>
      )}
    </td>
  )
}

/** A plus that shows when its cell is pointed at or focused. */
export function AddButton({ label, onClick }: { label: string; onClick(): void }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      className={classes.add}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      <IconPlus size={14} aria-hidden />
    </ActionIcon>
  )
}

/** Cards one below the other. */
export function CardList({ pieces, isWide = false }: { pieces: readonly PieceCard[]; isWide?: boolean }) {
  if (pieces.length === 0) return null
  return (
    <ul className={classes.cards}>
      {pieces.map((piece) => (
        <li key={piece.id}>
          <MiniCard piece={piece} isWide={isWide} />
        </li>
      ))}
    </ul>
  )
}
