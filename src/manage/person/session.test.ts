import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { browsersOf } from '../testing/browser.ts'
import { createUser } from './person.cli.ts'
import { sendResetLink } from './reset.store.ts'

const { app, workspace, runJobs } = await testLeitstand({ jobs: [sendResetLink] })
const browser = browsersOf(app)
const password = 'drei Äpfel im Regen'

/** An account of its own for each test, in a workspace of its own. */
async function person() {
  const email = `${newId()}@beispiel.test`
  const place = await workspace()
  const slug = `w-${place.id.slice(-12)}`
  await createUser(app, { email, name: 'Anna Berger', password, workspace: slug, role: 'owner' })
  return { email, slug, place }
}

let anna: Awaited<ReturnType<typeof person>>
beforeEach(async () => {
  app.clock.set('2026-11-23T08:00:00Z')
  anna = await person()
})

describe('signing in', () => {
  test('gives a session in a cookie that scripts and other sites cannot use', async () => {
    const one = browser()
    const response = await one.send('https://leitstand.test/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: anna.email.toUpperCase(), password }),
    })
    expect(await response.json()).toEqual({ workspace: anna.slug })
    const cookie = response.headers
      .getSetCookie()
      .find((line) => line.startsWith('__Host-leitstand-session='))
    for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/'])
      expect(cookie).toContain(attribute)
    expect((await one.manage.person.me({})).name).toBe('Anna Berger')
  })

  test('says the same for a wrong password and an unknown address', async () => {
    const refusal = { code: 'person.wrong_credentials', kind: 'unauthenticated', params: {} }
    await expect(
      browser().manage.person.signIn({ email: anna.email, password: 'falsch' }),
    ).rejects.toMatchObject(refusal)
    const unknown = `${newId()}@beispiel.test`
    await expect(browser().manage.person.signIn({ email: unknown, password })).rejects.toMatchObject(refusal)
  })

  test('does not take a forged or foreign cookie', async () => {
    const one = browser()
    await one.manage.person.signIn({ email: anna.email, password })
    const name = '__Host-leitstand-session'
    const good = one.cookies.get(name)!
    for (const bad of [
      good.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a')),
      good.split('.')[0]!,
      '',
      'x.y',
    ]) {
      one.cookies.set(name, bad)
      await expect(one.manage.person.me({})).rejects.toMatchObject({ code: 'access.sign_in' })
    }
  })

  test('makes a new token and ends the session the browser had (R27)', async () => {
    const one = browser()
    await one.manage.person.signIn({ email: anna.email, password })
    const before = new Map(one.cookies)
    await one.manage.person.signIn({ email: anna.email, password })
    expect(one.cookies.get('__Host-leitstand-session')).not.toBe(before.get('__Host-leitstand-session'))
    const old = browser()
    for (const [name, value] of before) old.cookies.set(name, value)
    await expect(old.manage.person.me({})).rejects.toMatchObject({ code: 'access.sign_in' })
  })

  test('from another site is refused', async () => {
    const response = await browser().send('https://leitstand.test/api/session', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'https://boese.test',
        'sec-fetch-site': 'cross-site',
      },
      body: JSON.stringify({ email: anna.email, password }),
    })
    expect(response.status).toBe(403)
  })
})

describe('a session', () => {
  test('ends with signing out, at once', async () => {
    const one = browser()
    await one.manage.person.signIn({ email: anna.email, password })
    const kept = new Map(one.cookies)
    await one.manage.person.signOut({})
    expect(one.cookies.has('__Host-leitstand-session')).toBe(false)
    for (const [name, value] of kept) one.cookies.set(name, value)
    await expect(one.manage.person.me({})).rejects.toMatchObject({ code: 'access.sign_in' })
  })

  test('ends after three idle days and after two weeks', async () => {
    const one = browser()
    await one.manage.person.signIn({ email: anna.email, password })
    for (let days = 0; days < 13; days += 2) {
      app.clock.forward(2 * 24 * 60 * 60_000 - 1000)
      if (days < 12) expect((await one.manage.person.me({})).email).toBe(anna.email)
    }
    app.clock.forward(60_000)
    await expect(one.manage.person.me({})).rejects.toMatchObject({ code: 'access.sign_in' })

    await one.manage.person.signIn({ email: anna.email, password })
    app.clock.forward(72 * 60 * 60_000)
    await expect(one.manage.person.me({})).rejects.toMatchObject({ code: 'access.sign_in' })
  })

  test('is listed with its network only, and can be ended from another browser', async () => {
    const laptop = browser('93.184.216.7')
    const phone = browser('2606:4700:1:2:3::4')
    await laptop.manage.person.signIn({ email: anna.email, password })
    await phone.manage.person.signIn({ email: anna.email, password })
    const { sessions } = await laptop.manage.person.sessions({})
    expect(sessions.map(({ isThis, userAgent }) => ({ isThis, userAgent }))).toHaveLength(2)
    expect(sessions.filter(({ isThis }) => isThis).map(({ network }) => network)).toEqual(['93.184.216.0/24'])
    const other = sessions.find(({ isThis }) => !isThis)!
    await laptop.manage.person.endSession({ id: other.id })
    await expect(phone.manage.person.me({})).rejects.toMatchObject({ code: 'access.sign_in' })
    expect((await laptop.manage.person.me({})).email).toBe(anna.email)
    const stranger = await person()
    const second = browser()
    await second.manage.person.signIn({ email: stranger.email, password })
    const [own] = (await laptop.manage.person.sessions({})).sessions
    await expect(second.manage.person.endSession({ id: own!.id })).rejects.toMatchObject({
      code: 'session.not_found',
    })
  })

  test('all others end with a changed password (R28)', async () => {
    const laptop = browser()
    const phone = browser()
    await laptop.manage.person.signIn({ email: anna.email, password })
    await phone.manage.person.signIn({ email: anna.email, password })
    const change = laptop.manage.person.changePassword
    await expect(change({ present: 'falsch', next: 'vier Birnen im Wind' })).rejects.toMatchObject({
      code: 'person.wrong_password',
    })
    await expect(change({ present: password, next: 'kurz' })).rejects.toMatchObject({
      code: 'person.password_short',
    })
    await change({ present: password, next: 'vier Birnen im Wind' })
    await expect(phone.manage.person.me({})).rejects.toMatchObject({ code: 'access.sign_in' })
    expect((await laptop.manage.person.me({})).email).toBe(anna.email)
    await expect(phone.manage.person.signIn({ email: anna.email, password })).rejects.toMatchObject({
      code: 'person.wrong_credentials',
    })
  })
})

describe('a reset link', () => {
  const request = async (email: string) => {
    await browser().manage.person.requestReset({ email })
    await runJobs()
    const mails = await app.database.asSystem((db) =>
      db
        .selectFrom('kernel.mail')
        .select('bodyText')
        .where('toAddress', '=', email)
        .orderBy('id', 'desc')
        .execute(),
    )
    return mails.map(({ bodyText }) => bodyText.match(/\/reset\/([\w-]+)/)?.[1] ?? '')
  }

  test('is mailed to the address of an account and to no other, with the same answer', async () => {
    expect(await request(anna.email)).toHaveLength(1)
    expect(await request(`${newId()}@beispiel.test`)).toEqual([])
  })

  test('works once, ends all sessions and all other links', async () => {
    const laptop = browser()
    await laptop.manage.person.signIn({ email: anna.email, password })
    const [first = ''] = await request(anna.email)
    const [second = ''] = await request(anna.email)
    expect(second).not.toBe(first)
    const one = browser()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () =>
        one.manage.person.reset({ token: second, password: 'vier Birnen im Wind' }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(laptop.manage.person.me({})).rejects.toMatchObject({ code: 'access.sign_in' })
    for (const token of [first, second, 'x'.repeat(43)])
      await expect(browser().manage.person.reset({ token, password })).rejects.toMatchObject({
        code: 'person.reset_invalid',
      })
    await browser().manage.person.signIn({ email: anna.email, password: 'vier Birnen im Wind' })
  })

  test('ends after 30 minutes', async () => {
    const [token = ''] = await request(anna.email)
    app.clock.forward(30 * 60_000)
    await expect(browser().manage.person.reset({ token, password })).rejects.toMatchObject({
      code: 'person.reset_invalid',
    })
  })

  test('is not used up by a password that is refused', async () => {
    const [token = ''] = await request(anna.email)
    await expect(browser().manage.person.reset({ token, password: 'kurz' })).rejects.toMatchObject({
      code: 'person.password_short',
    })
    expect(await browser().manage.person.reset({ token, password: 'vier Birnen im Wind' })).toEqual({
      workspace: anna.slug,
    })
  })

  test('is not in the database in a form that opens anything (R27, R30)', async () => {
    const [token = ''] = await request(anna.email)
    const rows = await app.database.asSystem((db) =>
      db.selectFrom('identity.verification').selectAll().execute(),
    )
    expect(JSON.stringify(rows)).not.toContain(token)
  })
})

describe('the profile', () => {
  test('is changed for the person and shown in their workspaces', async () => {
    const one = browser()
    await one.manage.person.signIn({ email: anna.email, password })
    const me = await one.manage.person.updateProfile({ name: 'Anna Lindner', language: 'en', theme: 'dark' })
    expect(me).toMatchObject({ name: 'Anna Lindner', initials: 'AL', language: 'en', theme: 'dark' })
    one.enter(anna.slug)
    const { members } = await one.manage.member.list({})
    expect(members.map(({ name }) => name)).toContain('Anna Lindner')
    await expect(one.manage.person.updateProfile({ zone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'request.invalid',
    })
  })
})
