import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../id.ts'

/** Where bytes lie. Content-addressed: the same bytes are kept once a workspace. S3 can stand behind it later. */
export type FileStore = {
  /** Keeps the bytes durably and answers their SHA-256 in hex. */
  put(workspaceId: string, bytes: Uint8Array): Promise<string>
  /** The bytes; null when they are not there. */
  get(workspaceId: string, sha256: string): Promise<Buffer | null>
  remove(workspaceId: string, sha256: string): Promise<void>
  /** Forgets everything a workspace has kept. */
  removeAll(workspaceId: string): Promise<void>
}

/** Files below a directory: `<dir>/<workspace>/<first two>/<sha256>`. */
export function diskFiles(directory: string): FileStore {
  // What becomes a segment of a path: only what cannot leave the directory passes.
  const folderOf = (workspaceId: string) => {
    if (!/^[0-9a-f-]{36}$/.test(workspaceId)) throw new RangeError('file address')
    return join(directory, workspaceId)
  }
  const placeOf = (workspaceId: string, sha256: string) => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError('file address')
    return { folder: join(folderOf(workspaceId), sha256.slice(0, 2)), name: sha256 }
  }
  return {
    put: async (workspaceId, bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const { folder, name } = placeOf(workspaceId, sha256)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const draft = join(folder, `.${newId()}`)
      const handle = await open(draft, 'wx', 0o600)
      try {
        await handle.writeFile(bytes)
        await handle.sync()
      } finally {
        await handle.close()
      }
      // A rename within a folder is atomic: a reader sees the whole file or none.
      await rename(draft, join(folder, name))
      await syncFolder(folder)
      return sha256
    },
    get: async (workspaceId, sha256) => {
      const { folder, name } = placeOf(workspaceId, sha256)
      try {
        return await readFile(join(folder, name))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    remove: async (workspaceId, sha256) => {
      const { folder, name } = placeOf(workspaceId, sha256)
      await rm(join(folder, name), { force: true })
    },
    removeAll: (workspaceId) => rm(folderOf(workspaceId), { recursive: true, force: true }),
  }
}

// Without it the new name may be lost with the power although the row that names it is not. Windows cannot, and need not.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
