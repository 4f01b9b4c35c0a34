import { Refusal } from './refusal.ts'

/** Lets work through, a few at a time; the rest waits outside in the order it came. */
export type Gate = <T>(work: () => Promise<T>) => Promise<T>

/**
 * A gate for work that costs much CPU or memory: `atOnce` run in this process, `waitingAtMost` wait, whoever comes
 * then is refused with `request.busy`.
 */
export function gate(atOnce: number, waitingAtMost: number): Gate {
  let running = 0
  const waiting: (() => void)[] = []
  return async (work) => {
    if (running < atOnce) running++
    else if (waiting.length >= waitingAtMost) throw new Refusal('request.busy', 'unavailable')
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The place passes to the next one directly, or becomes free.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
