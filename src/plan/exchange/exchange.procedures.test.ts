import { readFile } from 'node:fs/promises'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { testLeitstand, type TestMember } from '../../kernel/testing/harness.ts'
import { pieceApi } from '../piece/piece.procedures.ts'
import { campaignApi } from '../campaign/campaign.procedures.ts'
import { forgetAbandonedImports } from './exchange.jobs.ts'
import { importApi } from './exchange.procedures.ts'
import { providePieceUses } from './pieceUse.ts'
import { germanPlan, xlsxFixture, type FixtureCell } from './testing/xlsxFixture.ts'

const { app, workspace } = await testLeitstand()

const fileOf = (bytes: Uint8Array, name: string) => new File([Buffer.from(bytes)], name)
const sheetFile = (rows: FixtureCell[][], name = 'Redaktionsplan 2026.xlsx') =>
  fileOf(xlsxFixture([{ name: 'Plan', rows }]), name)
const upload = async (member: TestMember, rows = germanPlan) => {
  const opened = await member.call(importApi.upload, { file: sheetFile(rows) })
  const mapping = opened.sheets[0]?.mapping
  if (!mapping) throw new Error('no sheet')
  return { ...opened, mapping }
}
const planOf = async (member: TestMember) => (await member.call(pieceApi.list, { limit: 200 })).pieces

describe('a German sheet', () => {
  it('is read, shown before anything changes, and comes in whole', async () => {
    const { owner, member, audit } = await workspace()
    const jana = await member('editor', 'Jana Muster')
    await owner.call(campaignApi.create, { name: 'Messe' })
    const { id, mapping, sheets } = await upload(owner)
    expect(sheets[0]).toMatchObject({ likely: true, mapping: { headerRow: 3, year: 2026 } })

    const preview = await owner.call(importApi.preview, { id, mapping })
    expect(preview.counts).toMatchObject({ pieces: 5, withDay: 3, withWeek: 1, withoutDate: 1, published: 1 })
    expect(preview.owners.find(({ word }) => word === 'Jana')?.member).toBe('Jana Muster')
    expect(await planOf(owner)).toEqual([])

    expect(await owner.call(importApi.run, { id, mapping })).toMatchObject({ status: 'done', pieceCount: 5 })
    const pieces = await planOf(owner)
    expect(
      pieces.map(({ title, plannedOn, plannedPrecision, plannedTime, status }) => [
        title,
        plannedOn,
        plannedPrecision,
        plannedTime,
        status,
      ]),
    ).toEqual(
      expect.arrayContaining([
        ['Wärmepumpe im Altbau', '2026-01-12', 'day', '09:00', 'published'],
        ['Fünf Irrtümer', '2026-01-15', 'day', '09:00', 'in_progress'],
        ['Weihnachtsgruß', '2026-12-24', 'day', '10:00', 'idea'],
        ['Unmögliches Datum', null, 'none', null, 'backlog'],
        ['Messerückblick', '2027-01-18', 'week', null, 'backlog'],
      ]),
    )
    const first = pieces.find(({ title }) => title === 'Wärmepumpe im Altbau')
    expect(first).toMatchObject({
      owner: { memberId: jana.memberId },
      channelWords: ['LinkedIn'],
      format: 'Karussell',
    })
    const whole = await owner.call(pieceApi.show, { id: first?.id ?? '' })
    expect(whole).toMatchObject({ importJobId: id, note: 'lief gut', source: { sheet: 'Plan', row: 4 } })
    const broken = pieces.find(({ title }) => title === 'Unmögliches Datum')
    expect((await owner.call(pieceApi.show, { id: broken?.id ?? '' })).extra).toEqual([
      { header: 'Datum', value: '31.02.2027', sheet: 'Plan', cell: 'A7' },
    ])
    expect(
      (await owner.call(importApi.report, { id })).problems.map(({ code, cell }) => `${code} ${cell}`),
    ).toContain('date_impossible A7')
    expect(await audit(id)).toEqual(['import.upload', 'import.run'])
  })

  it('never sends anything: no publication, no job, no mail comes of it', async () => {
    const { owner, id: workspaceId } = await workspace()
    const { id, mapping } = await upload(owner)
    await owner.call(importApi.run, { id, mapping })
    const facts = await app.database.inWorkspace(workspaceId, (db) =>
      db.selectFrom('kernel.event').select('name').where('workspaceId', '=', workspaceId).execute(),
    )
    expect(facts.map(({ name }) => name)).toEqual(['import.done'])
  })

  it('binds campaigns that exist and keeps the word of those that do not', async () => {
    const { owner } = await workspace()
    const campaign = await owner.call(campaignApi.create, { name: 'Messe Köln' })
    const { id, mapping } = await upload(owner, [
      ['Datum', 'Titel', 'Kampagne'],
      ['1.1.2027', 'a', 'messe köln'],
      ['2.1.2027', 'b', 'Frühling'],
    ])
    expect((await owner.call(importApi.preview, { id, mapping })).problemCounts).toEqual([
      { code: 'campaign_unknown', count: 1 },
    ])
    await owner.call(importApi.run, { id, mapping })
    const pieces = await planOf(owner)
    expect(pieces.map(({ campaign }) => campaign?.id ?? null)).toEqual([campaign.id, null])
    expect((await owner.call(pieceApi.show, { id: pieces[1]?.id ?? '' })).extra).toMatchObject([
      { header: 'Kampagne', value: 'Frühling', cell: 'C3' },
    ])
  })
})

it('characters that a database may choke on come in as far as they are characters', async () => {
  const { owner } = await workspace()
  const long = `${'x'.repeat(253)}😀 und mehr`
  const { id, mapping } = await upload(owner, [
    ['Datum', 'Titel', 'Status', 'Extra'],
    ['1.1.2027', long, `${'y'.repeat(199)}😀`, { xml: '<c t="str"><v>a_xD83D_b_x0000_c</v></c>' }],
    [`${'z'.repeat(199)}😀`, '\u202e<script>', '=cmd|A1', null],
  ])
  expect((await owner.call(importApi.preview, { id, mapping })).counts.pieces).toBe(2)
  await owner.call(importApi.run, { id, mapping })
  const pieces = await planOf(owner)
  expect(pieces.map(({ title }) => title)).toEqual([`${'x'.repeat(253)}…`, '\u202e<script>'])
  const extra = (await owner.call(pieceApi.show, { id: pieces[0]?.id ?? '' })).extra
  expect(extra.find(({ cell }) => cell === 'D2')?.value).toBe('a\ufffdbc')
  expect((await owner.call(importApi.report, { id })).problems).toHaveLength(4)
})

describe('undo', () => {
  it('takes out what nobody touched and keeps, by name, what somebody worked on', async () => {
    const { owner } = await workspace()
    const { id, mapping } = await upload(owner)
    await owner.call(importApi.run, { id, mapping })
    const piece = (await planOf(owner)).find(({ title }) => title === 'Weihnachtsgruß')
    if (!piece) throw new Error('not imported')
    await owner.call(pieceApi.change, { id: piece.id, version: piece.version, note: 'Text steht' })

    const undone = await owner.call(importApi.undo, { id })
    expect(undone).toEqual({
      removed: 4,
      kept: [{ id: piece.id, number: piece.number, title: 'Weihnachtsgruß' }],
    })
    expect((await planOf(owner)).map(({ title }) => title)).toEqual(['Weihnachtsgruß'])
    const { pieces, total } = await owner.call(importApi.pieces, { id })
    expect([total, pieces.filter(({ isDeleted }) => isDeleted).length]).toEqual([5, 4])
    await owner.refuses(importApi.undo, { id }, 'import.already_undone')
    await owner.refuses(importApi.run, { id, mapping }, 'import.already_undone')
    expect(await owner.call(importApi.list, {})).toMatchObject([{ id, status: 'undone', keptCount: 1 }])
  })

  it('keeps the pieces a later slice holds work for', async () => {
    const { owner } = await workspace()
    const { id, mapping } = await upload(owner)
    await owner.call(importApi.run, { id, mapping })
    const written = (await planOf(owner))[0]?.id ?? ''
    providePieceUses(app, [async (_, ids) => ids.filter((each) => each === written)])
    const { removed, kept } = await owner.call(importApi.undo, { id })
    expect([removed, kept.map((piece) => piece.id)]).toEqual([4, [written]])
    providePieceUses(app, [])
  })
})

describe('refusals', () => {
  it('each changes nothing', async () => {
    const { owner, member } = await workspace()
    const { id, mapping } = await upload(owner)
    const twice = [...mapping.columns.slice(0, 1), { column: 2, field: 'date' as const }]
    await owner.refuses(importApi.run, { id, mapping: { ...mapping, columns: twice } }, 'import.field_twice')
    const same = [
      { column: 1, field: 'date' as const },
      { column: 1, field: 'title' as const },
    ]
    await owner.refuses(
      importApi.preview,
      { id, mapping: { ...mapping, columns: same } },
      'import.column_twice',
    )
    await owner.refuses(importApi.run, { id, mapping: { ...mapping, sheet: 'Nein' } }, 'import.no_such_sheet')
    await owner.refuses(
      importApi.run,
      { id, mapping: { ...mapping, headerRow: 1_000 } },
      'import.nothing_to_import',
    )
    await owner.refuses(importApi.undo, { id }, 'import.not_done')
    await owner.refuses(
      importApi.upload,
      { file: fileOf(zipSync({ a: strToU8('a') }), 'plan.xlsx') },
      'import.zip_not_table',
    )
    await (await member('author')).refuses(importApi.run, { id, mapping }, 'access.role')
    const stranger = await workspace('Andere GmbH')
    await stranger.owner.refuses(importApi.run, { id, mapping }, 'import.not_found')
    await stranger.owner.refuses(importApi.show, { id }, 'import.not_found')
    expect(await planOf(owner)).toEqual([])
    await owner.call(importApi.run, { id, mapping })
    await owner.refuses(importApi.run, { id, mapping }, 'import.already_done')
  })

  it('says when the very same file is already in the plan', async () => {
    const { owner } = await workspace()
    const first = await upload(owner)
    await owner.call(importApi.run, { id: first.id, mapping: first.mapping })
    const second = await upload(owner)
    expect((await owner.call(importApi.preview, second)).importedBefore).toBe('2026-11-23T08:00:00.000Z')
    await owner.call(importApi.undo, { id: first.id })
    expect((await owner.call(importApi.preview, second)).importedBefore).toBeNull()
  })
})

it('a corrected header row gives a new proposal, and what was corrected stands on return', async () => {
  const { owner } = await workspace()
  const { id, mapping } = await upload(owner)
  const proposal = await owner.call(importApi.sheet, { id, sheet: 'Plan', headerRow: 4 })
  expect(proposal.columns[3]?.header).toBe('Wärmepumpe im Altbau')
  const own = { ...mapping, columns: [{ column: 4, field: 'note' as const }] }
  await owner.call(importApi.preview, { id, mapping: own })
  expect((await owner.call(importApi.show, { id })).sheets[0]?.mapping).toEqual(own)
})

it('uploads that nobody brought into the plan are forgotten after two days, with their bytes', async () => {
  const { owner, id: workspaceId } = await workspace()
  const kept = await upload(owner)
  await owner.call(importApi.run, { id: kept.id, mapping: kept.mapping })
  const gone = await upload(owner, [
    ['Datum', 'Titel'],
    ['1.1.2027', 'nie importiert'],
  ])
  const sha256 = async () =>
    app.database.inWorkspace(workspaceId, (db) =>
      db.selectFrom('kernel.file').select('sha256').where('workspaceId', '=', workspaceId).execute(),
    )
  const [, file] = (await sha256()).map((row) => row.sha256)
  app.clock.set('2026-11-26T08:00:00Z')
  await forgetAbandonedImports.run(app, {})
  await owner.refuses(importApi.show, { id: gone.id }, 'import.not_found')
  expect(await sha256()).toHaveLength(1)
  expect(await app.files.get(workspaceId, file ?? '')).toBeNull()
  expect((await owner.call(importApi.show, { id: kept.id })).status).toBe('done')
})

it('ten thousand rows come in with one import', async () => {
  const { owner } = await workspace()
  const rows: FixtureCell[][] = [['Datum', 'Kanal', 'Thema', 'Status']]
  for (let at = 0; at < 10_000; at++)
    rows.push([{ serial: 46_000 + (at % 700), style: 1 }, 'Blog, LinkedIn', `Beitrag ${at}`, 'offen'])
  const { id, mapping } = await upload(owner, rows)
  expect(await owner.call(importApi.run, { id, mapping })).toMatchObject({ pieceCount: 10_000 })
  expect((await owner.call(importApi.pieces, { id, offset: 9_999 })).pieces[0]).toMatchObject({
    row: 10_001,
    title: 'Beitrag 9999',
  })
}, 60_000)

it('every refusal has its text', async () => {
  const { exchangeText } = await import('./exchange.text.ts')
  const sources = ['exchange.procedures.ts', 'exchange.rules.ts', 'exchange.store.ts']
  const reading = [
    'csv.ts',
    'fileKind.ts',
    'readSheets.ts',
    'xlsx.ts',
    'xlsxSheet.ts',
    'xlsxStrings.ts',
    'xml.ts',
    'zip.ts',
  ]
  const files = [...sources, ...reading.map((name) => `reading/${name}`)]
  const text = (
    await Promise.all(files.map((name) => readFile(`${import.meta.dirname}/${name}`, 'utf8')))
  ).join('\n')
  const codes = new Set(text.match(/(?<=')import\.[a-z_]+(?=')/g))
  for (const event of [
    'import.done',
    'import.undone',
    'import.upload',
    'import.map',
    'import.run',
    'import.undo',
  ])
    codes.delete(event)
  expect([...codes].toSorted()).toEqual(Object.keys(exchangeText.de.refusal).toSorted())
})
