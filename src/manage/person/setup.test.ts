import { expect, test } from 'vitest'
import { openDatabase } from '../../kernel/db/database.ts'
import { newTestDatabase } from '../../kernel/testing/database.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { createUser } from '../index.ts'
import { browsersOf } from '../testing/browser.ts'

const { app } = await testLeitstand()
// First run happens once in a database, so this file needs one of its own.
const database = openDatabase({ ...(await newTestDatabase()), max: 5 }, () => {})
const browser = browsersOf({ ...app, database })

const setup = (n: number) => ({
  name: `Anna Berger ${n}`,
  email: `Anna.Berger${n}@beispiel.test`,
  password: 'drei Äpfel im Regen',
  workspaceName: 'Müller & Söhne GmbH',
  language: 'de' as const,
  zone: 'Europe/Berlin',
})

test('20 people set up at the same moment: one becomes the owner, and nobody ever again', async () => {
  const visitor = browser()
  expect(await visitor.manage.person.setupStatus({})).toMatchObject({ isOpen: true })
  await expect(visitor.manage.person.setup({ ...setup(0), password: 'passwort123' })).rejects.toMatchObject({
    code: 'person.password_common',
  })

  const browsers = Array.from({ length: 20 }, (_, n) => ({ n, one: browser(`93.184.215.${n}`) }))
  const outcomes = await Promise.allSettled(browsers.map(({ n, one }) => one.manage.person.setup(setup(n))))
  const done = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  expect(done.map(({ value }) => value)).toEqual([{ workspace: 'mueller-soehne-gmbh' }])
  for (const outcome of outcomes)
    if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'person.setup_closed' })

  const winner = browsers[outcomes.findIndex((outcome) => outcome.status === 'fulfilled')]!.one
  const me = await winner.manage.person.me({})
  expect(me.workspaces).toMatchObject([{ slug: 'mueller-soehne-gmbh', role: 'owner', zone: 'Europe/Berlin' }])
  expect(me.email).toMatch(/^anna\.berger\d+@beispiel\.test$/)
  const { rows } = await database.pool.query('select count(*)::int as users from identity.user')
  expect(rows).toEqual([{ users: 1 }])

  expect(await visitor.manage.person.setupStatus({})).toMatchObject({ isOpen: false })
  await expect(visitor.manage.person.setup(setup(99))).rejects.toMatchObject({ code: 'person.setup_closed' })
  await database.close()
}, 60_000)

test('an account made on the command line before the first run opens the first workspace', async () => {
  const fresh = openDatabase({ ...(await newTestDatabase()), max: 3 }, () => {})
  const own = { ...app, database: fresh }
  const { link } = await createUser(own, { email: 'bernd@beispiel.test', name: 'Bernd Claasen' })
  const bernd = browsersOf(own)()
  expect(await bernd.manage.person.setupStatus({})).toMatchObject({ isOpen: false })
  const token = link?.split('/').at(-1) ?? ''
  expect(await bernd.manage.person.reset({ token, password: 'drei Äpfel im Regen' })).toEqual({
    workspace: null,
  })
  expect((await bernd.manage.person.me({})).may.createWorkspace).toBeNull()
  await bernd.manage.workspace.create({ name: 'Bäckerei' })
  await createUser(own, { email: 'carla@beispiel.test', name: 'Carla', password: 'drei Äpfel im Regen' })
  const carla = browsersOf(own)()
  await carla.manage.person.signIn({ email: 'carla@beispiel.test', password: 'drei Äpfel im Regen' })
  await expect(carla.manage.workspace.create({ name: 'Meins' })).rejects.toMatchObject({
    code: 'workspace.leaders_only',
  })
  await fresh.close()
})
