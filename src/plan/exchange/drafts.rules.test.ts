import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftsOf } from './drafts.rules.ts'
import type { ImportField, SheetMapping } from './exchange.schema.ts'
import { previewOf } from './preview.rules.ts'
import { proposeSheet } from './proposal.rules.ts'
import { cellAddress, type Cell, type Sheet } from './reading/workbook.ts'

const today = '2026-11-23'
const sheetOf = (rows: Cell[][], change: Partial<Sheet> = {}): Sheet => ({
  name: 'Redaktionsplan',
  hidden: false,
  merged: [],
  ...change,
  rows: rows
    .map((cells, at) => ({ number: at + 1, cells }))
    .filter(({ cells }) => cells.some((cell) => cell !== null)),
})
const drafted = (rows: Cell[][], change: Partial<SheetMapping> = {}, sheet: Partial<Sheet> = {}) => {
  const read = sheetOf(rows, sheet)
  const { mapping, columns } = proposeSheet(read, 'plan.xlsx')
  return { columns, mapping, ...draftsOf(read, { ...mapping, ...change }, today) }
}
const german = ['Datum', 'Uhrzeit', 'Kanal', 'Thema', 'Format', 'Verantwortlich', 'Status', 'Bemerkung']
const codes = (problems: { code: string; cell: string }[]) =>
  problems.map(({ code, cell }) => `${code} ${cell}`.trim())

describe('a German plan', () => {
  const rows: Cell[][] = [
    ['Redaktionsplan 2026'],
    german,
    ['12.01.2026', '09:00', 'LinkedIn', 'Wärmepumpe', 'Karussell', 'Jana', 'veröffentlicht', 'lief gut'],
    [
      { kind: 'moment', day: '2026-12-15', time: null },
      { kind: 'moment', day: null, time: '07:30' },
      'Blog; Newsletter',
      'Irrtümer',
      null,
      'JM',
      'in Arbeit',
    ],
    ['31.02.2027', null, 'Blog', 'Unmöglich', null, null, 'offen'],
    ['KW 3/2027', '10 Uhr', 'Instagram', 'Messe', 'Reel', null, 'fast fertig'],
  ]
  it('comes in field by field, each with its cell', () => {
    const { columns, pieces } = drafted(rows)
    expect(columns.map(({ field }) => field)).toEqual([
      'date',
      'time',
      'channel',
      'title',
      'format',
      'owner',
      'status',
      'note',
    ])
    expect(pieces[0]).toEqual({
      row: 3,
      planned: { day: '2026-01-12', precision: 'day' },
      time: '09:00',
      dueOn: null,
      status: 'published',
      channels: ['LinkedIn'],
      format: 'Karussell',
      campaign: '',
      owner: 'Jana',
      goal: '',
      note: 'lief gut',
      title: 'Wärmepumpe',
      extra: [],
      cells: {
        date: 'A3',
        time: 'B3',
        channel: 'C3',
        title: 'D3',
        format: 'E3',
        owner: 'F3',
        status: 'G3',
        note: 'H3',
      },
    })
    expect(pieces[1]).toMatchObject({
      time: '07:30',
      channels: ['Blog', 'Newsletter'],
      status: 'in_progress',
    })
  })

  it('keeps and reports what it cannot read, and drops no row', () => {
    const { pieces, problems, leftOut } = drafted(rows)
    expect(pieces).toHaveLength(4)
    expect(pieces[2]).toMatchObject({
      planned: { day: null, precision: 'none' },
      extra: [{ header: 'Datum', value: '31.02.2027', sheet: 'Redaktionsplan', cell: 'A5' }],
    })
    expect(pieces[3]).toMatchObject({
      planned: { day: '2027-01-18', precision: 'week' },
      time: null,
      status: 'backlog',
    })
    expect(codes(problems)).toEqual(['date_impossible A5', 'time_without_day B6', 'status_unknown G6'])
    expect(leftOut).toEqual([{ row: 1, reason: 'above_header', text: 'Redaktionsplan 2026' }])
  })

  it('takes the meaning a person gives to a status word', () => {
    const { pieces, problems } = drafted(rows, {
      statusWords: [{ word: 'Fast fertig', status: 'in_review' }],
    })
    expect(pieces[3]?.status).toBe('in_review')
    expect(codes(problems)).not.toContain('status_unknown G6')
  })
})

describe('rows that are no pieces', () => {
  it('are left out with their reason', () => {
    const { pieces, leftOut } = drafted([
      german,
      ['Januar 2026'],
      ['01.01.2026'],
      german,
      ['12.01.2026', null, 'Blog', 'Titel'],
      ['Summe', 12],
      [null, null, null, 'Nur eine Idee'],
    ])
    expect(pieces.map(({ title, status }) => [title, status])).toEqual([
      ['Titel', 'backlog'],
      ['Nur eine Idee', 'idea'],
    ])
    expect(leftOut.map(({ row, reason }) => [row, reason])).toEqual([
      [2, 'separator'],
      [3, 'only_a_date'],
      [4, 'header_again'],
      [6, 'sum'],
    ])
  })

  it('a merged line across the table is a separator', () => {
    const rows = [german, ['Messevorbereitung'], ['12.01.2026', null, 'Blog', 'Titel']]
    const merged = [{ top: 2, left: 1, bottom: 2, right: 8 }]
    expect(drafted(rows, {}, { merged }).leftOut).toEqual([
      { row: 2, reason: 'separator', text: 'Messevorbereitung' },
    ])
  })
})

describe('what is held against each other', () => {
  const head = ['KW', 'Tag', 'Datum', 'Titel']
  it('week and weekday make a day; contradictions are shown, the date stands', () => {
    const { pieces, problems } = drafted(
      [
        head,
        ['3', 'Di', null, 'a'],
        ['3', null, null, 'b'],
        ['4', 'Mo', '12.01.2026', 'c'],
        ['3', 'Mo', '12.01.2026', 'd'],
      ],
      { year: 2026 },
    )
    expect(pieces.map(({ planned }) => `${planned.precision} ${planned.day}`)).toEqual([
      'day 2026-01-13',
      'week 2026-01-12',
      'day 2026-01-12',
      'day 2026-01-12',
    ])
    expect(codes(problems).filter((code) => /differs/.test(code))).toEqual(['week_differs A4'])
    const other = drafted([head, ['3', 'Di', '12.01.2026', 'a']])
    expect(codes(other.problems)).toContain('weekday_differs B2')
    expect(other.pieces[0]?.extra).toEqual([
      { header: 'Tag', value: 'Di', sheet: 'Redaktionsplan', cell: 'B2' },
    ])
  })

  it('a running number under "Week #" is no calendar week and no contradiction', () => {
    const { pieces, problems } = drafted([
      ['Week #', 'Publish Date', 'Title'],
      [1, '2027-05-03', 'a'],
      [2, '2027-05-10', 'b'],
    ])
    expect(problems).toEqual([])
    expect(pieces[1]?.extra).toEqual([{ header: 'Week #', value: '2', sheet: 'Redaktionsplan', cell: 'A3' }])
  })

  it('past and published: nothing past stays unnoticed, nothing is published by itself', () => {
    const rows = [
      ['Datum', 'Titel', 'Status'],
      ['01.01.2026', 'a', null],
      ['01.01.2026', 'b', 'offen'],
      ['01.01.2027', 'c', 'live'],
    ]
    const asked = drafted(rows)
    expect(asked.pieces.map(({ status }) => status)).toEqual(['backlog', 'backlog', 'published'])
    expect(codes(asked.problems)).toEqual([
      'past_unpublished A2',
      'past_unpublished A3',
      'published_ahead A4',
    ])
    expect(drafted(rows, { pastIsPublished: true }).pieces.map(({ status }) => status)).toEqual([
      'published',
      'backlog',
      'published',
    ])
  })

  it('long titles are cut, missing ones replaced by what the row says, both visibly', () => {
    const long = 'Wort '.repeat(80).trim()
    const { pieces, problems } = drafted([
      ['Datum', 'Titel', 'Text'],
      ['1.1.2027', long],
      ['2.1.2027', null, 'Nur Text'],
    ])
    expect(pieces[0]?.title).toHaveLength(255)
    expect(pieces[0]?.extra[0]?.value).toBe(long)
    expect(pieces[1]?.title).toBe('Nur Text')
    expect(codes(problems)).toEqual(['title_cut B2', 'title_missing'])
  })
})

describe('for any sheet', () => {
  const fields = fc.constantFrom<ImportField>(
    'date',
    'title',
    'channel',
    'owner',
    'status',
    'note',
    'week',
    'weekday',
    'time',
    'extra',
  )
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constantFrom<Cell>(null, 'n/a', '12.01.2026', 'KW 7', 'Mo', '9 Uhr', 'Summe', 'live', {
      kind: 'error',
      text: '#REF!',
    }),
    fc.string({ maxLength: 30 }),
    fc.integer(),
  )
  const table = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 12 })

  it('each filled cell ends in a field, in an extra field or in a row that is left out', () => {
    fc.assert(
      fc.property(table, fc.uniqueArray(fields, { maxLength: 6 }), (rows, order) => {
        const sheet = sheetOf(rows)
        const columns = order.map((field, at) => ({ column: at + 1, field }))
        const { mapping } = proposeSheet(sheet, 'x.csv', 0)
        const { pieces, leftOut } = draftsOf(sheet, { ...mapping, columns }, today)
        const left = new Set(leftOut.map(({ row }) => row))
        const kept = new Map(pieces.map((piece) => [piece.row, piece]))
        for (const row of sheet.rows)
          for (const [at, value] of row.cells.entries()) {
            if (value === null || (typeof value === 'string' && value.trim() === '')) continue
            const piece = kept.get(row.number)
            const address = cellAddress(at + 1, row.number)
            const isKept =
              piece !== undefined &&
              (Object.values(piece.cells).includes(address) ||
                piece.extra.some((extra) => extra.cell === address))
            expect(isKept || left.has(row.number), `${address} ${JSON.stringify(value)}`).toBe(true)
          }
        expect(pieces.every(({ title }) => title.trim() !== '' && title.length <= 255)).toBe(true)
      }),
    )
  })
})

it('the preview counts what would happen', () => {
  const sheet = sheetOf([
    german,
    ['12.01.2026', null, 'Blog', 'a', null, 'Jana', 'veröffentlicht'],
    ['KW 3/2027', null, 'Blog, XING', 'b', null, 'Agentur', 'hm'],
  ])
  const { mapping } = proposeSheet(sheet, 'plan.xlsx')
  const members = [{ memberId: '1', name: 'Jana Beispiel', email: 'jana@firma.test' }]
  const preview = previewOf(draftsOf(sheet, mapping, today), sheet, mapping, {
    members,
    campaigns: new Map(),
    importedBefore: null,
    today,
  })
  expect(preview.counts).toEqual({
    pieces: 2,
    withDay: 1,
    withWeek: 1,
    withMonth: 0,
    withoutDate: 0,
    published: 1,
    extraFields: 1,
    leftOut: 0,
    problems: 1,
  })
  expect(preview.statusWords).toEqual([
    { word: 'veröffentlicht', count: 1, status: 'published' },
    { word: 'hm', count: 1, status: null },
  ])
  expect(preview.owners).toEqual([
    { word: 'Jana', count: 1, member: 'Jana Beispiel' },
    { word: 'Agentur', count: 1, member: null },
  ])
  expect(preview.channels).toEqual([
    { word: 'Blog', count: 2 },
    { word: 'XING', count: 1 },
  ])
  expect(preview.problemCounts).toEqual([
    { code: 'status_unknown', count: 1 },
    { code: 'owner_unknown', count: 1 },
  ])
})
