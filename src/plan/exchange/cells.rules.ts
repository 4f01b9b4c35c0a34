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
