import { beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { browsersOf, type Browser } from '../testing/browser.ts'
import { createUser } from './person.cli.ts'
import { sendResetLink } from './reset.store.ts'

const { app, runJobs } = await testLeitstand({ jobs: [sendResetLink] })
const browser = browsersOf(app)
const password = 'drei Äpfel im Regen'

let email = ''
// Every test has a network of its own for its people: the counters of a process know no tests.
let subnet = 0
beforeEach(async () => {
  email = `${newId()}@beispiel.test`
  subnet += 1
  await createUser(app, { email, name: 'Anna Berger', password })
})
const address = (host: number, network = 0) => `93.${subnet}.${network}.${host}`

async function outcome(one: Browser, guess: string, account = email): Promise<string> {
  return one.manage.person.signIn({ email: account, password: guess }).then(
    () => 'in',
    (error: unknown) => (error as { code: string }).code,
  )
}

async function guess(times: number, from: (n: number) => string, account: (n: number) => string = () => email) {
  const codes = []
  for (let n = 0; n < times; n++) codes.push(await outcome(browser(from(n)), 'falsch geraten', account(n)))
  return codes
}

describe('R23, R24: guessing passwords', () => {
  test('ten wrong tries from a network, then even the right password is refused there', async () => {
    const codes = await guess(11, (n) => address(n))
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'person.wrong_credentials'))
    expect(codes[10]).toBe('person.too_many')
    expect(await outcome(browser(address(200)), password)).toBe('person.too_many')
    expect(await outcome(browser(address(1, 1)), password)).toBe('in')
  })

  test('parallel tries count like tries one after the other', async () => {
    const one = browser(address(1))
    const codes = await Promise.all(Array.from({ length: 20 }, () => outcome(one, 'falsch geraten')))
    expect(codes.filter((code) => code === 'person.wrong_credentials')).toHaveLength(10)
  })

  test('an IPv6 customer has one network, however many addresses they use', async () => {
    const codes = await guess(11, (n) => `2606:4700:${subnet}:2:${n.toString(16)}::${n + 1}`)
    expect(codes[10]).toBe('person.too_many')
  })

  test('the limit is the same for an address nobody has', async () => {
    const codes = await guess(11, () => address(1), () => 'niemand@beispiel.test')
    expect(codes.slice(9)).toEqual(['person.wrong_credentials', 'person.too_many'])
  })

  test('fifty tries against any accounts from one network', async () => {
    const codes = await guess(51, () => address(1), (n) => `${subnet}-${n}@beispiel.test`)
    expect(codes.slice(49)).toEqual(['person.wrong_credentials', 'person.too_many'])
  })

  test('signing in clears the count of that person and network', async () => {
    await guess(9, () => address(1))
    expect(await outcome(browser(address(1)), password)).toBe('in')
    expect((await guess(9, () => address(1))).at(-1)).toBe('person.wrong_credentials')
  })
})

describe('strangers cannot lock anybody out', () => {
  test('a browser that signed in before gets in, whoever guesses from wherever, also from the same network', async () => {
    const own = browser(address(1))
    expect(await outcome(own, password)).toBe('in')
    await own.manage.person.signOut({})
    await guess(15, () => address(1))
    await guess(60, (n) => address(1, n + 1))
    expect(await outcome(browser(address(9)), password)).toBe('person.too_many')
    expect(await outcome(own, password)).toBe('in')
  })

  test('the mark of a browser is no free pass: ten wrong tries, and only for its own account', async () => {
    const own = browser(address(1))
    expect(await outcome(own, password)).toBe('in')
    const mark = own.cookies.get('__Host-leitstand-browser')!
    const codes = []
    for (let n = 0; n < 11; n++) codes.push(await outcome(own, 'falsch geraten'))
    expect(codes.slice(9)).toEqual(['person.wrong_credentials', 'person.too_many'])

    const other = `${newId()}@beispiel.test`
    await createUser(app, { email: other, name: 'Bernd Claasen', password })
    await guess(10, () => address(1, 5), () => other)
    const thief = browser(address(1, 5))
    thief.cookies.set('__Host-leitstand-browser', mark)
    expect(await outcome(thief, password, other)).toBe('person.too_many')
    thief.cookies.set('__Host-leitstand-browser', mark.replace(/^./, (letter) => (letter === 'a' ? 'b' : 'a')))
    expect(await outcome(thief, password, other)).toBe('person.too_many')
  })

  test('a person kept out on a new browser gets in with a reset link', async () => {
    await guess(40, (n) => address(1, n))
    const fresh = browser(address(1, 100))
    expect(await outcome(fresh, password)).toBe('person.too_many')
    await fresh.manage.person.requestReset({ email })
    await runJobs()
    const mail = await app.database.asSystem((db) =>
      db.selectFrom('kernel.mail').select('bodyText').where('toAddress', '=', email).executeTakeFirstOrThrow(),
    )
    const token = mail.bodyText.match(/\/reset\/([\w-]+)/)?.[1] ?? ''
    await fresh.manage.person.reset({ token, password: 'vier Birnen im Wind' })
    await fresh.manage.person.signOut({})
    expect(await outcome(fresh, 'vier Birnen im Wind')).toBe('in')
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
