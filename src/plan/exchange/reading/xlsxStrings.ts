import { Refusal } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './workbook.ts'
import { readXml } from './xml.ts'
import type { Package } from './zip.ts'

/** The texts that cells point to by number. */
export class StringTable {
  readonly #texts: string[] = []

  add(text: string): void {
    this.#texts.push(text)
  }

  /** The text at a number; null when the file points at nothing. */
  at(index: number): string | null {
    return this.#texts[index] ?? null
  }

  get size(): number {
    return this.#texts.length
  }
}

/** Reads the shared strings; runs of rich text are joined, phonetic hints left out. */
export async function readSharedStrings(
  parts: Package,
  part: string,
  limits: ReadingLimits,
): Promise<StringTable> {
  const table = new StringTable()
  let text = ''
  let isText = false
  let isPhonetic = false
  await readXml(
    parts.read(part),
    {
      open: (name) => {
        if (name === 'si') text = ''
        else if (name === 'rPh') isPhonetic = true
        else if (name === 't') isText = !isPhonetic
      },
      text: (more) => {
        if (isText) text += more
      },
      close: (name) => {
        if (name === 't') isText = false
        else if (name === 'rPh') isPhonetic = false
        else if (name === 'si') {
          if (table.size >= limits.cells)
            throw new Refusal('import.too_many_cells', 'limit', { limit: limits.cells })
          table.add(unescapeText(text))
        }
      },
    },
    part,
  )
  return table
}

/** Turns Excel's `_x000D_` into the character it stands for; line ends become `\n`, NUL is dropped. */
export function unescapeText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text
  return plain.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replaceAll('\0', '')
}
