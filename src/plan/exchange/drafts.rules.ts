import { cellText, shortened } from './cells.rules.ts'
import { readDate, type DateHints } from './dates.rules.ts'
import { headerHits } from './headers.rules.ts'
import type {
  ImportField,
  ImportProblem,
  ImportStatus,
  LeftOutRow,
  PieceDraft,
  PlannedDate,
  SheetMapping,
} from './exchange.schema.ts'
import { cellAddress, type Row, type Sheet } from './reading/workbook.ts'
import { RowReading, type Filled } from './row.rules.ts'
import { channelsOfCell, folded, isBlankWord, statusOfWord } from './words.rules.ts'

export type Drafts = { pieces: PieceDraft[]; problems: ImportProblem[]; leftOut: LeftOutRow[] }

const longestWord = 200
const dateFields = new Set<ImportField>(['date', 'week', 'weekday'])

/**
 * Turns the rows of a sheet into pieces. Every filled cell ends in a field, in an extra field or its row in the list
 * of what is left out; what cannot be read is kept as an extra field and reported. `today` decides what is past.
 */
export function draftsOf(sheet: Sheet, mapping: SheetMapping, today: string): Drafts {
  const reading = new SheetReading(sheet, mapping, today)
  for (const row of sheet.rows) reading.take(row)
  return { pieces: reading.pieces, problems: reading.problems, leftOut: reading.leftOut }
}

/** The words of the status column that stand for no known state, with what the mapping says about them. */
function statusByWord(mapping: SheetMapping): Map<string, ImportStatus> {
  return new Map(mapping.statusWords.map(({ word, status }) => [folded(word), status]))
}

class SheetReading {
  readonly pieces: PieceDraft[] = []
  readonly problems: ImportProblem[] = []
  readonly leftOut: LeftOutRow[] = []
  readonly #sheet: Sheet
  readonly #mapping: SheetMapping
  readonly #today: string
  readonly #hints: DateHints
  readonly #fields = new Map<number, ImportField>()
  readonly #headers: string[]
  readonly #statuses: Map<string, ImportStatus>
  readonly #seen = new Set<string>()

  constructor(sheet: Sheet, mapping: SheetMapping, today: string) {
    this.#sheet = sheet
    this.#mapping = mapping
    this.#today = today
    this.#hints = { year: mapping.year, dayOrder: mapping.dayOrder }
    for (const { column, field } of mapping.columns) this.#fields.set(column, field)
    const header = sheet.rows.find((row) => row.number === mapping.headerRow)
    this.#headers = header?.cells.map((cell) => shortened(cellText(cell), longestWord)) ?? []
    this.#statuses = statusByWord(mapping)
  }

  /** Reads one row into a piece or into the list of what is left out. */
  take(row: Row): void {
    if (row.number === this.#mapping.headerRow) return
    const filled = this.#filled(row)
    const reason = this.#whyLeftOut(row, filled)
    if (reason !== null) {
      const text = filled.map(({ text }) => text).join(' · ')
      if (text !== '') this.leftOut.push({ row: row.number, reason, text: shortened(text, 500) })
      return
    }
    this.#pieceOf(row, filled)
  }

  #filled(row: Row): Filled[] {
    const filled: Filled[] = []
    for (const [at, cell] of row.cells.entries()) {
      const text = cellText(cell)
      if (text === '') continue
      const field = this.#fields.get(at + 1) ?? 'extra'
      filled.push({
        field,
        header: this.#headers[at] ?? '',
        cell,
        text,
        address: cellAddress(at + 1, row.number),
      })
    }
    return filled
  }

  #whyLeftOut(row: Row, filled: Filled[]): LeftOutRow['reason'] | null {
    if (row.number < this.#mapping.headerRow) return 'above_header'
    const said = filled.filter(({ field, text }) => field !== 'leave' && !isBlankWord(text))
    if (said.length === 0) return 'separator'
    const first = said[0]
    if (
      said.length < 4 &&
      first &&
      /^(summe|gesamt|total|sum|zwischensumme|anzahl)\b/.test(folded(first.text))
    )
      return 'sum'
    if (said.length === 1 && first && this.#isSeparator(row, first)) return 'separator'
    if (said.every(({ field }) => dateFields.has(field))) return 'only_a_date'
    const isHeaderAgain = said.every(({ text, header }) => folded(text) === folded(header))
    return isHeaderAgain && headerHits(row) >= 2 ? 'header_again' : null
  }

  /** A line across the sheet such as "Januar 2026" or "Q2": alone in its row, merged or a span of time. */
  #isSeparator(row: Row, only: Filled): boolean {
    if (this.#mapping.columns.filter(({ field }) => field !== 'extra' && field !== 'leave').length < 2)
      return false
    const isTextForADate = only.field === 'date' && /\p{L}{3}/u.test(only.text) && !/\d/.test(only.text)
    const isMerged = this.#sheet.merged.some(
      ({ top, left, right }) =>
        top === row.number && right - left >= 2 && only.address === cellAddress(left, top),
    )
    const span = readDate(only.text, { year: 2026, dayOrder: 'dmy' })
    const isSpan =
      span !== null && ('planned' in span ? span.planned.precision !== 'day' : span.trouble === 'date_span')
    return isTextForADate || isMerged || isSpan
  }

  #pieceOf(row: Row, filled: Filled[]): void {
    const piece = new RowReading(this.#sheet.name, row.number, filled, this.problems)
    const { planned, time } = piece.readWhen(this.#hints)
    const status = this.#statusOf(piece, planned)
    const draft: PieceDraft = {
      row: row.number,
      planned,
      time,
      dueOn: piece.readDue(this.#hints),
      status,
      channels: channelsOfCell(piece.take('channel')),
      format: piece.take('format', longestWord),
      campaign: piece.take('campaign', longestWord),
      owner: piece.blankless('owner', longestWord),
      goal: piece.take('goal', 1_000),
      note: piece.take('note', 10_000),
      title: piece.readTitle(),
      extra: piece.extra,
      cells: piece.cells,
    }
    piece.keepTheRest()
    this.#reportDates(piece, draft)
    this.pieces.push(draft)
  }

  #statusOf(piece: RowReading, planned: PlannedDate): ImportStatus {
    const isPast = planned.precision === 'day' && (planned.day ?? '') < this.#today
    const word = piece.blankless('status', longestWord)
    if (word === '') {
      if (isPast && this.#mapping.pastIsPublished) return 'published'
      return planned.day === null ? 'idea' : 'backlog'
    }
    const status = this.#statuses.get(folded(word)) ?? statusOfWord(word)
    if (status !== null) return status
    piece.report('status_unknown', 'status', word)
    piece.keep('status')
    return planned.day === null ? 'idea' : 'backlog'
  }

  #reportDates(piece: RowReading, draft: PieceDraft): void {
    const { day, precision } = draft.planned
    if (precision === 'day' && day !== null) {
      if (draft.status === 'published' && day > this.#today) piece.report('published_ahead', 'date', day)
      const isOpen = ['idea', 'backlog', 'briefing', 'in_progress', 'in_review', 'approved'].includes(
        draft.status,
      )
      if (isOpen && day < this.#today) piece.report('past_unpublished', 'date', day)
    }
    const key = `${folded(draft.title)}\n${day ?? ''}\n${draft.channels.join()}`
    if (this.#seen.has(key)) piece.report('duplicate', 'title', draft.title)
    this.#seen.add(key)
  }
}
