import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { manageApi } from '../api.ts'
import { memberOrRefuse, personOrRefuse } from '../index.ts'
import { browsersOf } from '../testing/browser.ts'
import { createUser } from './person.cli.ts'

const { app, workspace } = await testLeitstand()
const browser = browsersOf(app)
const { invitation: invitations, member: members } = manageApi
const password = 'drei Äpfel im Regen'

let place: Awaited<ReturnType<typeof workspace>>
let email = ''
beforeEach(async () => {
  app.clock.set('2026-11-23T08:00:00Z')
  place = await workspace('Müller & Söhne')
  email = `${newId()}@beispiel.test`
})

async function invite(role: 'owner' | 'manager' | 'editor' = 'editor', sendMail = false) {
  const made = await place.owner.call(invitations.create, { email, name: 'Bernd Claasen', role, sendMail })
  return { ...made, token: made.link.split('/').at(-1)! }
}

describe('inviting', () => {
  test('lists the person at once, so that work can be given to them, but opens no door yet (R33)', async () => {
    const { invitation, link, isMailed } = await invite()
    expect(link).toMatch(/^https:\/\/leitstand\.test\/invitation\/[\w-]{43}$/)
    expect(isMailed).toBe(false)
    expect(invitation).toMatchObject({ email, name: 'Bernd Claasen', role: 'editor', isExpired: false })
    const { members: listed } = await place.owner.call(members.list, {})
    expect(listed.find(({ name }) => name === 'Bernd Claasen')).toMatchObject({
      state: 'invited',
      userId: null,
      email,
    })
    expect(await place.audit(invitation.id)).toEqual(['invitation.create'])
  })

  test('by mail sends the link; without a mail server it waits in the outbox', async () => {
    const { link } = await invite('editor', true)
    const { mails, hasMailServer } = await place.owner.call(manageApi.outbox.list, {})
    expect(hasMailServer).toBe(false)
    expect(mails).toMatchObject([
      { kind: 'invitation', toAddress: email, status: 'held', may: { open: null } },
    ])
    const opened = await place.owner.call(manageApi.outbox.open, { id: mails[0]!.id })
    expect(opened.links).toEqual([link])
    expect(opened.text).toContain('Müller & Söhne')
    expect(await place.audit(mails[0]!.id)).toEqual(['outbox.open'])
  })

  test('is for leaders, and only owners invite owners', async () => {
    const editor = await place.member('editor')
    const manager = await place.member('manager')
    const person = { email, name: '', role: 'owner' as const, sendMail: false }
    await editor.refuses(invitations.create, { ...person, role: 'viewer' }, 'access.role')
    await manager.refuses(invitations.create, person, 'member.owners_only')
    await place.owner.call(invitations.create, { ...person, sendMail: true })
    const { mails } = await manager.call(manageApi.outbox.list, {})
    expect(mails[0]).toMatchObject({ kind: 'owner_invitation', may: { open: 'outbox.owners_only' } })
    await manager.refuses(manageApi.outbox.open, { id: mails[0]!.id }, 'outbox.owners_only')
    const { invitations: open } = await manager.call(invitations.list, {})
    await manager.refuses(invitations.renew, { id: open[0]!.id }, 'member.owners_only')
  })

  test('the same person twice, or a member, is refused', async () => {
    await invite()
    const person = { email: email.toUpperCase(), name: '', role: 'editor' as const, sendMail: false }
    await place.owner.refuses(invitations.create, person, 'invitation.exists')
    const there = `${place.owner.userId}@beispiel.test`
    await place.owner.refuses(invitations.create, { ...person, email: there }, 'invitation.already_member')
  })
})

describe('accepting', () => {
  test('with a new account: sees what it is about, becomes a member, is signed in', async () => {
    const { token } = await invite()
    const bernd = browser()
    expect(await bernd.manage.person.invitation({ token })).toMatchObject({
      workspaceName: 'Müller & Söhne',
      role: 'editor',
      email,
      hasAccount: false,
    })
    const accept = bernd.manage.person.acceptInvitation
    await expect(accept({ token, name: 'Bernd' })).rejects.toMatchObject({ code: 'person.password_short' })
    const { workspace: slug } = await accept({ token, name: 'Bernd Claasen', password })
    const me = await bernd.manage.person.me({})
    expect(me).toMatchObject({ email, workspaces: [{ slug, role: 'editor', name: 'Müller & Söhne' }] })
    expect(me.may.createWorkspace).toBe('workspace.leaders_only')
    const { memberId } = me.workspaces[0]!
    expect(await place.audit(memberId)).toEqual(['invitation.accept'])
    expect(await place.inside((call) => memberOrRefuse(call, memberId))).toMatchObject({ state: 'active' })
  })

  test('works once, also when 20 try at the same moment', async () => {
    const { token } = await invite()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) =>
        browser().manage.person.acceptInvitation({ token, name: `Bernd ${n}`, password }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(browser().manage.person.invitation({ token })).rejects.toMatchObject({
      code: 'invitation.invalid',
    })
  })

  test('binds to the address: another signed-in account is refused, the own one has to sign in (R36)', async () => {
    await createUser(app, { email, name: 'Bernd Claasen', password })
    const other = `${newId()}@beispiel.test`
    await createUser(app, { email: other, name: 'Mallory', password })
    const { token } = await invite()
    const mallory = browser()
    await mallory.manage.person.signIn({ email: other, password })
    await expect(mallory.manage.person.acceptInvitation({ token })).rejects.toMatchObject({
      code: 'invitation.other_account',
    })
    const bernd = browser()
    expect((await bernd.manage.person.invitation({ token })).hasAccount).toBe(true)
    const again = { token, name: 'Neu', password: 'vier Birnen im Wind' }
    await expect(bernd.manage.person.acceptInvitation(again)).rejects.toMatchObject({
      code: 'invitation.sign_in_first',
    })
    await bernd.manage.person.signIn({ email, password })
    await bernd.manage.person.acceptInvitation({ token })
    expect((await bernd.manage.person.me({})).workspaces).toMatchObject([{ role: 'editor' }])
  })

  test('ends after 72 hours, with withdrawal, with a new link and with removal', async () => {
    const gone = async (token: string) =>
      expect(
        browser().manage.person.acceptInvitation({ token, name: 'Bernd', password }),
      ).rejects.toMatchObject({
        code: 'invitation.invalid',
      })
    const first = await invite()
    const second = await place.owner.call(invitations.renew, { id: first.invitation.id, sendMail: false })
    await gone(first.token)
    app.clock.forward(72 * 60 * 60_000)
    await gone(second.link.split('/').at(-1)!)
    expect((await place.owner.call(invitations.list, {})).invitations).toMatchObject([{ isExpired: true }])

    const third = await place.owner.call(invitations.renew, { id: second.invitation.id, sendMail: false })
    await place.owner.call(invitations.revoke, { id: third.invitation.id })
    await gone(third.link.split('/').at(-1)!)
    expect((await place.owner.call(invitations.list, {})).invitations).toEqual([])

    const fourth = await invite()
    const { memberId } = fourth.invitation
    const { version } = await place.inside((call) => memberOrRefuse(call, memberId))
    await place.owner.call(members.remove, { memberId, version })
    await gone(fourth.token)
    await gone('x'.repeat(43))
  })

  test('gives the role the person has by now, not the one at the time of the link', async () => {
    const { token, invitation } = await invite('manager')
    await place.owner.call(members.changeRole, { memberId: invitation.memberId, version: 1, role: 'viewer' })
    const bernd = browser()
    await bernd.manage.person.acceptInvitation({ token, name: 'Bernd', password })
    expect((await bernd.manage.person.me({})).workspaces).toMatchObject([{ role: 'viewer' }])
  })

  test('lets somebody who left come back', async () => {
    const first = await invite()
    const bernd = browser()
    await bernd.manage.person.acceptInvitation({ token: first.token, name: 'Bernd', password })
    const { memberId, version } = await place.inside((call) =>
      memberOrRefuse(call, first.invitation.memberId),
    )
    await place.owner.call(members.remove, { memberId, version })
    expect((await bernd.manage.person.me({})).workspaces).toEqual([])
    const second = await invite()
    await bernd.manage.person.acceptInvitation({ token: second.token })
    expect((await bernd.manage.person.me({})).workspaces).toHaveLength(1)
    expect(await place.inside((call) => memberOrRefuse(call, memberId))).toMatchObject({
      name: 'Bernd',
      state: 'removed',
    })
  })
})

test('neither the table nor the audit log holds a token that opens something (R30)', async () => {
  const { token } = await invite()
  const rows = await place.inside(async (call) => [
    await call.db.selectFrom('manage.invitation').selectAll().where('workspaceId', '=', place.id).execute(),
    await call.db.selectFrom('kernel.audit').selectAll().where('workspaceId', '=', place.id).execute(),
  ])
  expect(JSON.stringify(rows)).not.toContain(token)
})

test('an invitation of another workspace cannot be renewed or withdrawn', async () => {
  const { invitation } = await invite()
  const other = await workspace('Nebenan AG')
  await other.owner.refuses(invitations.renew, { id: invitation.id }, 'invitation.not_found')
  await other.owner.refuses(invitations.revoke, { id: invitation.id }, 'invitation.not_found')
  await expect(place.inside(async (call) => personOrRefuse(call))).rejects.toMatchObject({
    code: 'access.role',
  })
})
