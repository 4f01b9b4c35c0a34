import { expect, test } from 'vitest'
import type { Door } from '../access/door.ts'
import { testLeitstand } from '../testing/harness.ts'
import { httpShell } from './shell.ts'

const { app } = await testLeitstand()
let isSignedIn = false
const door: Door = {
  account: async () =>
    isSignedIn ? { kind: 'account', userId: 'x', name: 'Erika', email: 'erika@beispiel.test' } : null,
  member: async () => null,
  guest: async () => null,
}
const shellAt = (publicUrl: string) =>
  httpShell({
    app: { ...app, settings: { ...app.settings, publicUrl } },
    door,
    api: {},
    doors: [],
    webDir: null,
    health: async () => [],
  })
const shell = shellAt('https://leitstand.test')

async function send(megabytes: number) {
  const body = new FormData()
  body.append('file', new File([new Uint8Array(megabytes * 1024 * 1024)], 'a.png'))
  const answer = await shell.request('/api/assets', { method: 'POST', body })
  return ((await answer.json()) as { code: string }).code
}

test('only people who are signed in may send large bodies, and those only up to a limit', async () => {
  isSignedIn = false
  expect(await send(3)).toBe('request.too_large')
  isSignedIn = true
  // Not too large: there is just nobody at that address here.
  expect(await send(3)).toBe('request.no_such_address')
  expect(await send(41)).toBe('request.too_large')
})

test('browsers that came by https are told to stay there; by http they are not', async () => {
  const headerOf = async (publicUrl: string) =>
    (await shellAt(publicUrl).request('/healthz')).headers.get('strict-transport-security')
  expect(await headerOf('https://leitstand.test')).toBe('max-age=31536000')
  expect(await headerOf('http://127.0.0.1:8787')).toBeNull()
})
