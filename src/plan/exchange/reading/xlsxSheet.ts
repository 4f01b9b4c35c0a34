import { Refusal } from '../../../kernel/refusal.ts'
import { durationText, momentOfSerial, type NumberKind } from './numberFormat.ts'
import type { Cell, MergedRange, ReadingLimits, Row } from './workbook.ts'
import { unescapeText, type StringTable } from './xlsxStrings.ts'
import { readXml, type XmlAttributes } from './xml.ts'
import type { Package } from './zip.ts'

type Source = {
  parts: Package
  strings: StringTable
  styles: readonly NumberKind[]
  isSystem1904: boolean
  limits: ReadingLimits
}
type RawCell = {
  column: number
  type: string
  style: number
  value: string | null
  inline: string
  hasFormula: boolean
}

/** Reads the sheets of one workbook, one after the other; the limits hold for all of them together. */
export class SheetReader {
  readonly #source: Source
  #rowsLeft: number
  #cellsLeft: number

  constructor(source: Source) {
    this.#source = source
    this.#rowsLeft = source.limits.rows
    this.#cellsLeft = source.limits.cells
  }

  /** The filled rows and merged ranges of a sheet. Empty rows cost time but no memory. */
  async read(part: string): Promise<{ rows: Row[]; merged: MergedRange[] }> {
    const { parts, limits } = this.#source
    const rows: Row[] = []
    const merged: MergedRange[] = []
    let row: Row = { number: 0, cells: [] }
    let cell: RawCell | null = null
    // A cell without a reference follows the one before it, filled or not.
    let column = 0
    let into: 'value' | 'inline' | null = null
    let text = ''
    let isPhonetic = false
    const open = (name: string, attributes: XmlAttributes) => {
      if (name === 'c') {
        cell = rawCell(attributes, column)
        column = cell.column
      } else if (name === 'v') into = 'value'
      else if (name === 't') into = isPhonetic ? null : 'inline'
      else if (name === 'row') {
        row = { number: rowNumber(attributes.r, row.number), cells: [] }
        column = 0
      } else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'rPh') isPhonetic = true
      else if (name === 'mergeCell') this.#addRange(merged, attributes.ref)
      if (into !== null) text = ''
    }
    const close = (name: string) => {
      if (name === 'c' && cell) {
        this.#keep(row, cell)
        cell = null
      } else if (name === 'v' || name === 't') {
        if (cell && into === 'value') cell.value = text
        if (cell && into === 'inline') cell.inline += text
        into = null
      } else if (name === 'rPh') isPhonetic = false
      else if (name === 'row' && row.cells.length > 0) {
        if (--this.#rowsLeft < 0) throw new Refusal('import.too_many_rows', 'limit', { limit: limits.rows })
        rows.push(row)
      }
    }
    const listener = { open, close, text: (more: string) => void (into !== null && (text += more)) }
    await readXml(parts.read(part), listener, part)
    return { rows: inOrder(rows), merged }
  }

  #keep(row: Row, raw: RawCell): void {
    const value = this.#valueOf(raw)
    if (value === null) return
    const { limits } = this.#source
    // Styles may run to the end of a row; only a value out there counts.
    if (raw.column > limits.columns)
      throw new Refusal('import.too_many_columns', 'limit', { limit: limits.columns })
    if (--this.#cellsLeft < 0) throw new Refusal('import.too_many_cells', 'limit', { limit: limits.cells })
    while (row.cells.length < raw.column - 1) row.cells.push(null)
    row.cells[raw.column - 1] = value
  }

  #valueOf(raw: RawCell): Cell {
    const { value } = raw
    if (raw.type === 'inlineStr') return filled(unescapeText(raw.inline))
    if (value === null || value === '')
      return raw.hasFormula && raw.type !== 'str' ? { kind: 'error', text: '=' } : null
    switch (raw.type) {
      case 's':
        return filled(this.#source.strings.at(Number(value)) ?? '')
      case 'str':
        return filled(unescapeText(value))
      case 'b':
        return value === '1' || value === 'true'
      case 'e':
        return { kind: 'error', text: value.slice(0, 40) }
      case 'd':
        return isoMoment(value)
      default:
        return this.#number(Number(value), this.#source.styles[raw.style] ?? 'plain') ?? filled(value)
    }
  }

  #number(value: number, shownAs: NumberKind): Cell {
    if (!Number.isFinite(value)) return null
    if (shownAs === 'percent') return { kind: 'percent', value }
    if (shownAs === 'duration') return durationText(value)
    if (shownAs === 'plain') return value
    const moment = momentOfSerial(value, this.#source.isSystem1904)
    return moment ? { kind: 'moment', ...moment } : value
  }

  #addRange(merged: MergedRange[], ref: string | undefined): void {
    const { limits } = this.#source
    if (merged.length >= limits.mergedRanges)
      throw new Refusal('import.too_many_cells', 'limit', { limit: limits.mergedRanges })
    const [from, to] = (ref ?? '').split(':').map(placeOf)
    if (from && to) merged.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
  }
}

function rawCell(attributes: XmlAttributes, columnsBefore: number): RawCell {
  const column = placeOf(attributes.r ?? '')?.column ?? columnsBefore + 1
  if (column > 16_384) throw new Refusal('import.damaged', 'invalid')
  return {
    column,
    type: attributes.t ?? 'n',
    style: Number(attributes.s ?? 0),
    value: null,
    inline: '',
    hasFormula: false,
  }
}

function rowNumber(text: string | undefined, before: number): number {
  const number = text === undefined ? before + 1 : Number(text)
  if (!Number.isInteger(number) || number < 1 || number > 1_048_576)
    throw new Refusal('import.damaged', 'invalid')
  return number
}

function placeOf(reference: string): { column: number; row: number } | null {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (!match) return null
  let column = 0
  for (const letter of match[1] ?? '') column = column * 26 + letter.charCodeAt(0) - 64
  return { column, row: Number(match[2]) }
}

function isoMoment(value: string): Cell {
  const match = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(value)
  if (!match) return filled(value)
  return { kind: 'moment', day: match[1] ?? null, time: match[2] === '00:00' ? null : (match[2] ?? null) }
}

const filled = (text: string): string | null => (text.trim() === '' ? null : text)

/** Rows are written in order; a file that does not is put in order, so that row numbers tell the truth. */
function inOrder(rows: Row[]): Row[] {
  const isSorted = rows.every((row, at) => at === 0 || (rows[at - 1]?.number ?? 0) < row.number)
  return isSorted ? rows : rows.toSorted((a, b) => a.number - b.number)
}
