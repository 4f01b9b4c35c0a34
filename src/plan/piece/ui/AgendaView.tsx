import { ActionIcon, Button, Text, Title } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useFormat, useText } from '../../../kit/language.tsx'
import { pieceText } from '../piece.text.ts'
import { CardList, type CalendarProps } from './MonthView.tsx'
import classes from './plan.module.css'

/** The calendar on a narrow screen: day below day, only those with pieces, and today. */
export function AgendaView({ range, today, onCreate, onDay }: CalendarProps) {
  const t = useText(pieceText)
  const format = useFormat()
  const todayRef = useRef<HTMLElement>(null)
  // A month begins with what is past; the day's work is what is looked for.
  useEffect(() => {
    todayRef.current?.scrollIntoView({ block: 'start' })
  }, [])
  const days = range.days.filter(({ day, count }) => count > 0 || day === today)
  if (days.length === 0) return <Text c="dimmed">{t('nothingPlanned')}</Text>
  return (
    <div>
      {days.map((of) => (
        <section
          key={of.day}
          ref={of.day === today ? todayRef : undefined}
          className={classes.agenda}
          data-day={of.day}
          aria-label={t('ofDay', { day: format.dayLong(of.day), count: of.count })}
        >
          <div className={classes.agendaDay}>
            <Title order={2} size="h4">
              <span className={classes.dayNumber} data-today={of.day === today || undefined}>
                {format.dayShort(of.day)}
              </span>
            </Title>
            {onCreate && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('newOn', { day: format.dayLong(of.day) })}
                onClick={() => onCreate(of.day, null)}
              >
                <IconPlus size={16} aria-hidden />
              </ActionIcon>
            )}
          </div>
          <CardList pieces={of.pieces} isWide />
          {of.count > of.pieces.length && (
            <Button variant="subtle" size="compact-sm" onClick={() => onDay(of.day)}>
              {t('more', { count: of.count - of.pieces.length })}
            </Button>
          )}
        </section>
      ))}
    </div>
  )
}
