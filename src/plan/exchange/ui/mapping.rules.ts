import type { ImportField, ImportStatus, SheetMapping } from '../exchange.schema.ts'

/** Gives a column a field. Another column that had it becomes an extra field: no field is given twice. */
export function assignField(
  columns: SheetMapping['columns'],
  column: number,
  field: ImportField,
): SheetMapping['columns'] {
  const isShared = field === 'extra' || field === 'leave'
  const others = columns
    .filter((entry) => entry.column !== column)
    .map((entry) => (entry.field === field && !isShared ? { ...entry, field: 'extra' as const } : entry))
  return [...others, { column, field }].toSorted((a, b) => a.column - b.column)
}

/** Says what a word of the status column means; null takes that back. */
export function assignStatus(
  words: SheetMapping['statusWords'],
  word: string,
  status: ImportStatus | null,
): SheetMapping['statusWords'] {
  const others = words.filter((entry) => entry.word !== word)
  return status === null ? others : [...others, { word, status }]
}
