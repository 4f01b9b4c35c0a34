/** A date, a time of day or both, as a cell holds it. A day has no zone. */
export type MomentCell = { kind: 'moment'; day: string | null; time: string | null }
/** A share: 0.234 shown as 23,4 %. */
type PercentCell = { kind: 'percent'; value: number }
/** A cell without a usable value: a formula that failed (`#REF!`) or was never calculated (`=A1`). */
type ErrorCell = { kind: 'error'; text: string }
export type Cell = string | number | boolean | MomentCell | PercentCell | ErrorCell | null

/** A row with at least one value. `number` is the row as Excel counts it; `cells` ends with the last filled one. */
export type Row = { number: number; cells: Cell[] }

/** A merged range, rows and columns counted from 1. Its value stands in the upper left cell. */
export type MergedRange = { top: number; left: number; bottom: number; right: number }

export type Sheet = { name: string; hidden: boolean; rows: Row[]; merged: MergedRange[] }

/** What a file holds, whatever its format: sheets of rows of cells, empty rows and tails left out. */
export type Workbook = {
  format: 'xlsx' | 'csv'
  /** Encoding and delimiter that were recognised in a text file; null for a workbook. */
  recognised: { encoding: string; delimiter: string } | null
  sheets: Sheet[]
}

/** What a file may cost at most. Everything above is refused before or while it is read. */
export type ReadingLimits = {
  fileBytes: number
  /** Parts of a packed workbook. */
  entries: number
  /** Bytes of all parts together, unpacked. */
  unpackedBytes: number
  sheets: number
  /** Filled rows of all sheets together. */
  rows: number
  /** Rightmost column, counted from 1. */
  columns: number
  /** Filled cells of all sheets together. */
  cells: number
  mergedRanges: number
  /** Wall time in milliseconds; then the reading is ended from outside. */
  milliseconds: number
  /** Heap of the worker in MiB. */
  heapMebibytes: number
}

export const readingLimits: ReadingLimits = {
  fileBytes: 25 * 1024 * 1024,
  entries: 2_000,
  unpackedBytes: 400 * 1024 * 1024,
  sheets: 200,
  rows: 100_000,
  columns: 1_000,
  cells: 2_000_000,
  mergedRanges: 20_000,
  milliseconds: 30_000,
  heapMebibytes: 768,
}

/** `C7` for column 3, row 7. */
export function cellAddress(column: number, row: number): string {
  return `${columnLetters(column)}${row}`
}

/** `A` for 1, `AA` for 27. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column; rest > 0; rest = Math.floor((rest - 1) / 26))
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}
