import { strToU8, zipSync, type Zippable } from 'fflate'

/** A cell of a fixture: text, number, nothing, or anything else as the XML of its `<c>` without the reference. */
export type FixtureCell = string | number | null | { xml: string } | { serial: number; style: number }
export type FixtureSheet = {
  name: string
  rows: FixtureCell[][]
  merged?: string[]
  state?: 'hidden'
  /** Sheet data verbatim, instead of `rows`. */
  sheetData?: string
}

/** Styles of a fixture: 0 plain, 1 `dd.mm.yyyy`, 2 `hh:mm`, 3 per cent, 4 `[h]:mm`. */
const styles = `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="164" formatCode="dd\\.mm\\.yyyy;@"/><numFmt numFmtId="165" formatCode="[h]:mm"/></numFmts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="10"/><xf numFmtId="165"/></cellXfs></styleSheet>`

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const letters = (column: number): string =>
  column > 26
    ? letters(Math.floor((column - 1) / 26)) + letters(((column - 1) % 26) + 1)
    : String.fromCharCode(64 + column)
const relationships = (inside: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a small but complete workbook, to be packed or spoilt by a test. */
export function xlsxParts(sheets: FixtureSheet[], is1904 = false): Zippable {
  const shared: string[] = []
  const numbers = new Map<string, number>()
  const numberOf = (text: string) => {
    const known = numbers.get(text)
    if (known !== undefined) return known
    numbers.set(text, shared.length)
    return shared.push(text) - 1
  }
  const cell = (value: FixtureCell, reference: string) => {
    if (value === null) return ''
    if (typeof value === 'string') return `<c r="${reference}" t="s"><v>${numberOf(value)}</v></c>`
    if (typeof value === 'number') return `<c r="${reference}"><v>${value}</v></c>`
    if ('xml' in value) return value.xml.replace('<c', `<c r="${reference}"`)
    return `<c r="${reference}" s="${value.style}"><v>${value.serial}</v></c>`
  }
  const parts: Zippable = {}
  for (const [index, sheet] of sheets.entries()) {
    const rows = sheet.rows.map((row, at) => {
      const cells = row.map((value, column) => cell(value, `${letters(column + 1)}${at + 1}`))
      return `<row r="${at + 1}">${cells.join('')}</row>`
    })
    const merged = sheet.merged?.map((ref) => `<mergeCell ref="${ref}"/>`).join('') ?? ''
    parts[`xl/worksheets/sheet${index + 1}.xml`] = strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${
        sheet.sheetData ?? rows.join('')
      }</sheetData><mergeCells>${merged}</mergeCells></worksheet>`,
    )
  }
  const list = sheets.map(
    (sheet, at) =>
      `<sheet name="${escaped(sheet.name)}" sheetId="${at + 1}" ${sheet.state ? `state="${sheet.state}"` : ''} r:id="rId${at + 1}"/>`,
  )
  const ids = sheets.map(
    (_, at) =>
      `<Relationship Id="rId${at + 1}" Type="${office}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`,
  )
  return {
    '_rels/.rels': strToU8(
      relationships(`<Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/>`),
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><workbookPr date1904="${is1904}"/><sheets>${list.join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      relationships(
        `${ids.join('')}<Relationship Id="s" Type="${office}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="t" Type="${office}/styles" Target="styles.xml"/>`,
      ),
    ),
    'xl/styles.xml': strToU8(styles),
    'xl/sharedStrings.xml': strToU8(
      `<sst>${shared.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ),
    ...parts,
  }
}

/** A workbook as Excel would save it. */
export function xlsxFixture(sheets: FixtureSheet[], is1904 = false): Uint8Array {
  return zipSync(xlsxParts(sheets, is1904))
}

/** The rows of a German editorial plan with text and real dates, as teams keep it. */
export const germanPlan: FixtureCell[][] = [
  ['Redaktionsplan 2026'],
  ['Stand: bitte vor jeder Redaktionssitzung prüfen'],
  ['Datum', 'Uhrzeit', 'Kanal', 'Thema', 'Format', 'Verantwortlich', 'Status', 'Bemerkung'],
  [
    '12.01.2026',
    '09:00',
    'LinkedIn',
    'Wärmepumpe im Altbau',
    'Karussell',
    'Jana',
    'veröffentlicht',
    'lief gut',
  ],
  [
    { serial: 46_037, style: 1 },
    { serial: 0.375, style: 2 },
    'Blog; Newsletter',
    'Fünf Irrtümer',
    'Blogartikel',
    'JM',
    'in Arbeit',
    null,
  ],
  ['24.12.2026', '10 Uhr', 'XING', 'Weihnachtsgruß', 'Bild', 'Agentur', 'Idee', 'Frage an GF'],
  ['31.02.2027', null, 'Blog', 'Unmögliches Datum', null, null, 'offen', null],
  ['KW 3/2027', null, 'Instagram', 'Messerückblick', 'Reel', null, 'geplant', null],
]
