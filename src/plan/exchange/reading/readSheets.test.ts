import { strToU8, zipSync } from 'fflate'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import { germanPlan, xlsxFixture, xlsxParts, type FixtureSheet } from '../testing/xlsxFixture.ts'
import { readSheets } from './readSheets.ts'
import { readingLimits, type ReadingLimits } from './workbook.ts'

const plan: FixtureSheet = { name: 'Redaktionsplan', rows: germanPlan, merged: ['A1:H1'] }
const strict = (change: Partial<ReadingLimits>): ReadingLimits => ({ ...readingLimits, ...change })
const refusalOf = async (bytes: Uint8Array, name = 'plan.xlsx', limits = readingLimits) => {
  const outcome = await readSheets(bytes, name, limits).catch((error: unknown) => error)
  if (!(outcome instanceof Refusal)) throw new Error(`no refusal: ${JSON.stringify(outcome).slice(0, 200)}`)
  return outcome
}
const repacked = (change: Record<string, string>) => {
  const parts = xlsxParts([plan])
  for (const [name, text] of Object.entries(change)) parts[name] = strToU8(text)
  return zipSync(parts)
}

describe('a workbook', () => {
  it('gives rows with their numbers, dates by format, merged ranges and hidden sheets', async () => {
    const hidden: FixtureSheet = { name: 'Legende', rows: [['x']], state: 'hidden' }
    const { sheets } = await readSheets(xlsxFixture([plan, hidden]), 'plan.xlsx')
    expect(sheets.map(({ name, hidden, rows }) => [name, hidden, rows.length])).toEqual([
      ['Redaktionsplan', false, 8],
      ['Legende', true, 1],
    ])
    expect(sheets[0]?.merged).toEqual([{ top: 1, left: 1, bottom: 1, right: 8 }])
    expect(sheets[0]?.rows[4]).toEqual({
      number: 5,
      cells: [
        { kind: 'moment', day: '2026-01-15', time: null },
        { kind: 'moment', day: null, time: '09:00' },
        'Blog; Newsletter',
        'Fünf Irrtümer',
        'Blogartikel',
        'JM',
        'in Arbeit',
      ],
    })
  })

  it('takes the cached value of a formula and says when there is none', async () => {
    const rows = [
      [
        { xml: '<c><f>SUM(A1:A9)</f><v>9</v></c>' },
        { xml: '<c t="str"><f>"a"</f><v>a_x000D_b</v></c>' },
        { xml: '<c><f>NOW()</f></c>' },
        { xml: '<c t="e"><f>A1/0</f><v>#DIV/0!</v></c>' },
        { xml: '<c t="b"><v>1</v></c>' },
        {
          xml: '<c t="inlineStr"><is><r><t>fett</t></r><r><t> und nicht</t></r><rPh><t>no</t></rPh></is></c>',
        },
        { xml: '<c s="3"><v>0.234</v></c>' },
        { xml: '<c s="4"><v>1.5</v></c>' },
        { xml: '<c t="d"><v>2026-03-29T09:30:00</v></c>' },
      ],
    ]
    const { sheets } = await readSheets(xlsxFixture([{ name: 'S', rows }]), 'plan.xlsx')
    expect(sheets[0]?.rows[0]?.cells).toEqual([
      9,
      'a\nb',
      { kind: 'error', text: '=' },
      { kind: 'error', text: '#DIV/0!' },
      true,
      'fett und nicht',
      { kind: 'percent', value: 0.234 },
      '36:00',
      { kind: 'moment', day: '2026-03-29', time: '09:30' },
    ])
  })

  it('reads both date systems', async () => {
    const rows = [
      [
        { serial: 59, style: 1 },
        { serial: 60, style: 1 },
        { serial: 61, style: 1 },
        { serial: 46_037, style: 1 },
      ],
    ]
    const days = async (is1904: boolean) =>
      (await readSheets(xlsxFixture([{ name: 'S', rows }], is1904), 'p.xlsx')).sheets[0]?.rows[0]?.cells.map(
        (cell) => (typeof cell === 'object' && cell?.kind === 'moment' ? cell.day : cell),
      )
    expect(await days(false)).toEqual(['1900-02-28', 60, '1900-03-01', '2026-01-15'])
    expect(await days(true)).toEqual(['1904-02-29', '1904-03-01', '1904-03-02', '2030-01-16'])
  })

  it('drops empty rows and tails of styled cells', async () => {
    const tail = '<row r="2"><c r="A2" s="1"/><c r="XFD2" s="1"/></row>'
    const empty = Array.from(
      { length: 20_000 },
      (_, at) => `<row r="${at + 3}"><c r="A${at + 3}" s="1"/></row>`,
    )
    const sheetData = `<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>${tail}${empty.join('')}`
    const { sheets } = await readSheets(xlsxFixture([{ name: 'S', rows: [], sheetData }]), 'plan.xlsx')
    expect(sheets[0]?.rows).toEqual([{ number: 1, cells: ['a'] }])
  })
})

describe('what is refused by name', () => {
  const text = (content: string) => strToU8(content)
  const ole = (content: string) =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(600),
      Buffer.from(content, 'utf16le'),
    ])
  it.each<[string, string, Uint8Array, string]>([
    ['an empty file', 'import.file_empty', new Uint8Array(), 'plan.xlsx'],
    ['an old Excel file', 'import.old_excel', ole('Workbook'), 'plan.xls'],
    ['a workbook with a password', 'import.password', ole('EncryptedPackage'), 'plan.xlsx'],
    [
      'an OpenDocument sheet',
      'import.ods',
      zipSync({ mimetype: text('application/vnd.oasis.opendocument.spreadsheet') }),
      'plan.ods',
    ],
    [
      'a Word document',
      'import.other_file',
      zipSync({ '_rels/.rels': text('<x/>'), 'word/document.xml': text('<x/>') }),
      'plan.xlsx',
    ],
    ['any other archive', 'import.zip_not_table', zipSync({ 'a.txt': text('a') }), 'plan.zip'],
    ['a web page', 'import.html', text('\n<!DOCTYPE html><table><tr><td>a</td></tr></table>'), 'plan.xls'],
    [
      'a text that is named like a workbook',
      'import.text_named_excel',
      text('Datum;Thema\n1.1.2026;a'),
      'plan.xlsx',
    ],
    [
      'a PDF',
      'import.other_file',
      Buffer.from('%PDF-1.7\n\0\0\0\x01\x02\x03'.repeat(40), 'latin1'),
      'plan.pdf',
    ],
    ['a sheet without a value', 'import.no_rows', xlsxFixture([{ name: 'leer', rows: [] }]), 'plan.xlsx'],
    ['a text of empty lines', 'import.no_rows', text('\n;;\n \n'), 'plan.csv'],
    ['a text with an open quotation mark', 'import.quote_open', text('a;b\n1;2\n"3;4\n5;6\n'), 'plan.csv'],
  ])('%s: %s', async (_, code, bytes, name) => {
    expect((await refusalOf(bytes, name)).code).toBe(code)
  })

  it('says in which line a quotation mark is left open', async () => {
    expect((await refusalOf(text('a;b\n1;2\n"3;4\n5;6\n'), 'plan.csv')).params).toEqual({ line: 3 })
  })

  it('a damaged workbook: cut off, and with one wrong byte in a part', async () => {
    const whole = xlsxFixture([plan])
    expect((await refusalOf(whole.slice(0, whole.length - 400))).code).toBe('import.damaged')
    expect((await refusalOf(whole.slice(300))).code).toBe('import.damaged')
    const stored = zipSync(xlsxParts([plan]), { level: 0 })
    const at = Buffer.from(stored).indexOf('Weihnachts')
    stored[at] = 0x58
    expect((await refusalOf(stored)).code).toBe('import.damaged')
  })

  it('a workbook whose parts do not fit together', async () => {
    expect((await refusalOf(repacked({ 'xl/workbook.xml': '<workbook><sheets></workbook>' }))).code).toBe(
      'import.damaged',
    )
    const missing = xlsxParts([plan])
    delete missing['xl/worksheets/sheet1.xml']
    expect((await refusalOf(zipSync(missing))).code).toBe('import.damaged')
  })

  it('entities: billion laughs and outside files', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>`
    expect((await refusalOf(repacked({ 'xl/sharedStrings.xml': laughs }))).code).toBe('import.xml_entities')
    const outside = `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook>&e;</workbook>`
    expect((await refusalOf(repacked({ 'xl/workbook.xml': outside }))).code).toBe('import.xml_entities')
  })
})

describe('what it may cost', () => {
  it('a zip bomb is refused by its directory, before it is unpacked', async () => {
    const bomb = zipSync({ ...xlsxParts([plan]), 'xl/bomb.xml': new Uint8Array(60_000_000) })
    expect(bomb.length).toBeLessThan(200_000)
    expect((await refusalOf(bomb, 'p.xlsx', strict({ unpackedBytes: 50_000_000 }))).code).toBe('import.bomb')
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`x${at}`, new Uint8Array()]))
    expect((await refusalOf(zipSync(many), 'p.xlsx', strict({ entries: 200 }))).code).toBe('import.bomb')
  })

  it('a directory that announces too little is caught while unpacking', async () => {
    const bytes = zipSync({
      ...xlsxParts([plan]),
      'xl/sharedStrings.xml': strToU8(`<sst>${' '.repeat(5_000_000)}</sst>`),
    })
    const directory = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    // Central header: signature, then the unpacked size 24 bytes in (APPNOTE 4.3.12).
    for (let at = directory.indexOf('PK\x01\x02'); at >= 0; at = directory.indexOf('PK\x01\x02', at + 4))
      if (directory.readUInt32LE(at + 24) > 5_000_000) directory.writeUInt32LE(1_000, at + 24)
    expect((await refusalOf(bytes)).code).toBe('import.damaged')
  })

  const rows = Array.from({ length: 50 }, (_, at) => ['a', at, 'c', 'd'])
  it.each<[string, Partial<ReadingLimits>]>([
    ['import.file_too_large', { fileBytes: 100 }],
    ['import.too_many_rows', { rows: 49 }],
    ['import.too_many_cells', { cells: 199 }],
    ['import.too_many_columns', { columns: 3 }],
    ['import.too_many_sheets', { sheets: 0 }],
  ])('%s', async (code, limit) => {
    const bytes = xlsxFixture([{ name: 'S', rows }])
    expect((await refusalOf(bytes, 'plan.xlsx', strict(limit))).code).toBe(code)
    const exact = strict({ rows: 50, cells: 200, columns: 4, sheets: 1 })
    expect((await readSheets(bytes, 'plan.xlsx', exact)).sheets[0]?.rows).toHaveLength(50)
  })

  it('a reading that takes too long or too much memory is ended', async () => {
    const line = `<row><c t="inlineStr"><is><t>${'Text '.repeat(40)}</t></is></c></row>`
    const bytes = xlsxFixture([{ name: 'S', rows: [], sheetData: line.repeat(90_000) }])
    expect((await refusalOf(bytes, 'p.xlsx', strict({ milliseconds: 1 }))).code).toBe('import.takes_too_long')
    expect((await refusalOf(bytes, 'p.xlsx', strict({ heapMebibytes: 16 }))).code).toBe(
      'import.needs_too_much_memory',
    )
  }, 30_000)
})

describe('a delimited text', () => {
  const read = async (bytes: Uint8Array) => {
    const { recognised, sheets } = await readSheets(bytes, 'Redaktionsplan KW 3.csv')
    return {
      ...recognised,
      name: sheets[0]?.name,
      rows: sheets[0]?.rows.map((row) => row.cells),
      numbers: sheets[0]?.rows.map((row) => row.number),
    }
  }
  const german = 'Datum;Thema\r\n12.01.2026;"Wärme; und Öl"\r\n\r\n13.01.2026;Größe'
  const expected = [
    ['Datum', 'Thema'],
    ['12.01.2026', 'Wärme; und Öl'],
    ['13.01.2026', 'Größe'],
  ]
  const utf16 = (text: string, mark: boolean) => Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le')
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(german)],
    ['UTF-8', Buffer.from('\ufeff' + german)],
    ['Windows-1252', Buffer.from(german, 'latin1')],
    ['UTF-16LE', utf16(german, true)],
    ['UTF-16LE', utf16(german, false)],
    ['UTF-16BE', utf16(german, true).swap16()],
  ])('in %s', async (encoding, bytes) => {
    expect(await read(bytes)).toEqual({
      encoding,
      delimiter: ';',
      name: 'Redaktionsplan KW 3',
      rows: expected,
      numbers: [1, 2, 4],
    })
  })

  it.each([',', ';', '\t', '|'])('with %j between the columns', async (delimiter) => {
    const text = [
      ['a', 'b, c; d', 'e'],
      ['1', '2', '3'],
      ['4', '5', '6'],
    ].map((row) => row.map((cell) => `"${cell}"`).join(delimiter))
    expect((await read(Buffer.from(text.join('\n')))).delimiter).toBe(delimiter)
  })

  it('obeys sep= and takes loose quotation marks as they stand', async () => {
    const { rows, numbers } = await read(Buffer.from('sep=,\nDatum,Thema\n1.1.2026,Rohr 5" lang\n'))
    expect(rows).toEqual([
      ['Datum', 'Thema'],
      ['1.1.2026', 'Rohr 5" lang'],
    ])
    expect(numbers).toEqual([2, 3])
  })
})

describe('whatever comes', () => {
  it('random bytes and mutated workbooks are read or refused, never a fault', async () => {
    const whole = xlsxFixture([plan])
    const mutated = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
      .map((changes) => {
        const bytes = whole.slice()
        for (const [at, byte] of changes) bytes[at] = byte
        return bytes
      })
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      mutated,
      fc.string({ maxLength: 300 }).map((text) => strToU8(text)),
    )
    await fc.assert(
      fc.asyncProperty(bytes, fc.constantFrom('plan.xlsx', 'plan.csv'), async (file, name) => {
        const outcome = await readSheets(file, name).catch((error: unknown) => error)
        expect(outcome instanceof Refusal || (outcome as { sheets: unknown[] }).sheets.length > 0).toBe(true)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
