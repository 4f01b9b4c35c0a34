import { beforeEach, describe, expect, test } from 'vitest'
import type { AccountCall } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { browsersOf } from '../testing/browser.ts'
import { attemptsOf } from './attempts.ts'
import { createUser } from './person.cli.ts'
import { sendResetLink } from './reset.store.ts'

const { app, runJobs } = await testLeitstand({ jobs: [sendResetLink] })
const browser = browsersOf(app)
const password = 'drei Äpfel im Regen'

let email = ''
let userId = ''
// Every test has a network of its own: the counters of a process know no tests.
let subnet = 0
beforeEach(async () => {
  email = `${newId()}@beispiel.test`
  subnet += 1
  const made = await createUser(app, { email, name: 'Anna Berger', password })
  userId = made.userId
})
const address = (host: number, network = 0) => `93.${subnet}.${network}.${host}`

type Visitor = { address: string; mark?: string }

/** One attempt without the cost of the hash: counted before, cleared when it was right, as sign-in does. */
function attempt(visitor: Visitor, isRight: boolean, account = email): Promise<string> {
  return app.database.asSystem(async (db) => {
    const call: AccountCall = {
      app,
      db,
      actor: { kind: 'nobody' },
      now: app.clock.now(),
      requestId: 'test',
      audit: {},
      headers: new Headers(visitor.mark ? { cookie: `__Host-leitstand-browser=${visitor.mark}` } : {}),
      address: visitor.address,
      responseHeaders: new Headers(),
    }
    const attempts = attemptsOf(app)
    try {
      const begun = await attempts.begin(call, account)
      if (!isRight) return 'wrong'
      await attempts.settle(call, begun, userId)
      const [cookie = ''] = call.responseHeaders.getSetCookie()
      visitor.mark = decodeURIComponent(/=([^;]+)/.exec(cookie)?.[1] ?? '')
      return 'in'
    } catch (error) {
      return (error as { code: string }).code
    }
  })
}

async function guess(
  times: number,
  from: (n: number) => string,
  account: (n: number) => string = () => email,
) {
  const codes = []
  for (let n = 0; n < times; n++) codes.push(await attempt({ address: from(n) }, false, account(n)))
  return codes
}

describe('R23, R24: guessing passwords', () => {
  test('ten wrong tries from a network, then even the right password is refused there', async () => {
    const codes = await guess(11, (n) => address(n))
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'wrong'))
    expect(codes[10]).toBe('person.too_many')
    expect(await attempt({ address: address(200) }, true)).toBe('person.too_many')
    expect(await attempt({ address: address(1, 1) }, true)).toBe('in')
  })

  test('parallel tries over HTTP count like tries one after the other', async () => {
    const one = browser(address(1))
    const codes = await Promise.all(
      Array.from({ length: 14 }, () =>
        one.manage.person
          .signIn({ email, password: 'falsch geraten' })
          .catch((error: unknown) => (error as { code: string }).code),
      ),
    )
    expect(codes.filter((code) => code === 'person.wrong_credentials')).toHaveLength(10)
    expect(codes.filter((code) => code === 'person.too_many')).toHaveLength(4)
  })

  test('an IPv6 customer has one network, however many addresses they use', async () => {
    const codes = await guess(11, (n) => `2606:4700:${subnet}:2:${n.toString(16)}::${n + 1}`)
    expect(codes[10]).toBe('person.too_many')
  })

  test('the limit is the same for an address nobody has', async () => {
    const codes = await guess(
      11,
      () => address(1),
      () => `niemand${subnet}@beispiel.test`,
    )
    expect(codes.slice(9)).toEqual(['wrong', 'person.too_many'])
  })

  test('fifty tries against any accounts from one network', async () => {
    const codes = await guess(
      51,
      () => address(1),
      (n) => `${subnet}-${n}@beispiel.test`,
    )
    expect(codes.slice(49)).toEqual(['wrong', 'person.too_many'])
  })

  test('1,000 addresses together get 30 tries against one account', async () => {
    const codes = await guess(1000, (n) => address(n % 4, n >> 2))
    expect(codes.filter((code) => code === 'wrong')).toHaveLength(30)
  })

  test('signing in clears the count of that person and network', async () => {
    await guess(9, () => address(1))
    expect(await attempt({ address: address(1) }, true)).toBe('in')
    expect((await guess(9, () => address(1))).at(-1)).toBe('wrong')
  })
})

describe('strangers cannot lock anybody out', () => {
  test('a browser that signed in before gets in, whoever guesses from wherever, also from the same network', async () => {
    const own: Visitor = { address: address(1) }
    expect(await attempt(own, true)).toBe('in')
    await guess(15, () => address(1))
    await guess(60, (n) => address(1, n + 1))
    expect(await attempt({ address: address(9) }, true)).toBe('person.too_many')
    expect(await attempt(own, true)).toBe('in')
    expect(await attempt({ ...own, address: '8.8.8.8' }, true)).toBe('in')
  })

  test('the mark of a browser is no free pass: ten wrong tries, and only for its own account', async () => {
    const own: Visitor = { address: address(1) }
    expect(await attempt(own, true)).toBe('in')
    const codes = []
    for (let n = 0; n < 11; n++) codes.push(await attempt(own, false))
    expect(codes.slice(9)).toEqual(['wrong', 'person.too_many'])

    const other = `${newId()}@beispiel.test`
    await createUser(app, { email: other, name: 'Bernd Claasen', password })
    await guess(
      10,
      () => address(1, 5),
      () => other,
    )
    const thief = { address: address(1, 5), mark: own.mark ?? '' }
    expect(await attempt(thief, true, other)).toBe('person.too_many')
    const forged = thief.mark.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a'))
    expect(await attempt({ ...thief, mark: forged }, true, other)).toBe('person.too_many')
  })

  test('a person kept out on a new browser gets in with a reset link, which makes that browser known', async () => {
    await guess(40, (n) => address(1, n))
    const fresh = browser(address(1, 100))
    await expect(fresh.manage.person.signIn({ email, password })).rejects.toMatchObject({
      code: 'person.too_many',
    })
    await fresh.manage.person.requestReset({ email })
    await runJobs()
    const mail = await app.database.asSystem((db) =>
      db
        .selectFrom('kernel.mail')
        .select('bodyText')
        .where('toAddress', '=', email)
        .executeTakeFirstOrThrow(),
    )
    const token = mail.bodyText.match(/\/reset\/([\w-]+)/)?.[1] ?? ''
    await fresh.manage.person.reset({ token, password: 'vier Birnen im Wind' })
    await fresh.manage.person.signOut({})
    await fresh.manage.person.signIn({ email, password: 'vier Birnen im Wind' })
    expect((await fresh.manage.person.me({})).email).toBe(email)
  })
})

test('reset mails are limited: three an hour for an address', async () => {
  const codes = []
  for (let n = 0; n < 4; n++)
    codes.push(
      await browser(address(n))
        .manage.person.requestReset({ email })
        .then(
          () => 'asked',
          (error: unknown) => (error as { code: string }).code,
        ),
    )
  expect(codes).toEqual(['asked', 'asked', 'asked', 'person.too_many'])
})
