import { Paper, Stack, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Day } from '../../../kernel/calendar.ts'
import { useText } from '../../../kit/language.tsx'
import { Loaded } from '../../../kit/Notes.tsx'
import { whyNotReplan } from '../piece.rules.ts'
import type { PieceCard, PieceFilter } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { AgendaView } from './AgendaView.tsx'
import { DayDialog } from './DayDialog.tsx'
import { MiniCard } from './MiniCard.tsx'
import { MonthView, type CalendarProps } from './MonthView.tsx'
import { spanOf, type CalendarView } from './period.rules.ts'
import { rangeQuery } from './piece.queries.ts'
import { useActor } from './useActor.ts'
import { WeekView } from './WeekView.tsx'
import classes from './plan.module.css'

/** Cards a day: a month must stay a month, a week shows nearly everything. */
const cardsPerDay: Record<CalendarView, number> = { month: 4, week: 40 }

type PaneProps = Pick<CalendarProps, 'onCreate' | 'today'> & {
  view: CalendarView
  day: Day
  filter: PieceFilter
}

/** Month or week, on a narrow screen a list by day, with what has no fixed day above. */
export function CalendarPane({ view, day, today, filter, onCreate }: PaneProps) {
  const t = useText(pieceText)
  const canMove = whyNotReplan(useActor()) === null
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const [fullDay, setFullDay] = useState<Day | null>(null)
  const query = useQuery(rangeQuery(spanOf(view, day), cardsPerDay[view], filter))
  const Calendar = isNarrow ? AgendaView : view === 'month' ? MonthView : WeekView
  return (
    <Loaded query={query}>
      {(range) => (
        <Stack gap="sm">
          <Unfixed pieces={range.unfixed} />
          <Calendar range={range} day={day} today={today} onCreate={onCreate} onDay={setFullDay} />
          {canMove && !isNarrow && (
            <Text size="xs" c="dimmed">
              {t('helpDrag')}
            </Text>
          )}
          {fullDay !== null && <DayDialog day={fullDay} filter={filter} onClose={() => setFullDay(null)} />}
        </Stack>
      )}
    </Loaded>
  )
}

function Unfixed({ pieces }: { pieces: readonly PieceCard[] }) {
  const t = useText(pieceText)
  if (pieces.length === 0) return null
  return (
    <Paper component="section" withBorder p="xs" aria-label={t('unfixed')}>
      <Title order={2} size="h4" mb={6}>
        {t('unfixed')}
      </Title>
      <ul className={classes.unfixed}>
        {pieces.map((piece) => (
          <li key={piece.id}>
            <MiniCard piece={piece} />
          </li>
        ))}
      </ul>
    </Paper>
  )
}
