import fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupCommit } from './groupCommit.ts'

/** A database that commits when it is told to. */
function heldDatabase() {
  const commits: { rows: readonly number[]; end(): void; fail(reason: Error): void }[] = []
  const write = (rows: readonly number[]) =>
    new Promise<void>((resolve, reject) => commits.push({ rows, end: resolve, fail: reject }))
  return { commits, write }
}
const settled = () => new Promise((resolve) => setImmediate(resolve))

it('writes one row at once and what arrives meanwhile together', async () => {
  const { commits, write } = heldDatabase()
  const keep = groupCommit(write)
  const done: number[] = []
  for (const row of [1, 2, 3, 4]) void keep(row).then(() => done.push(row))
  expect(commits.map(({ rows }) => rows)).toEqual([[1]])
  await settled()
  expect(done).toEqual([])

  commits[0]?.end()
  await settled()
  expect(done).toEqual([1])
  expect(commits[1]?.rows).toEqual([2, 3, 4])

  commits[1]?.end()
  await settled()
  expect(done).toEqual([1, 2, 3, 4])
})

it('never writes more than the largest group', async () => {
  const groups: number[] = []
  const keep = groupCommit<number>(
    async (rows) => {
      groups.push(rows.length)
      await settled()
    },
    { largest: 10 },
  )
  await Promise.all(Array.from({ length: 35 }, (_, index) => keep(index)))
  expect(groups).toEqual([1, 10, 10, 10, 4])
})

it('refuses when too many wait, and takes rows again afterwards', async () => {
  const { commits, write } = heldDatabase()
  const keep = groupCommit(write, { mostWaiting: 2 })
  const first = [keep(1), keep(2), keep(3)]
  await expect(keep(4)).rejects.toMatchObject({ code: 'visit.overloaded', kind: 'unavailable' })
  commits[0]?.end()
  await settled()
  commits[1]?.end()
  await Promise.all(first)
  const again = keep(5)
  commits[2]?.end()
  await again
})

it('lets only the bad rows fail, whatever their order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (rows) => {
      const kept: number[] = []
      const keep = groupCommit<number>(async (group) => {
        await settled()
        if (group.some((index) => rows[index])) throw new Error('bad row')
        kept.push(...group)
      })
      const results = await Promise.allSettled(rows.map((_, index) => keep(index)))
      expect(results.map(({ status }) => status === 'rejected')).toEqual(rows)
      expect(kept).toEqual(rows.flatMap((isBad, index) => (isBad ? [] : [index])))
    }),
    { numRuns: 30 },
  )
})
