export type Sort = { by: string; descending: boolean }

/** What a click on a heading asks for: first ascending, then descending. */
export function nextSort(sort: Sort | null, by: string): Sort {
  return sort?.by === by ? { by, descending: !sort.descending } : { by, descending: false }
}

type Sortable = string | number | null | undefined

/** The rows in order of a value; rows without one come last in both directions. Text sorts as German dictionaries do. */
export function sorted<Row>(rows: readonly Row[], value: (row: Row) => Sortable, descending: boolean): Row[] {
  const collator = new Intl.Collator('de', { numeric: true })
  const compare = (left: NonNullable<Sortable>, right: NonNullable<Sortable>) =>
    typeof left === 'number' && typeof right === 'number'
      ? left - right
      : collator.compare(String(left), String(right))
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a) ?? null, value(b) ?? null]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return descending ? compare(right, left) : compare(left, right)
  })
}

/** The row that a key moves to; null when the key moves nothing. */
export function rowAfterKey(key: string, row: number, count: number, page = 12): number | null {
  const last = count - 1
  switch (key) {
    case 'ArrowDown':
      return Math.min(row + 1, last)
    case 'ArrowUp':
      return Math.max(row - 1, 0)
    case 'PageDown':
      return Math.min(row + page, last)
    case 'PageUp':
      return Math.max(row - page, 0)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}
