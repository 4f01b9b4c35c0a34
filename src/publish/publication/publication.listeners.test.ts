import { expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { planApi } from '../../plan/api.ts'
import { planSubscriptions } from '../../plan/index.ts'
import { produceApi } from '../../produce/api.ts'
import { produceSubscriptions } from '../../produce/index.ts'
import { publishScene } from '../testing/scene.ts'
import { publicationSubscriptions } from './publication.listeners.ts'

const subscriptions = [...planSubscriptions, ...produceSubscriptions, ...publicationSubscriptions]
const leitstand = await testLeitstand({ subscriptions })

/** A piece that is planned for the blog first and decided on afterwards; answers its status then. */
async function statusAfter(decision: 'approved' | 'rejected', approvalRequired: boolean) {
  const scene = await publishScene(leitstand, { approvalRequired })
  const { owner } = scene
  const pieceId = await scene.piece()
  const asked = { kind: 'member', memberId: owner.memberId } as const
  const statusNow = async () => {
    await leitstand.deliverEvents()
    return (await owner.call(planApi.piece.show, { id: pieceId })).status
  }
  const { id } = await owner.call(produceApi.review.request, { pieceId, asked })
  const seen = [await statusNow()]
  await scene.plan(pieceId, '15:00')
  seen.push(await statusNow())
  const { hash } = await owner.call(produceApi.review.show, { id })
  await owner.call(produceApi.review.decide, { id, hash, decision, reason: 'Weil.' })
  return [...seen, await statusNow()]
}

test('what was scheduled before it was approved is scheduled with the approval', async () => {
  expect(await statusAfter('approved', true)).toEqual(['in_review', 'in_review', 'scheduled'])
  expect(await statusAfter('approved', false)).toEqual(['in_review', 'in_review', 'scheduled'])
})

test('what was sent back is worked on, planned or not', async () => {
  expect(await statusAfter('rejected', true)).toEqual(['in_review', 'in_review', 'in_progress'])
  expect(await statusAfter('rejected', false)).toEqual(['in_review', 'in_review', 'in_progress'])
})

test('a piece approved by hand is scheduled when it is; taken back by hand it stays as it was put', async () => {
  const scene = await publishScene(leitstand, { approvalRequired: true })
  const { owner } = scene
  const pieceId = await scene.piece()
  const putTo = async (status: 'approved') => {
    const { version } = await owner.call(planApi.piece.show, { id: pieceId })
    await owner.call(planApi.piece.changeStatus, { id: pieceId, version, status })
    await leitstand.deliverEvents()
    return (await owner.call(planApi.piece.show, { id: pieceId })).status
  }
  await scene.plan(pieceId, '15:00')
  expect(await putTo('approved')).toBe('scheduled')
  expect(await putTo('approved')).toBe('approved')
})
