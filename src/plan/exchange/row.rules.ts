import { addDays, isoWeek } from '../../kernel/calendar.ts'
import { shortened } from './cells.rules.ts'
import { readDate, readTime, weekdayOf, weekdayOfDay, weekOf, type DateHints } from './dates.rules.ts'
import type { ExtraField, ImportField, ImportProblem, PlannedDate } from './exchange.schema.ts'
import type { Cell, MomentCell } from './reading/workbook.ts'
import { folded, isBlankWord } from './words.rules.ts'

const longestTitle = 255
const none: PlannedDate = { day: null, precision: 'none' }

/** A filled cell of a row with what its column means. */
export type Filled = { field: ImportField; header: string; cell: Cell; text: string; address: string }

/** One row while it is read: remembers which cells went where. */
export class RowReading {
  readonly extra: ExtraField[] = []
  readonly cells: Record<string, string> = {}
  readonly #sheet: string
  readonly #row: number
  readonly #filled: Filled[]
  readonly #problems: ImportProblem[]

  constructor(sheet: string, row: number, filled: Filled[], problems: ImportProblem[]) {
    this.#sheet = sheet
    this.#row = row
    this.#filled = filled
    this.#problems = problems
  }

  #find(field: ImportField): Filled | undefined {
    return this.#filled.find((cell) => cell.field === field)
  }

  /** The text of a field; what is longer than `most` is kept whole as an extra field. */
  take(field: ImportField, most = 10_000): string {
    const found = this.#find(field)
    if (!found) return ''
    this.cells[field] = found.address
    if (typeof found.cell === 'object' && found.cell?.kind === 'error') {
      this.report('cell_error', field, found.text)
      return ''
    }
    if (found.text.length > most) this.keep(field)
    return shortened(found.text, most)
  }

  /** The text of a field unless it only says that there is nothing: `-`, `n/a`. */
  blankless(field: ImportField, most: number): string {
    const text = this.take(field, most)
    return isBlankWord(text) ? '' : text
  }

  /** Keeps the cell of a field as an extra field, so that its text is not lost. */
  keep(field: ImportField): void {
    const found = this.#find(field)
    if (found) this.#keepCell(found)
  }

  #keepCell({ header, text, address }: Filled): void {
    if (this.extra.some(({ cell }) => cell === address)) return
    this.extra.push({ header, value: shortened(text, 32_767), sheet: this.#sheet, cell: address })
  }

  /** Keeps every cell that went into no field: unmapped columns, and what another column made superfluous. */
  keepTheRest(): void {
    const used = new Set(Object.values(this.cells))
    for (const cell of this.#filled)
      if (cell.field !== 'leave' && !used.has(cell.address)) this.#keepCell(cell)
  }

  report(code: ImportProblem['code'], field: ImportField, value: string): void {
    const found = this.#find(field)
    this.#problems.push({
      code,
      row: this.#row,
      cell: found?.address ?? '',
      header: found?.header ?? '',
      value: shortened(value, 200),
    })
  }

  /** Date and time of a row from the columns date, week, weekday and time, held against each other. */
  readWhen(hints: DateHints): { planned: PlannedDate; time: string | null } {
    const date = this.#readDate('date', hints)
    const weekday = weekdayOf(this.take('weekday'))
    let planned = date?.planned ?? none
    if (planned.precision === 'none') planned = this.#fromWeek(hints, weekday)
    else if (planned.day !== null && planned.precision === 'day')
      this.#compare(planned.day, weekday ?? date?.weekday ?? null)
    if (planned.precision === 'none' && this.#find('weekday')) this.keep('weekday')
    return { planned, time: this.#readTime(planned, date?.time ?? null) }
  }

  /** Reads the deadline; a week or month is none. */
  readDue(hints: DateHints): string | null {
    const due = this.#readDate('due', hints)
    if (due === null || due.planned.precision === 'day') return due?.planned.day ?? null
    this.report('due_unreadable', 'due', this.take('due'))
    this.keep('due')
    return null
  }

  #readDate(field: 'date' | 'due', hints: DateHints) {
    const found = this.#find(field)
    if (!found) return null
    this.cells[field] = found.address
    const moment = momentOf(found.cell)
    const text = moment?.day ?? found.text
    const read = readDate(text, hints)
    if (read === null) return null
    if ('trouble' in read) {
      this.report(field === 'due' ? 'due_unreadable' : read.trouble, field, found.text)
      this.keep(field)
      return null
    }
    if (read.isVague) {
      this.report('date_vague', field, found.text)
      this.keep(field)
    }
    return moment ? { ...read, time: moment.time } : read
  }

  #fromWeek(hints: DateHints, weekday: number | null): PlannedDate {
    const text = this.take('week')
    if (isBlankWord(text)) return none
    const number = /^\d{1,2}$/.test(text) ? Number(text) : null
    const found = number === null ? readDate(text, hints) : weekOfYear(hints.year, number)
    if (found === null || 'trouble' in found) {
      if (found) this.report(found.trouble, 'week', text)
      this.keep('week')
      return none
    }
    const { day, precision } = found.planned
    // Week and weekday together are a day: nothing is invented.
    if (precision === 'week' && day !== null && weekday !== null)
      return { day: addDays(day, weekday - 1), precision: 'day' }
    return found.planned
  }

  #compare(day: string, weekday: number | null): void {
    if (weekday !== null && weekdayOfDay(day) !== weekday) {
      const field = this.#find('weekday') ? 'weekday' : 'date'
      this.report('weekday_differs', field, `${this.#find(field)?.text ?? ''} (${day})`)
      if (field === 'weekday') this.keep('weekday')
    }
    const text = this.take('week')
    const number = /^\D{0,20}(\d{1,2})\b/.exec(text)?.[1]
    // `Week #` of many sheets counts on from 1 and is no calendar week: then the column is kept as it is.
    if (text === '' || (number !== undefined && Number(number) === isoWeek(day).week)) return
    this.keep('week')
    delete this.cells.week
    if (/kw|kalenderwoche/.test(folded(this.#find('week')?.header ?? '')))
      this.report('week_differs', 'week', `${text} (${day})`)
  }

  #readTime(planned: PlannedDate, withDate: string | null): string | null {
    const found = this.#find('time')
    let time = withDate
    if (found) this.cells.time = found.address
    if (found && !isBlankWord(found.text)) {
      const moment = momentOf(found.cell)
      const read = moment ? moment.time : readTime(found.text)
      if (read === null) {
        this.report('time_unreadable', 'time', found.text)
        this.keep('time')
      } else time = read
    }
    if (time === null || planned.precision === 'day') return time
    this.report('time_without_day', found ? 'time' : 'date', time)
    this.keep(found ? 'time' : 'date')
    return null
  }

  /** The title; where its column is empty, the first words of the row stand in and are reported. */
  readTitle(): string {
    const title = this.blankless('title', 32_767)
    if (title === '') return this.#standIn()
    const oneLine = title.replace(/\s+/g, ' ')
    if (oneLine.length <= longestTitle) {
      if (title.includes('\n')) this.keep('title')
      return oneLine
    }
    this.report('title_cut', 'title', oneLine)
    this.keep('title')
    return `${shortened(oneLine, longestTitle - 1).trimEnd()}…`
  }

  #standIn(): string {
    const silent: ImportField[] = [
      'date',
      'week',
      'weekday',
      'time',
      'due',
      'status',
      'owner',
      'leave',
      'channel',
      'format',
    ]
    const words = (fields: boolean) =>
      this.#filled.find(
        ({ field, text }) => silent.includes(field) === fields && field !== 'leave' && /\p{L}{2}/u.test(text),
      )
    const found = words(false) ?? this.#find('format') ?? this.#find('channel') ?? words(true)
    const text = (found?.text ?? this.#filled[0]?.text ?? '–').replace(/\s+/g, ' ')
    this.report('title_missing', 'title', text)
    return shortened(text, longestTitle)
  }
}

const momentOf = (cell: Cell): MomentCell | null =>
  typeof cell === 'object' && cell?.kind === 'moment' ? cell : null
const weekOfYear = (year: number | null, week: number): ReturnType<typeof weekOf> =>
  year === null ? { trouble: 'date_without_year' } : weekOf(year, week)
