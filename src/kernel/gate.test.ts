import { expect, test } from 'vitest'
import { gate } from './gate.ts'

function held() {
  let release: (fails?: boolean) => void = () => {}
  const done = new Promise<void>((resolve, reject) => {
    release = (fails = false) => (fails ? reject(new Error('broken')) : resolve())
  })
  return { done, release }
}

test('runs a few at once, the rest in their order, and refuses when too many wait', async () => {
  const pass = gate(2, 2)
  const works = [held(), held(), held(), held()]
  const started: number[] = []
  const outcomes = works.map((work, n) =>
    pass(async () => {
      started.push(n)
      await work.done
      return n
    }),
  )
  expect(started).toEqual([0, 1])
  await expect(pass(async () => 9)).rejects.toMatchObject({ code: 'request.busy', kind: 'unavailable' })
  works[1]?.release()
  expect(await outcomes[1]).toBe(1)
  expect(started).toEqual([0, 1, 2])
  for (const work of works) work.release()
  expect(await Promise.all(outcomes)).toEqual([0, 1, 2, 3])
})

test('work that fails gives its place on', async () => {
  const pass = gate(1, 5)
  const work = held()
  const failing = pass(() => work.done)
  const next = pass(async () => 'through')
  work.release(true)
  await expect(failing).rejects.toThrow('broken')
  expect(await next).toBe('through')
  expect(await pass(async () => 'again')).toBe('again')
})
