import { dayOrderOf, readDate, yearOfNames } from './dates.rules.ts'
import type { SheetProposal } from './exchange.schema.ts'
import { findHeaderRow, proposeColumns } from './headers.rules.ts'
import { cellText } from './cells.rules.ts'
import { columnLetters, type Row, type Sheet } from './reading/workbook.ts'

/**
 * How a sheet is most likely to be read: its header row, what each column means, the year and the order of day and
 * month as far as the file itself proves them. `headerRow` overrules the row that was found; 0 means none.
 */
export function proposeSheet(sheet: Sheet, fileName: string, headerRow?: number): SheetProposal {
  const found = headerRow === undefined ? findHeaderRow(sheet.rows) : null
  const header = found?.row ?? sheet.rows.find((row) => row.number === headerRow) ?? null
  const below = sheet.rows.filter((row) => row.number > (header?.number ?? 0))
  const columns = proposeColumns(header, below)
  const dates = datesOf(columns.find(({ field }) => field === 'date')?.column, below)
  const order = dayOrderOf(dates)
  const above = sheet.rows.filter((row) => row.number < (header?.number ?? 0))
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    rows: below.length,
    likely: !sheet.hidden && (found?.hits ?? 0) >= 3,
    columns: columns.map(({ column, header, field, confidence, samples }) => ({
      column,
      letters: columnLetters(column),
      header: header.slice(0, 200),
      field,
      confidence,
      samples,
    })),
    mapping: {
      sheet: sheet.name,
      headerRow: header?.number ?? 0,
      columns: columns.map(({ column, field }) => ({ column, field })),
      year: yearOfNames([fileName, sheet.name, ...above.flatMap((row) => row.cells.map(cellText))]),
      dayOrder: order.order,
      statusWords: [],
      pastIsPublished: false,
    },
    dayOrderEvidence: order.evidence,
    hasSlashDates: dates.some((text) => /^\D*\d{1,2}[/-]\d{1,2}[/-]\d{2,4}/.test(text)),
    hasDatesWithoutYear: lacksYear(columns, below, dates),
  }
}

function datesOf(column: number | undefined, rows: readonly Row[]): string[] {
  if (column === undefined) return []
  return rows.map((row) => row.cells[column - 1]).flatMap((cell) => (typeof cell === 'string' ? [cell] : []))
}

function lacksYear(
  columns: readonly { field: string; column: number }[],
  rows: readonly Row[],
  dates: readonly string[],
) {
  const hints = { year: null, dayOrder: 'dmy' as const }
  const isOpen = (text: string) => {
    const read = readDate(text, hints)
    return read !== null && 'trouble' in read && read.trouble === 'date_without_year'
  }
  if (dates.some(isOpen)) return true
  const week = columns.find(({ field }) => field === 'week')?.column
  const hasDates = columns.some(({ field }) => field === 'date')
  return (
    week !== undefined &&
    !hasDates &&
    rows.some((row) => /^(kw ?)?\d{1,2}$/i.test(cellText(row.cells[week - 1])))
  )
}
