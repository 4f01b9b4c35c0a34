import { CsvError, parse, type Info } from 'csv-parse/sync'
import { Refusal } from '../../../kernel/refusal.ts'
import { hasUtf16Mark, utf16WithoutMark } from './fileKind.ts'
import type { ReadingLimits, Row, Workbook } from './workbook.ts'

const delimiters = [';', ',', '\t', '|'] as const
type Delimiter = (typeof delimiters)[number]

/**
 * Reads a delimited text. Encoding and delimiter are recognised; a first line `sep=;` as Excel writes it is obeyed.
 * Every cell is text: what it means is decided later, with its column.
 * @throws Refusal `import.quote_open` with the line, `import.too_many_*`, `import.no_rows`
 */
export function readCsv(bytes: Uint8Array, fileName: string, limits: ReadingLimits): Workbook {
  const { text, encoding } = decodeText(bytes)
  const announced = /^sep=(.)\r?\n/i.exec(text)
  const body = announced ? text.slice(announced[0].length) : text
  const delimiter = announced?.[1] ?? recogniseDelimiter(body)
  const records = parseRecords(body, delimiter)
  const rows: Row[] = []
  let cellsLeft = limits.cells
  for (const [index, record] of records.entries()) {
    const cells = record.map((value) =>
      value.trim() === '' ? null : value.replaceAll('\r\n', '\n').replaceAll('\0', ''),
    )
    while (cells.length > 0 && cells.at(-1) === null) cells.pop()
    if (cells.length === 0 || (delimiter === '|' && isMarkdownRule(cells))) continue
    if (cells.length > limits.columns)
      throw new Refusal('import.too_many_columns', 'limit', { limit: limits.columns })
    cellsLeft -= cells.length
    if (cellsLeft < 0) throw new Refusal('import.too_many_cells', 'limit', { limit: limits.cells })
    if (rows.length >= limits.rows) throw new Refusal('import.too_many_rows', 'limit', { limit: limits.rows })
    rows.push({ number: index + (announced ? 2 : 1), cells })
  }
  if (rows.length === 0) throw new Refusal('import.no_rows', 'invalid')
  const name = fileName.replace(/\.[^.]*$/, '').slice(0, 200) || 'CSV'
  return {
    format: 'csv',
    recognised: { encoding, delimiter },
    sheets: [{ name, hidden: false, rows, merged: [] }],
  }
}

/** The line below the head of a Markdown table: `|---|:--|`. */
const isMarkdownRule = (cells: readonly (string | null)[]) =>
  cells.every((cell) => cell === null || /^\s*:?-{2,}:?\s*$/.test(cell))

/** The text of a file and the encoding it was read in. Windows-1252 is what is left when it is no Unicode. */
function decodeText(bytes: Uint8Array): { text: string; encoding: string } {
  if (hasUtf16Mark(bytes)) {
    const encoding = bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'
    return { text: new TextDecoder(encoding).decode(bytes), encoding: encoding.toUpperCase() }
  }
  const unmarked = utf16WithoutMark(bytes)
  if (unmarked) return { text: new TextDecoder(unmarked).decode(bytes), encoding: unmarked.toUpperCase() }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'Windows-1252' }
  }
}

/** The delimiter under which the first records have the same number of columns most often, and the most of them. */
function recogniseDelimiter(text: string): Delimiter {
  const sample = text.slice(0, 65_536)
  let best: { delimiter: Delimiter; score: number } = { delimiter: ';', score: 0 }
  for (const delimiter of delimiters) {
    const widths = sampleRecords(sample, delimiter).map((record) => record.length)
    const common = mostFrequent(widths.filter((width) => width > 1))
    if (common === null) continue
    const score = (widths.filter((width) => width === common).length / widths.length) * Math.min(common, 12)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

function sampleRecords(sample: string, delimiter: string): string[][] {
  // The last record of a sample may be cut in the middle.
  const records = parse(sample, { ...leniently(delimiter), to: 60 })
  return records.length > 1 && sample.length === 65_536 ? records.slice(0, -1) : records
}

function mostFrequent(numbers: readonly number[]): number | null {
  const counts = new Map<number, number>()
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1)
  let best: number | null = null
  for (const [number, count] of counts) if (count > (counts.get(best ?? -1) ?? 0)) best = number
  return best
}

const strictly = (delimiter: string) => ({
  delimiter,
  bom: true,
  relax_column_count: true,
  // An empty line counts as a row, so that row numbers are those Excel shows.
  skip_empty_lines: false,
})
const leniently = (delimiter: string) => ({
  ...strictly(delimiter),
  relax_quotes: true,
  on_skip: () => undefined,
  skip_records_with_error: true,
})

function parseRecords(text: string, delimiter: string): string[][] {
  try {
    return parse(text, strictly(delimiter))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') throw quoteOpen(text, delimiter)
    // A quotation mark inside an unquoted cell (`5" Rohr`) is meant as it stands.
    return parseWithLooseQuotes(text, delimiter)
  }
}

function parseWithLooseQuotes(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { ...strictly(delimiter), relax_quotes: true })
  } catch (error) {
    if (error instanceof CsvError) throw quoteOpen(text, delimiter)
    throw error
  }
}

/** Says in which line the cell begins whose quotation mark is never closed. */
function quoteOpen(text: string, delimiter: string): Refusal {
  let line = 1
  const onRecord = (record: string[], context: Info): string[] => {
    line = context.lines + 1
    return record
  }
  try {
    parse(text, { ...strictly(delimiter), relax_quotes: true, on_record: onRecord })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
  }
  return new Refusal('import.quote_open', 'invalid', { line })
}
