import { expect, test } from 'vitest'
import { emit } from '../kernel/events.ts'
import { testLeitstand } from '../kernel/testing/harness.ts'
import { planSubscriptions } from './events.ts'
import { pieceApi } from './piece/piece.procedures.ts'

const { workspace, deliverEvents } = await testLeitstand({ subscriptions: planSubscriptions })

test('the status follows approval and publication, once', async () => {
  const { owner, inside, audit } = await workspace()
  const { id: pieceId } = await owner.call(pieceApi.create, { title: 'x' })
  const after = async (name: string, more: object = {}) => {
    await inside((call) => emit(call, name, { pieceId, ...more }))
    await deliverEvents()
    return (await owner.call(pieceApi.show, { id: pieceId })).status
  }
  expect(await after('approval.requested')).toBe('in_review')
  expect(await after('approval.withdrawn')).toBe('in_progress')
  expect(await after('publication.scheduled')).toBe('in_progress')
  expect(await after('approval.requested')).toBe('in_review')
  expect(await after('approval.decided', { decision: 'rejected' })).toBe('in_progress')
  expect(await after('approval.decided', { decision: 'approved' })).toBe('approved')
  expect(await after('approval.voided')).toBe('in_progress')
  expect(await after('approval.decided', { decision: 'approved' })).toBe('approved')
  expect(await after('publication.scheduled')).toBe('scheduled')
  expect(await after('publication.published', { at: '2026-11-23T08:01:00Z' })).toBe('published')
  expect(await after('publication.published', { at: '2026-11-24T08:01:00Z' })).toBe('published')
  const piece = await owner.call(pieceApi.show, { id: pieceId })
  expect(piece.publishedAt).toBe('2026-11-23T08:01:00.000Z')
  expect((await audit(pieceId)).filter((action) => action === 'piece.change_status')).toHaveLength(9)
})

test('facts about a deleted piece change nothing', async () => {
  const { owner, inside } = await workspace()
  const { id: pieceId } = await owner.call(pieceApi.create, { title: 'x' })
  await owner.call(pieceApi.delete, { id: pieceId })
  await inside((call) => emit(call, 'publication.published', { pieceId }))
  await deliverEvents()
  const restored = await owner.call(pieceApi.restore, { id: pieceId })
  expect(restored.status).toBe('idea')
})

test('where no approval is asked for, a scheduled publication is enough', async () => {
  const { owner, inside } = await workspace()
  await inside((call) =>
    call.db
      .updateTable('manage.workspace')
      .set({ approvalRequired: false })
      .where('id', '=', call.workspaceId)
      .execute(),
  )
  const { id: pieceId } = await owner.call(pieceApi.create, { title: 'x' })
  await inside((call) => emit(call, 'publication.scheduled', { pieceId }))
  await deliverEvents()
  expect((await owner.call(pieceApi.show, { id: pieceId })).status).toBe('scheduled')
})
