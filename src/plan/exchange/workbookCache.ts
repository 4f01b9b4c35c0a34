import type { Workbook } from './reading/workbook.ts'

// The steps of one import follow each other within minutes; reading the file anew each time would make them slow.
const keptMs = 5 * 60_000
const keptAtMost = 3
const kept = new Map<string, { workbook: Workbook; timer: NodeJS.Timeout }>()

/** The sheets of a file, from memory when they were read a moment ago. `key` names workspace and content. */
export async function readCached(key: string, read: () => Promise<Workbook>): Promise<Workbook> {
  const workbook = kept.get(key)?.workbook ?? (await read())
  keepCached(key, workbook)
  return workbook
}

/** Keeps sheets in memory for the next steps; the oldest make room. */
export function keepCached(key: string, workbook: Workbook): void {
  forget(key)
  kept.set(key, { workbook, timer: setTimeout(() => forget(key), keptMs).unref() })
  for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - keptAtMost))) forget(oldest)
}

function forget(key: string): void {
  clearTimeout(kept.get(key)?.timer)
  kept.delete(key)
}
