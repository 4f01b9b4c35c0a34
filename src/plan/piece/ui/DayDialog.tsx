import { useQuery } from '@tanstack/react-query'
import type { Day } from '../../../kernel/calendar.ts'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useFormat } from '../../../kit/language.tsx'
import { Loaded } from '../../../kit/Notes.tsx'
import type { PieceFilter } from '../piece.schema.ts'
import { CardList } from './MonthView.tsx'
import { rangeQuery } from './piece.queries.ts'

const mostShown = 500

/** All pieces of a full day. */
export function DayDialog({ day, filter, onClose }: { day: Day; filter: PieceFilter; onClose(): void }) {
  const format = useFormat()
  const query = useQuery(rangeQuery({ from: day, to: day }, mostShown, filter))
  return (
    <Dialog opened onClose={onClose} title={format.dayLong(day)}>
      <Loaded query={query}>{(range) => <CardList pieces={range.days[0]?.pieces ?? []} isWide />}</Loaded>
    </Dialog>
  )
}
