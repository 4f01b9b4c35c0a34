import { expect, test } from 'vitest'
import { newId } from '../../kernel/id.ts'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { manageApi } from '../api.ts'
import { createUser } from '../index.ts'
import { browsersOf } from '../testing/browser.ts'

const { app, workspace } = await testLeitstand()
const browser = browsersOf(app)
const { workspace: workspaces } = manageApi
const password = 'drei Äpfel im Regen'

async function signedIn(place: { id: string }, role: 'owner' | 'author') {
  const email = `${newId()}@beispiel.test`
  await createUser(app, { email, name: 'Anna Berger', password, workspace: `w-${place.id.slice(-12)}`, role })
  const one = browser()
  await one.manage.person.signIn({ email, password })
  return one
}

test('who leads a workspace opens another and owns it; the same name gets a short name of its own', async () => {
  const anna = await signedIn(await workspace(), 'owner')
  const name = `Bäckerei ${newId().slice(-6)}`
  const first = await anna.manage.workspace.create({ name })
  const second = await anna.manage.workspace.create({ name })
  expect(first.slug).toMatch(/^baeckerei-/)
  expect(second.slug).toBe(`${first.slug}-2`)
  const me = await anna.manage.person.me({})
  expect(me.workspaces.filter(({ name: there }) => there === name).map(({ role }) => role)).toEqual([
    'owner',
    'owner',
  ])
  anna.enter(second.slug)
  expect(await anna.manage.workspace.show({})).toMatchObject({
    id: second.id,
    zone: 'Europe/Berlin',
    approvalRequired: true,
  })
})

test('an author cannot open workspaces', async () => {
  const author = await signedIn(await workspace(), 'author')
  expect((await author.manage.person.me({})).may.createWorkspace).toBe('workspace.leaders_only')
  await expect(author.manage.workspace.create({ name: 'Meins' })).rejects.toMatchObject({
    code: 'workspace.leaders_only',
  })
  await expect(browser().manage.workspace.create({ name: 'Meins' })).rejects.toMatchObject({
    code: 'access.sign_in',
  })
})

test('settings are changed by leaders, one version after the other, with a free short name', async () => {
  const place = await workspace()
  const other = await workspace()
  const changed = await place.owner.call(workspaces.change, {
    version: 1,
    zone: 'Europe/Vienna',
    currency: 'CHF',
  })
  expect(changed).toMatchObject({ zone: 'Europe/Vienna', currency: 'CHF', version: 2 })
  await place.owner.refuses(workspaces.change, { version: 1, name: 'Zu spät' }, 'workspace.stale')
  await (await place.member('editor')).refuses(workspaces.change, { version: 2, name: 'X' }, 'access.role')
  await place.owner.refuses(
    workspaces.change,
    { version: 2, slug: `w-${other.id.slice(-12)}` },
    'workspace.slug_taken',
  )
})
