import { expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { planApi } from '../../plan/api.ts'
import { newPiece } from '../testing/scene.ts'
import { costProcedures as cost } from './cost.procedures.ts'
import { costOf } from './cost.store.ts'

const { workspace } = await testLeitstand()

async function scene() {
  const found = await workspace()
  const pieceId = await found.inside((call) => newPiece(call, 'Ratgeber'))
  return { ...found, pieceId }
}

test('lines are entered, changed and summed; each leaves its audit row', async () => {
  const { owner, pieceId, inside, audit } = await scene()
  const planned = { pieceId, kind: 'planned' as const, label: 'Text', cents: 40_000 }
  const line = await owner.call(cost.enter, {
    ...planned,
    supplier: 'Textbüro Nord',
    incurredOn: '2026-11-30',
  })
  expect(line).toMatchObject({
    amount: { cents: 40_000, currency: 'EUR' },
    incurredOn: '2026-11-30',
    version: 1,
  })
  await owner.call(cost.enter, { pieceId, kind: 'actual', label: 'Text', cents: 45_050 })
  await owner.call(cost.enter, { pieceId, kind: 'actual', label: 'Gutschrift', cents: -50 })
  await owner.call(cost.change, { id: line.id, version: 1, cents: 41_000 })
  expect(await owner.call(cost.ofPiece, { pieceId })).toMatchObject({
    planned: { cents: 41_000 },
    actual: { cents: 45_000 },
    may: { edit: null },
  })
  expect(await inside((call) => costOf(call, [pieceId]))).toEqual([
    { pieceId, planned: { cents: 41_000, currency: 'EUR' }, actual: { cents: 45_000, currency: 'EUR' } },
  ])
  expect(await audit(pieceId)).toEqual(['cost.enter', 'cost.enter', 'cost.enter', 'cost.change'])
})

test('a removed line counts no more and comes back', async () => {
  const { owner, pieceId, inside } = await scene()
  const { id } = await owner.call(cost.enter, { pieceId, kind: 'actual', label: 'Foto', cents: 100 })
  await owner.call(cost.remove, { id })
  expect((await owner.call(cost.ofPiece, { pieceId })).lines).toEqual([])
  expect(await inside((call) => costOf(call, [pieceId]))).toEqual([])
  await owner.refuses(cost.remove, { id }, 'cost.not_found')
  await owner.call(cost.restore, { id })
  expect((await owner.call(cost.ofPiece, { pieceId })).actual).toEqual({ cents: 100, currency: 'EUR' })
})

test('a change on an old state is refused', async () => {
  const { owner, pieceId } = await scene()
  const { id } = await owner.call(cost.enter, { pieceId, kind: 'planned', label: 'Foto', cents: 100 })
  await owner.call(cost.change, { id, version: 1, label: 'Fotos' })
  await owner.refuses(cost.change, { id, version: 1, label: 'Bilder' }, 'cost.stale')
})

test('R34: authors do not see amounts; viewers do and change nothing', async () => {
  const { owner, member, pieceId } = await scene()
  const line = { pieceId, kind: 'planned' as const, label: 'Foto', cents: 100 }
  const { id } = await owner.call(cost.enter, line)
  await (await member('author')).refuses(cost.ofPiece, { pieceId }, 'access.role')
  const viewer = await member('viewer')
  expect(await viewer.call(cost.ofPiece, { pieceId })).toMatchObject({ may: { edit: 'cost.planners_only' } })
  await viewer.refuses(cost.enter, line, 'access.role')
  const other = await workspace()
  await other.owner.refuses(cost.change, { id, version: 1, cents: 1 }, 'cost.not_found')
  await other.owner.refuses(cost.enter, line, 'piece.not_found')
})

test('authors do not see in the history of a piece what it costs', async () => {
  const { owner, member, pieceId, inside } = await scene()
  const author = await member('author')
  await inside((call) =>
    call.db
      .updateTable('plan.piece')
      .set({ ownerMemberId: author.memberId })
      .where('workspaceId', '=', call.workspaceId)
      .where('id', '=', pieceId)
      .execute(),
  )
  const { id } = await owner.call(cost.enter, { pieceId, kind: 'actual', label: 'Foto', cents: 100 })
  await owner.call(cost.change, { id, version: 1, supplier: 'Bildagentur Süd' })
  const { version } = await owner.call(planApi.piece.show, { id: pieceId })
  await owner.call(planApi.piece.change, { id: pieceId, version, note: 'Mit Bildern' })
  const actionsFor = async (reader: typeof owner) =>
    (await reader.call(planApi.piece.history, { id: pieceId })).entries.map(({ action }) => action)
  expect(await actionsFor(owner)).toEqual(['piece.change', 'cost.change', 'cost.enter'])
  expect(await actionsFor(author)).toEqual(['piece.change'])
})
