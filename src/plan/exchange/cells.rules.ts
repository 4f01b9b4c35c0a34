import type { Cell } from './reading/workbook.ts'

/** A cell as text: what is shown, kept or read further. Empty cells are `''`. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell === 'boolean') return cell ? 'x' : ''
  switch (cell.kind) {
    case 'moment':
      return [cell.day, cell.time].filter((part) => part !== null).join(' ')
    case 'percent':
      return `${numberText(cell.value * 100)} %`
    case 'error':
      return cell.text
  }
}

// Excel keeps 15 digits; more are noise of the binary number (0.1 + 0.2).
const numberText = (value: number) => String(Number(value.toPrecision(15)))

/** The first `most` characters (UTF-16 units) of a text; an emoji is never cut in half. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  const last = text.charCodeAt(most - 1)
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? most - 1 : most)
}
