import { expect, test } from 'vitest'
import { roles } from '../kernel/access/role.ts'
import { navigation, navigationFor } from './navigation.ts'
import { createAppRouter } from './router.tsx'

test('every entry leads to a page that exists', () => {
  const paths = Object.keys(createAppRouter().routesByPath)
  for (const { to } of navigation.flatMap((word) => word.pages)) expect(paths).toContain(`/w/$workspace${to}`)
})

test('no two words share a key, and every role finds Heute', () => {
  const keys = navigation.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  for (const role of roles) expect(navigationFor(role)[0]?.name).toBe('today')
})

test('who only looks is not offered what they may not open', () => {
  const offered = navigationFor('viewer').flatMap((word) => word.pages.map(({ to }) => to))
  expect(offered).not.toContain('/manage/audit')
  expect(offered).not.toContain('/plan/import')
  expect(offered).toContain('/measure')
})
