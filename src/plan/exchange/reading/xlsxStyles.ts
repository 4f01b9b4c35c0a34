import { kindOfBuiltIn, kindOfCode, type NumberKind } from './numberFormat.ts'
import { readXml } from './xml.ts'
import type { Package } from './zip.ts'

/** How each cell style (attribute `s` of a cell) shows numbers. */
export async function readStyles(parts: Package, part: string): Promise<readonly NumberKind[]> {
  const codes = new Map<number, string>()
  const styles: NumberKind[] = []
  let isCellFormats = false
  await readXml(
    parts.read(part),
    {
      open: (name, attributes) => {
        if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
        else if (name === 'cellXfs') isCellFormats = true
        else if (name === 'xf' && isCellFormats) {
          const id = Number(attributes.numFmtId ?? 0)
          const code = codes.get(id)
          styles.push(code === undefined ? kindOfBuiltIn(id) : kindOfCode(code))
        }
      },
      close: (name) => {
        if (name === 'cellXfs') isCellFormats = false
      },
    },
    part,
  )
  return styles
}
