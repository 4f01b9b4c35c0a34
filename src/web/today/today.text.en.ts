import type { TextsLike } from '../../kernel/text/text.ts'
import type { todayDe } from './today.text.de.ts'

export const todayEn: TextsLike<typeof todayDe> = {
  title: 'Today',
  greeting: '{day}, {week}',
  waiting: {
    title: 'Waiting for me',
    nothing: 'Nobody is waiting for your decision.',
    asked: '{name} asks for approval',
    until: 'until {day}',
  },
  due: { title: 'Going out today', nothing: 'Nothing goes out today.', at: '{time}' },
  late: { title: 'Overdue', nothing: 'Everything is on schedule.', since: 'planned for {day}' },
  failed: { title: 'Failed or open', nothing: 'No publication needs you.' },
  mine: { title: 'My next pieces', nothing: 'Nothing is in your name for the next two weeks.' },
  ownerless: { title: 'Without an owner', nothing: 'Every piece has somebody who takes care of it.' },
  all: 'Show all {count}',
  allOpen: 'Show all',
  more: 'more than {count}',
  empty: {
    title: 'Welcome to Leitstand',
    text: 'Every morning this page tells what waits for you, what goes out today and what is stuck. It needs a plan: bring the spreadsheet you already have, or add the first piece.',
    import: 'Import a plan',
    create: 'Add the first piece',
  },
}
