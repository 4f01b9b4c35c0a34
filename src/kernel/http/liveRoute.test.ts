import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { Door } from '../access/door.ts'
import type { App } from '../app.ts'
import type { LiveChange } from '../live.ts'
import { liveRoute } from './liveRoute.ts'

const workspaceId = 'w'

function stage() {
  let isMember = true
  let tell: (change: LiveChange) => void = () => {}
  const stopping = new AbortController()
  const app = {
    stopping: stopping.signal,
    live: {
      subscribe: (_: string, listener: (change: LiveChange) => void) => {
        tell = listener
        return () => {}
      },
    },
  } as unknown as App
  const door: Door = {
    account: async () => ({ kind: 'account', userId: 'u', name: 'Anna', email: 'anna@beispiel.test' }),
    member: async () =>
      isMember
        ? { workspaceId, actor: { kind: 'user', userId: 'u', memberId: 'm', name: 'Anna', role: 'editor' } }
        : null,
    guest: async () => null,
  }
  const shell = new Hono().get('/live', liveRoute(app, door, 30))
  return {
    open: () => shell.request('/live?workspace=w'),
    tell: () => tell({ workspaceId, action: 'piece.move', objectId: null, byUserId: null }),
    remove: () => {
      isMember = false
    },
    stop: () => stopping.abort(),
  }
}

test('tells what changed, and ends when the app drains', async () => {
  const { open, tell, stop } = stage()
  const reader = (await open()).body!.pipeThrough(new TextDecoderStream()).getReader()
  expect((await reader.read()).value).toContain('event: ping')
  tell()
  let seen = ''
  while (!seen.includes('piece.move')) seen += (await reader.read()).value ?? ''
  stop()
  while (!(await reader.read()).done);
})

test('R28: ends soon after somebody was removed, although changes never pause', async () => {
  const { open, tell, remove } = stage()
  const response = await open()
  const busy = setInterval(tell, 3)
  remove()
  // Without the check by time this would read for ever and run into the limit of the test.
  await response.text()
  clearInterval(busy)
})
