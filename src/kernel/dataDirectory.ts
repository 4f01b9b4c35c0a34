import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { exitConfiguration, StartFailure } from './startFailure.ts'

/** Makes the data directory, open to its owner only, and proves that files can be written into it. */
export function prepareDataDirectory(directory: string): void {
  const proof = join(directory, `.writable-${randomUUID()}`)
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    writeFileSync(proof, '')
    rmSync(proof)
  } catch (error) {
    throw new StartFailure(
      `The data directory ${directory} cannot be used (${reasonOf(error)}): give this account write access to it, or ` +
        'choose another with --data.',
      exitConfiguration,
    )
  }
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EACCES':
    case 'EPERM':
      return 'it is not writable'
    case 'EROFS':
      return 'the file system is read-only'
    case 'ENOSPC':
      return 'the disk is full'
    case 'ENOTDIR':
    case 'EEXIST':
      return 'a file stands in its path'
    default:
      return (error as Error).message
  }
}
