import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { draftsOf } from './drafts.rules.ts'
import { proposeSheet } from './proposal.rules.ts'
import { readSheets } from './reading/readSheets.ts'

// Real sheets, kept outside the repository; where they are not there, these tests are listed as skipped.
const calendars = join(
  process.env.LEITSTAND_SHARED ?? resolve(import.meta.dirname, '../../../../shared'),
  'inputs/1-calendars',
)

describe.skipIf(!existsSync(calendars))('real plans come in right', () => {
  const take = async (fileName: string) => {
    const { sheets } = await readSheets(await readFile(join(calendars, fileName)), fileName)
    const proposals = sheets.map((sheet) => proposeSheet(sheet, fileName))
    const at = proposals.findIndex(({ likely }) => likely)
    const [sheet, proposal] = [sheets[at], proposals[at]]
    if (!sheet || !proposal) throw new Error('no sheet looks like a plan')
    const { pieces, problems } = draftsOf(sheet, proposal.mapping, '2026-11-23')
    const days = pieces
      .flatMap(({ planned }) => (planned.precision === 'day' ? [planned.day ?? ''] : []))
      .toSorted()
    return { sheets, proposal, pieces, problems, days, statuses: Map.groupBy(pieces, ({ status }) => status) }
  }

  it('cal-01: 22 drafts from 11 to 31 May 2026 below a merged title', async () => {
    const { pieces, days, statuses, proposal } = await take('cal-01-title-row-daily.xlsx')
    expect([pieces.length, days[0], days.at(-1), statuses.get('in_progress')?.length]).toEqual([
      22,
      '2026-05-11',
      '2026-05-31',
      22,
    ])
    expect(proposal.mapping.headerRow).toBe(2)
    expect(days.filter((day) => day === '2026-05-11')).toHaveLength(3)
    expect(pieces[0]?.extra).toMatchObject([
      { header: 'Hashtags', value: '#Internship #CareerGrowth #Pakistan' },
    ])
  })

  it('cal-02: 22 rows with 61 channels; two misspelt dates are reported, not dropped', async () => {
    const { pieces, problems, days } = await take('cal-02-multi-platform-cells.xlsx')
    expect([pieces.length, pieces.flatMap(({ channels }) => channels).length, days.length]).toEqual([
      22, 61, 20,
    ])
    expect(problems.filter(({ code }) => code === 'date_unreadable').map(({ value }) => value)).toEqual([
      '7 Novermber',
      '21 Novermber',
    ])
  })

  it('cal-05: 48 weekly Mondays from 4 May 2026, beside computed sheets with cached values', async () => {
    const { sheets, pieces, days, proposal, statuses } = await take('cal-05-seo-blog-plan-49-weeks.xlsx')
    expect([proposal.name, pieces.length, days.length, days[0], days.at(-1)]).toEqual([
      'Calendar',
      48,
      48,
      '2026-05-04',
      '2027-03-29',
    ])
    expect(statuses.get('backlog')).toHaveLength(48)
    const summary = sheets.find(({ name }) => name === 'Summary')
    expect(summary?.rows.slice(2, 6).map(({ cells }) => cells[1])).toEqual([9, 11, 8, 5])
    expect(pieces.every(({ extra }) => extra.some(({ header }) => header === 'Secondary Keywords'))).toBe(
      true,
    )
  })

  it('cal-06: UTM values survive, owners keep their names', async () => {
    const { pieces, days } = await take('cal-06-utm-columns.csv')
    expect(days).toEqual(['2025-09-02', '2025-09-04', '2025-09-10'])
    expect(pieces.map(({ owner }) => owner)).toEqual(['Alice', 'Alice', 'Bob'])
    const values = (header: string) =>
      pieces.map(({ extra }) => extra.find((field) => field.header === header)?.value)
    expect(values('UTM_Campaign')).toEqual(['q3_ai_gov', 'q3_ai_gov', 'q3_ai_gov'])
    expect(values('Persona/Stage')[0]).toBe('CTO/Consideration')
  })

  it('cal-07: 157 rows on 157 days, 61 published, 96 drafts', async () => {
    const { pieces, days, statuses } = await take('cal-07-blog-157-rows.csv')
    expect([pieces.length, new Set(days).size, days[0], days.at(-1)]).toEqual([
      157,
      157,
      '2025-10-27',
      '2028-08-08',
    ])
    expect([statuses.get('published')?.length, statuses.get('in_progress')?.length]).toEqual([61, 96])
  })

  it('cal-09: a German plan in TT.MM.JJJJ; 06.10. is October', async () => {
    const { pieces, days } = await take('cal-09-de-redaktionsplan-weg.md')
    expect([pieces.length, days[0], days.at(-1)]).toEqual([15, '2026-09-15', '2026-12-10'])
    expect(days).toContain('2026-10-06')
  })

  it('xl-01: serials of the 1900 system are the days their neighbours spell out', async () => {
    const { sheets } = await readSheets(
      await readFile(join(calendars, 'xl-01-date-system-1900.xlsx')),
      'xl-01.xlsx',
    )
    for (const { cells } of sheets[0]?.rows ?? []) {
      const [, moment, text] = cells
      expect(typeof moment === 'object' && moment?.kind === 'moment' && moment.day).toBe(text)
    }
  })
})
