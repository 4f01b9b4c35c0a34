import { Button } from '@mantine/core'
import type { Day } from '../../../kernel/calendar.ts'
import { useFormat, useText } from '../../../kit/language.tsx'
import type { PieceCard, PieceRange } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { useDropTarget } from './dragging.ts'
import { AddButton, CardList, type CalendarProps } from './MonthView.tsx'
import { hoursShown, timeInHour } from './period.rules.ts'
import { useMovePiece } from './piece.queries.ts'
import classes from './plan.module.css'

/** The week by hours: pieces stand in the row of their hour, those without a time above. Dropping sets day and hour. */
export function WeekView({ range, day, today, onCreate, onDay }: CalendarProps) {
  const t = useText(pieceText)
  const format = useFormat()
  const hours = hoursShown(range.days.flatMap(({ pieces }) => pieces))
  return (
    <table className={classes.calendar} aria-label={t('heading', { period: format.week(day) })}>
      <thead>
        <tr>
          <th className={classes.hourLabel} scope="col">
            {format.week(day)}
          </th>
          {range.days.map((of) => (
            <th key={of.day} scope="col" aria-current={of.day === today ? 'date' : undefined}>
              <DayHeading of={of} onDay={onDay} isToday={of.day === today} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <HourRow label={t('allDay')} hour={null} days={range.days} today={today} onCreate={onCreate} />
        {hours.map((hour) => (
          <HourRow
            key={hour}
            label={timeInHour(hour, null)}
            hour={hour}
            days={range.days}
            today={today}
            onCreate={onCreate}
          />
        ))}
      </tbody>
    </table>
  )
}

function DayHeading(props: { of: PieceRange['days'][number]; isToday: boolean; onDay(day: Day): void }) {
  const { of, isToday, onDay } = props
  const t = useText(pieceText)
  const format = useFormat()
  const hidden = of.count - of.pieces.length
  return (
    <>
      <span className={classes.dayNumber} data-today={isToday || undefined}>
        {format.dayShort(of.day)}
      </span>
      {hidden > 0 && (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => onDay(of.day)}
          aria-label={`${t('more', { count: hidden })}, ${t('ofDay', { day: format.dayLong(of.day), count: of.count })}`}
        >
          {t('more', { count: hidden })}
        </Button>
      )}
    </>
  )
}

type RowProps = Pick<CalendarProps, 'today' | 'onCreate'> & {
  label: string
  hour: number | null
  days: PieceRange['days']
}

function HourRow({ label, hour, days, today, onCreate }: RowProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      {days.map(({ day, pieces }) => (
        <HourCell
          key={day}
          day={day}
          hour={hour}
          isToday={day === today}
          pieces={pieces.filter(
            ({ plannedTime }) => (plannedTime === null ? null : Number(plannedTime.slice(0, 2))) === hour,
          )}
          onCreate={onCreate}
        />
      ))}
    </tr>
  )
}

function HourCell(props: {
  day: Day
  hour: number | null
  isToday: boolean
  pieces: readonly PieceCard[]
  onCreate: CalendarProps['onCreate']
}) {
  const { day, hour, isToday, pieces, onCreate } = props
  const t = useText(pieceText)
  const format = useFormat()
  const move = useMovePiece()
  const target = useDropTarget((piece) => {
    const plannedTime = hour === null ? null : timeInHour(hour, piece.plannedTime)
    if (piece.plannedOn !== day || piece.plannedTime !== plannedTime || piece.plannedPrecision !== 'day')
      move(piece, { plannedOn: day, plannedTime })
  })
  const time = hour === null ? null : timeInHour(hour, null)
  const place = time === null ? format.dayLong(day) : `${format.dayLong(day)}, ${time}`
  return (
    <td className={classes.hour} data-today={isToday || undefined} data-day={day} {...target}>
      <CardList pieces={pieces} />
      {onCreate && <AddButton label={t('newOn', { day: place })} onClick={() => onCreate(day, time)} />}
    </td>
  )
}
