import { createHash } from 'node:crypto'
import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { newId } from '../id.ts'
import { diskFiles } from './fileStore.ts'

const folder = await mkdtemp(join(tmpdir(), 'leitstand-files-'))
const files = diskFiles(folder)

it('keeps bytes under their hash and gives them back', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const workspaceId = newId()
      const sha256 = await files.put(workspaceId, bytes)
      expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
      expect(Buffer.compare((await files.get(workspaceId, sha256)) ?? Buffer.from('none'), bytes)).toBe(0)
    }),
    { numRuns: 20 },
  )
})

it('keeps the same bytes once a workspace, also when many put them at once, and leaves no drafts', async () => {
  const workspaceId = newId()
  const bytes = Buffer.from('dieselbe Datei')
  const hashes = await Promise.all(Array.from({ length: 20 }, () => files.put(workspaceId, bytes)))
  expect(new Set(hashes).size).toBe(1)
  const sha256 = hashes[0] ?? ''
  expect(await readdir(join(folder, workspaceId, sha256.slice(0, 2)))).toEqual([sha256])
})

it('does not show a file of another workspace, and forgets what is removed', async () => {
  const [mine, foreign] = [newId(), newId()]
  const sha256 = await files.put(mine, Buffer.from('vertraulich'))
  expect(await files.get(foreign, sha256)).toBeNull()
  await files.remove(mine, sha256)
  expect(await files.get(mine, sha256)).toBeNull()
  await files.remove(mine, sha256)
})

it('forgets all of one workspace and nothing of another', async () => {
  const [mine, other] = [newId(), newId()]
  const bytes = Buffer.from('vertraulich')
  const sha256 = await files.put(mine, bytes)
  await files.put(other, bytes)
  await files.removeAll(mine)
  await files.removeAll(mine)
  expect(await files.get(mine, sha256)).toBeNull()
  expect(await files.get(other, sha256)).toEqual(bytes)
  expect(() => files.removeAll('..')).toThrow(RangeError)
})

it.each([
  ['../../etc', 'a'.repeat(64)],
  [newId(), '../../../etc/passwd'],
  [newId(), `${'a'.repeat(63)}/`],
  ['', ''],
])('never leaves its folder: %j %j', async (workspaceId, sha256) => {
  await expect(files.get(workspaceId, sha256)).rejects.toThrow(RangeError)
  await expect(files.remove(workspaceId, sha256)).rejects.toThrow(RangeError)
  await expect(files.put('../..', Buffer.from('x'))).rejects.toThrow(RangeError)
})
