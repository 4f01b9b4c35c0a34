import { Refusal } from '../../kernel/refusal.ts'

/** Puts one row into the next commit; fulfilled when it is committed. */
export type GroupCommit<T> = (row: T) => Promise<void>

type Waiting<T> = { row: T; done(): void; failed(reason: unknown): void }

/**
 * Natural group commit: a row is written at once when nothing is being written; what arrives during a commit goes
 * together into the next. One sender alone waits for one commit, a thousand share a few (domain/measurement.md).
 * When a group fails, its rows are tried one by one, so that a bad one fails alone.
 * Refuses with `visit.overloaded` when `mostWaiting` rows wait already.
 */
export function groupCommit<T>(
  write: (rows: readonly T[]) => Promise<void>,
  { largest = 500, mostWaiting = 20_000 } = {},
): GroupCommit<T> {
  let waiting: Waiting<T>[] = []
  let isWriting = false

  const commit = async (group: readonly Waiting<T>[]): Promise<void> => {
    try {
      await write(group.map(({ row }) => row))
      for (const { done } of group) done()
    } catch (reason) {
      if (group.length === 1) group[0]?.failed(reason)
      else for (const one of group) await commit([one])
    }
  }
  const work = async () => {
    isWriting = true
    while (waiting.length > 0) {
      const group = waiting.slice(0, largest)
      waiting = waiting.slice(largest)
      await commit(group)
    }
    isWriting = false
  }

  return (row) => {
    if (waiting.length >= mostWaiting) return Promise.reject(new Refusal('visit.overloaded', 'unavailable'))
    return new Promise<void>((done, failed) => {
      waiting.push({ row, done, failed })
      if (!isWriting) void work()
    })
  }
}
