import { describe, expect, test } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { newPiece, paragraphs, writing } from '../testing/scene.ts'
import { manuscriptProcedures as manuscript } from './manuscript.procedures.ts'
import { versionSpanMs } from './manuscript.rules.ts'

const { app, workspace } = await testLeitstand()

async function scene() {
  const found = await workspace()
  const pieceId = await found.inside((call) => newPiece(call, 'Hochbeete für Ängstliche'))
  return { ...found, pieceId }
}

describe('writing', () => {
  test('a piece without a text has version 0; what was written comes back', async () => {
    const { owner, pieceId } = await scene()
    expect(await owner.call(manuscript.show, { pieceId })).toMatchObject({
      version: 0,
      pieceTitle: 'Hochbeete für Ängstliche',
      updatedAt: null,
      may: { edit: null },
    })
    const saved = await owner.call(manuscript.save, writing(pieceId, 0, 'Drei gute Wörter.'))
    expect(saved).toMatchObject({ version: 1, wordCount: 3, voidedApprovals: 0 })
    expect(await owner.call(manuscript.show, { pieceId })).toMatchObject({
      version: 1,
      tree: paragraphs('Drei gute Wörter.'),
      updatedByName: owner.name,
    })
  })

  test('a save on an old version is refused and changes nothing', async () => {
    const { owner, member, pieceId } = await scene()
    const ben = await member('editor', 'Ben')
    await owner.call(manuscript.save, writing(pieceId, 0, 'Anfang'))
    await ben.call(manuscript.save, writing(pieceId, 1, 'Anfang von Ben'))
    await owner.refuses(manuscript.save, writing(pieceId, 1, 'Anfang der Chefin'), 'manuscript.stale')
    expect(await owner.call(manuscript.show, { pieceId })).toMatchObject({
      version: 2,
      tree: paragraphs('Anfang von Ben'),
      updatedByName: 'Ben',
    })
  })

  test('the same save again answers the same: a lost answer costs nothing', async () => {
    const { owner, pieceId } = await scene()
    const save = writing(pieceId, 0, 'Einmal')
    const first = await owner.call(manuscript.save, save)
    expect(await owner.call(manuscript.save, save)).toEqual(first)
  })

  test('of twenty people who begin at once one wins, the others are told', async () => {
    const { owner, pieceId } = await scene()
    const tries = Array.from({ length: 20 }, (_, index) =>
      owner.call(manuscript.save, writing(pieceId, 0, `Text ${index}`)),
    )
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'manuscript.stale' })
    expect(await owner.call(manuscript.show, { pieceId })).toMatchObject({ version: 1 })
  })

  test('authors write in their own pieces only, viewers nowhere', async () => {
    const { member, pieceId, inside } = await scene()
    const author = await member('author')
    const viewer = await member('viewer')
    await author.refuses(manuscript.show, { pieceId }, 'piece.not_found')
    await author.refuses(manuscript.save, writing(pieceId, 0, 'Fremd'), 'piece.not_found')
    await viewer.refuses(manuscript.save, writing(pieceId, 0, 'Nur Leser'), 'access.role')
    const own = await inside((call) => newPiece(call, 'Meiner', author.memberId))
    expect(await author.call(manuscript.save, writing(own, 0, 'Meins'))).toMatchObject({ version: 1 })
  })

  test('another workspace sees nothing of it', async () => {
    const { owner, pieceId } = await scene()
    await owner.call(manuscript.save, writing(pieceId, 0, 'Geheim'))
    const other = await workspace('Andere GmbH')
    await other.owner.refuses(manuscript.show, { pieceId }, 'piece.not_found')
    await other.owner.refuses(manuscript.save, writing(pieceId, 1, 'Einbruch'), 'piece.not_found')
  })

  test('a picture of nobody in the text is refused', async () => {
    const { owner, pieceId } = await scene()
    const image = { type: 'image', attrs: { assetId: newId(), alt: '' } }
    const tree = { type: 'doc', content: [image] }
    await owner.refuses(manuscript.save, { ...writing(pieceId, 0, ''), tree }, 'asset.unknown_in_text')
  })

  test('autosave leaves no audit rows; the versions say who wrote what', async () => {
    const { owner, pieceId, audit } = await scene()
    await owner.call(manuscript.save, writing(pieceId, 0, 'Eins'))
    expect(await audit(pieceId)).toEqual([])
    expect(await owner.call(manuscript.versions, { pieceId })).toMatchObject([
      { number: 1, authorName: owner.name },
    ])
  })
})

describe('versions', () => {
  test('one author’s saves within minutes are one version, later or another’s a new one', async () => {
    const { owner, member, pieceId } = await scene()
    const ben = await member('editor', 'Ben')
    await owner.call(manuscript.save, writing(pieceId, 0, 'Eins'))
    await owner.call(manuscript.save, writing(pieceId, 1, 'Eins zwei'))
    await ben.call(manuscript.save, writing(pieceId, 2, 'Eins zwei drei'))
    app.clock.forward(versionSpanMs)
    await ben.call(manuscript.save, writing(pieceId, 3, 'Eins zwei drei vier'))
    const versions = await owner.call(manuscript.versions, { pieceId })
    expect(versions.map(({ number, wordCount, authorName }) => [number, wordCount, authorName])).toEqual([
      [3, 4, 'Ben'],
      [2, 3, 'Ben'],
      [1, 2, owner.name],
    ])
  })

  test('what is replaced knowingly stays a version, also within minutes and of the same author', async () => {
    const { owner, pieceId } = await scene()
    await owner.call(manuscript.save, writing(pieceId, 0, 'Im Büro'))
    await owner.call(manuscript.save, { ...writing(pieceId, 1, 'Im Zug geschrieben'), keepsPrevious: true })
    const versions = await owner.call(manuscript.versions, { pieceId })
    expect(versions.map((version) => version.wordCount)).toEqual([3, 2])
  })

  test('a version comes back, and what it replaced comes back too', async () => {
    const { owner, pieceId, audit } = await scene()
    await owner.call(manuscript.save, { ...writing(pieceId, 0, 'Alt'), headline: 'Alter Titel', slug: 'alt' })
    const named = await owner.call(manuscript.nameVersion, { pieceId, label: 'Vor dem Umbau' })
    await owner.call(manuscript.save, writing(pieceId, 1, 'Neu'))
    const restore = { pieceId, versionId: named.id, baseVersion: 2 }
    expect(await owner.call(manuscript.restore, restore)).toMatchObject({ version: 3 })
    expect(await owner.call(manuscript.show, { pieceId })).toMatchObject({
      tree: paragraphs('Alt'),
      headline: 'Alter Titel',
      slug: 'alt',
    })
    const versions = await owner.call(manuscript.versions, { pieceId })
    expect(versions.map((version) => version.kind)).toEqual(['restored', 'saved', 'named', 'saved'])
    const replaced = versions[1]?.id ?? ''
    await owner.call(manuscript.restore, { pieceId, versionId: replaced, baseVersion: 3 })
    expect(await owner.call(manuscript.show, { pieceId })).toMatchObject({
      tree: paragraphs('Neu'),
      headline: '',
    })
    expect(await audit(pieceId)).toEqual([
      'manuscript.name_version',
      'manuscript.restore',
      'manuscript.restore',
    ])
  })

  test('restoring on an old state, or a version of another piece, is refused', async () => {
    const { owner, pieceId, inside } = await scene()
    await owner.call(manuscript.save, writing(pieceId, 0, 'Eins'))
    const [version] = await owner.call(manuscript.versions, { pieceId })
    const versionId = version?.id ?? ''
    await owner.call(manuscript.save, writing(pieceId, 1, 'Zwei'))
    await owner.call(manuscript.nameVersion, { pieceId, label: 'Zwei' })
    await owner.refuses(
      manuscript.nameVersion,
      { pieceId: await inside((call) => newPiece(call, 'Leer')), label: 'x' },
      'manuscript.nothing_written',
    )
    const other = await inside((call) => newPiece(call, 'Anderer'))
    await owner.refuses(manuscript.version, { pieceId: other, versionId }, 'manuscript.version_not_found')
  })
})
