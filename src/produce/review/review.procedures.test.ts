import { describe, expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { pieceApi } from '../../plan/piece/piece.procedures.ts'
import { produceSubscriptions, approvalStateOf, removeReleaseTarget, setReleaseTarget } from '../index.ts'
import { newId } from '../../kernel/id.ts'
import { manuscriptProcedures as manuscript } from '../manuscript/manuscript.procedures.ts'
import { newPiece, writing } from '../testing/scene.ts'
import { reviewProcedures as review } from './review.procedures.ts'
import { closeExpiredApprovals } from './review.jobs.ts'

const { app, workspace, deliverEvents } = await testLeitstand({ subscriptions: produceSubscriptions })

async function scene() {
  const found = await workspace()
  const editor = await found.member('editor', 'Edda')
  const director = await found.member('approver', 'Frau Direktorin')
  const pieceId = await found.inside((call) => newPiece(call, 'Herbstkatalog'))
  await editor.call(manuscript.save, writing(pieceId, 0, 'Der Katalog ist da.'))
  const stateOf = async () => (await found.inside((call) => approvalStateOf(call, pieceId))).state
  const ask = (more: object = {}) =>
    editor.call(review.request, { pieceId, asked: { kind: 'member', memberId: director.memberId }, ...more })
  const hash = async () => (await editor.call(review.ofPiece, { pieceId })).hash
  const notified = (userId: string) =>
    found.inside(async (call) => {
      const rows = call.db
        .selectFrom('manage.notification')
        .select('kind')
        .where('workspaceId', '=', found.id)
      return (await rows.where('userId', '=', userId).orderBy('id').execute()).map((row) => row.kind)
    })
  return { ...found, editor, director, pieceId, stateOf, ask, hash, notified }
}

test('an author sees requests on the pieces they have now, not on those they had', async () => {
  const { member, owner, director, pieceId } = await scene()
  const author = await member('author')
  const giveTo = async (ownerMemberId: string) => {
    const { version } = await owner.call(pieceApi.show, { id: pieceId })
    await owner.call(pieceApi.change, { id: pieceId, version, ownerMemberId })
  }
  await giveTo(author.memberId)
  const asked = { kind: 'member', memberId: director.memberId } as const
  const { id } = await author.call(review.request, { pieceId, asked })
  expect((await author.call(review.list, { scope: 'asked' })).map((one) => one.id)).toEqual([id])
  await giveTo(owner.memberId)
  await author.refuses(review.show, { id }, 'approval.not_found')
  await author.refuses(review.withdraw, { id }, 'approval.not_found')
  expect(await author.call(review.list, { scope: 'asked' })).toEqual([])
  expect(await author.call(review.list, { scope: 'open' })).toEqual([])
})

describe('asking and deciding', () => {
  test('a member is asked, told, and approves exactly what they saw', async () => {
    const { editor, director, pieceId, ask, stateOf, notified, audit } = await scene()
    expect(await stateOf()).toBe('none')
    const request = await ask({ note: 'Bitte bis Freitag.' })
    expect(request).toMatchObject({ state: 'requested', askedName: 'Frau Direktorin', link: null })
    expect(await stateOf()).toBe('requested')
    expect(await notified(director.userId)).toEqual(['approval.requested'])
    const [waiting] = await director.call(review.list, {})
    expect(waiting).toMatchObject({ id: request.id, pieceTitle: 'Herbstkatalog', note: 'Bitte bis Freitag.' })

    const view = await director.call(review.show, { id: request.id })
    expect(view).toMatchObject({
      title: 'Herbstkatalog',
      html: '<p>Der Katalog ist da.</p>',
      isChanged: false,
    })
    await director.call(review.decide, { id: request.id, hash: view.hash, decision: 'approved' })
    expect(await stateOf()).toBe('approved')
    expect(await notified(editor.userId)).toEqual(['approval.approved'])
    expect(await director.call(review.list, {})).toEqual([])
    expect(await audit(pieceId)).toEqual(['approval.request', 'approval.decide'])
  })

  test('sending back needs a reason, which the editor reads', async () => {
    const { editor, director, pieceId, ask, hash, stateOf } = await scene()
    const { id } = await ask()
    const decision = { id, hash: await hash(), decision: 'rejected' as const }
    await expect(director.call(review.decide, { ...decision, reason: '  ' })).rejects.toThrow(/required/)
    await director.call(review.decide, { ...decision, reason: 'Der Preis fehlt.' })
    expect(await stateOf()).toBe('rejected')
    const [shown] = (await editor.call(review.ofPiece, { pieceId })).approvals
    expect(shown).toMatchObject({
      state: 'rejected',
      reason: 'Der Preis fehlt.',
      decidedByName: 'Frau Direktorin',
    })
    await director.refuses(review.decide, { ...decision, reason: 'Noch mal' }, 'approval.not_open')
  })

  test('only the asked person decides, and nobody asks for nothing or twice', async () => {
    const { owner, editor, director, member, inside, ask, hash } = await scene()
    const { id } = await ask()
    const decision = { id, hash: await hash(), decision: 'approved' as const }
    await owner.refuses(review.decide, decision, 'approval.not_asked')
    await editor.refuses(review.decide, decision, 'approval.not_asked')
    await expect(ask()).rejects.toMatchObject({ code: 'approval.already_asked' })
    const viewer = await member('viewer')
    const toViewer = { kind: 'member' as const, memberId: viewer.memberId }
    await expect(ask({ asked: toViewer })).rejects.toMatchObject({ code: 'approval.role_cannot_decide' })
    const self = { kind: 'member' as const, memberId: editor.memberId }
    await expect(ask({ asked: self })).rejects.toMatchObject({ code: 'approval.own_request' })
    const empty = await inside((call) => newPiece(call, 'Leer'))
    const asked = { kind: 'member' as const, memberId: director.memberId }
    await editor.refuses(review.request, { pieceId: empty, asked }, 'approval.nothing_written')
    await director.refuses(review.request, { pieceId: empty, asked }, 'access.role')
  })

  test('a decision on a text that changed meanwhile is refused', async () => {
    const { editor, director, pieceId, ask, hash, stateOf } = await scene()
    const { id } = await ask()
    const seen = await hash()
    await editor.call(manuscript.save, writing(pieceId, 1, 'Der Katalog ist doch nicht da.'))
    await director.refuses(
      review.decide,
      { id, hash: seen, decision: 'approved' },
      'approval.content_changed',
    )
    expect(await director.call(review.show, { id })).toMatchObject({ isChanged: true })
    await director.call(review.decide, { id, hash: await hash(), decision: 'approved' })
    expect(await stateOf()).toBe('approved')
  })

  test('two are asked: one yes is not enough, one no decides', async () => {
    const { director, member, ask, hash, stateOf } = await scene()
    const legal = await member('manager', 'Rechtsabteilung')
    const first = await ask()
    const second = await ask({ asked: { kind: 'member', memberId: legal.memberId } })
    await director.call(review.decide, { id: first.id, hash: await hash(), decision: 'approved' })
    expect(await stateOf()).toBe('requested')
    await legal.call(review.decide, {
      id: second.id,
      hash: await hash(),
      decision: 'rejected',
      reason: 'Nein.',
    })
    expect(await stateOf()).toBe('rejected')
  })
})

describe('an approval is bound to what was seen', () => {
  async function approved() {
    const found = await scene()
    const { id } = await found.ask()
    await found.director.call(review.decide, { id, hash: await found.hash(), decision: 'approved' })
    expect(await found.stateOf()).toBe('approved')
    return { ...found, approvalId: id }
  }

  test('an edit voids it, visibly and with word to those who asked', async () => {
    const { editor, director, pieceId, stateOf, notified, inside } = await approved()
    const saved = await director
      .refuses(manuscript.save, writing(pieceId, 1, 'x'), 'access.role')
      .then(() => editor.call(manuscript.save, writing(pieceId, 1, 'Der Katalog ist da!')))
    expect(saved).toMatchObject({ voidedApprovals: 1 })
    expect(await stateOf()).toBe('void')
    expect((await editor.call(review.ofPiece, { pieceId })).approvals[0]).toMatchObject({ state: 'void' })
    // The editor voided it herself and is not told what she did; the fact is stated for the other slices.
    expect(await notified(editor.userId)).toEqual(['approval.approved'])
    const facts = await inside((call) =>
      call.db
        .selectFrom('kernel.event')
        .select('name')
        .where('workspaceId', '=', call.workspaceId)
        .orderBy('id')
        .execute(),
    )
    expect(facts.map((fact) => fact.name)).toEqual([
      'approval.requested',
      'approval.decided',
      'approval.voided',
    ])
  })

  test('a save that changes nothing leaves it', async () => {
    const { editor, pieceId, stateOf } = await approved()
    const same = writing(pieceId, 1, 'Der Katalog ist da.')
    expect(await editor.call(manuscript.save, same)).toMatchObject({ voidedApprovals: 0 })
    expect(await stateOf()).toBe('approved')
  })

  const slot = { date: '2026-12-01', time: '09:00', zone: 'Europe/Berlin' }

  test('given while place and time were open, it covers what is planned afterwards', async () => {
    const { stateOf, inside, pieceId } = await approved()
    const target = { publicationId: newId(), pieceId, channelName: 'Blog', slot }
    expect(await inside((call) => setReleaseTarget(call, target))).toBe(0)
    expect(await stateOf()).toBe('approved')
  })

  test('given for a place and time, another voids it; the same again, or one less, does not', async () => {
    const { stateOf, inside, ask, director, hash, pieceId } = await scene()
    const blog = { publicationId: newId(), pieceId, channelName: 'Blog', slot }
    const xing = { publicationId: newId(), pieceId, channelName: 'XING', slot }
    const set = (target: typeof blog) => inside((call) => setReleaseTarget(call, target))
    await set(blog)
    await set(xing)
    const approve = async () => {
      const { id } = await ask()
      await director.call(review.decide, { id, hash: await hash(), decision: 'approved' })
      expect(await stateOf()).toBe('approved')
    }
    await approve()
    expect(await set(blog)).toBe(0)
    expect(await inside((call) => removeReleaseTarget(call, xing))).toBe(0)
    expect(await stateOf()).toBe('approved')
    expect(await set({ ...blog, slot: { ...slot, time: '10:00' } })).toBe(1)
    expect(await stateOf()).toBe('void')
    await approve()
    expect(await set({ ...xing, publicationId: newId() })).toBe(1)
    expect(await stateOf()).toBe('void')
  })

  test('a new title voids it as soon as the fact is delivered, and counts at once', async () => {
    const { owner, pieceId, stateOf } = await approved()
    const piece = await owner.call(pieceApi.show, { id: pieceId })
    await owner.call(pieceApi.change, { id: pieceId, version: piece.version, title: 'Winterkatalog' })
    expect(await stateOf()).toBe('void')
    await deliverEvents()
    expect(await owner.call(review.states, { pieceIds: [pieceId] })).toEqual([{ pieceId, state: 'void' }])
  })

  test('what was approved is kept word for word', async () => {
    const { editor, pieceId, approvalId, inside } = await approved()
    await editor.call(manuscript.save, writing(pieceId, 1, 'Etwas anderes.'))
    const row = await inside((call) =>
      call.db
        .selectFrom('produce.approval')
        .select('seen')
        .where('workspaceId', '=', call.workspaceId)
        .where('id', '=', approvalId)
        .executeTakeFirstOrThrow(),
    )
    expect(JSON.stringify(row.seen)).toContain('Der Katalog ist da.')
  })
})

describe('what was said of an earlier content', () => {
  test('a no no longer holds up another’s yes to the new content; lists say the same', async () => {
    const { owner, editor, director, member, pieceId, ask, hash, stateOf } = await scene()
    const legal = await member('manager', 'Rechtsabteilung')
    const { id } = await ask()
    await director.call(review.decide, {
      id,
      hash: await hash(),
      decision: 'rejected',
      reason: 'Der Preis fehlt.',
    })
    await editor.call(manuscript.save, writing(pieceId, 1, 'Der Katalog kostet 5 Euro.'))
    expect(await stateOf()).toBe('rejected')
    const second = await ask({ asked: { kind: 'member', memberId: legal.memberId } })
    const listed = async () => (await owner.call(review.states, { pieceIds: [pieceId] }))[0]?.state
    expect([await stateOf(), await listed()]).toEqual(['requested', 'requested'])
    await legal.call(review.decide, { id: second.id, hash: await hash(), decision: 'approved' })
    expect([await stateOf(), await listed()]).toEqual(['approved', 'approved'])
  })

  test('a lost yes does not hold up another’s yes to the new content', async () => {
    const { editor, director, member, pieceId, ask, hash, stateOf } = await scene()
    const legal = await member('manager', 'Rechtsabteilung')
    const { id } = await ask()
    await director.call(review.decide, { id, hash: await hash(), decision: 'approved' })
    await editor.call(manuscript.save, writing(pieceId, 1, 'Ganz anders.'))
    expect(await stateOf()).toBe('void')
    const second = await ask({ asked: { kind: 'member', memberId: legal.memberId } })
    await legal.call(review.decide, { id: second.id, hash: await hash(), decision: 'approved' })
    expect(await stateOf()).toBe('approved')
  })
})

describe('the end of a request', () => {
  test('it is withdrawn by who asked or by editors, not by others', async () => {
    const { owner, director, member, ask, stateOf } = await scene()
    const { id } = await ask()
    const viewer = await member('viewer')
    await viewer.refuses(review.withdraw, { id }, 'approval.not_yours')
    await director.refuses(review.withdraw, { id }, 'approval.not_yours')
    await owner.call(review.withdraw, { id })
    expect(await stateOf()).toBe('withdrawn')
    await owner.refuses(review.withdraw, { id }, 'approval.not_open')
  })

  test('who approved can take it back', async () => {
    const { director, ask, hash, stateOf } = await scene()
    const { id } = await ask()
    await director.call(review.decide, { id, hash: await hash(), decision: 'approved' })
    await director.call(review.withdraw, { id })
    expect(await stateOf()).toBe('withdrawn')
  })

  test('it expires by itself, and the job tells who asked', async () => {
    const { editor, director, ask, hash, stateOf, notified, pieceId } = await scene()
    const { id } = await ask({ expiresInDays: 2 })
    const seen = await hash()
    app.clock.forward(2 * 24 * 60 * 60_000)
    expect(await stateOf()).toBe('expired')
    await director.refuses(review.decide, { id, hash: seen, decision: 'approved' }, 'approval.expired')
    await closeExpiredApprovals.run(app, {})
    await closeExpiredApprovals.run(app, {})
    expect(await notified(editor.userId)).toEqual(['approval.expired'])
    expect((await editor.call(review.ofPiece, { pieceId })).approvals[0]?.endedAt).not.toBeNull()
  })

  test('reminders go out once an hour', async () => {
    const { editor, director, ask, notified } = await scene()
    const { id } = await ask()
    await editor.refuses(review.remind, { id }, 'approval.reminded_just_now')
    app.clock.forward(61 * 60_000)
    await editor.call(review.remind, { id })
    await editor.refuses(review.remind, { id }, 'approval.reminded_just_now')
    expect(await notified(director.userId)).toEqual(['approval.requested', 'approval.reminder'])
  })
})
