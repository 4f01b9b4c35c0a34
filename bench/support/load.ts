import { Client } from 'undici'

export type Shot = {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  body?: string
  headers: Record<string, string>
}
export type Measured = {
  perSecond: number
  count: number
  p50: number
  p95: number
  p99: number
  failed: number
}

/** Sends requests over `parallel` connections, each as soon as the one before is answered, for `seconds`. */
export async function load(
  url: string,
  { parallel, seconds, shot }: { parallel: number; seconds: number; shot(index: number): Shot },
): Promise<Measured> {
  const end = performance.now() + seconds * 1000
  const taken: number[] = []
  let index = 0
  let failed = 0
  const begin = performance.now()
  const run = async () => {
    const client = new Client(url)
    while (performance.now() < end) {
      const request = shot(index++)
      const start = performance.now()
      const { statusCode, body } = await client.request({ ...request, body: request.body ?? null })
      await body.dump()
      taken.push(performance.now() - start)
      if (statusCode >= 400) failed += 1
    }
    await client.close()
  }
  await Promise.all(Array.from({ length: parallel }, run))
  const took = (performance.now() - begin) / 1000
  const sorted = taken.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return {
    perSecond: taken.length / took,
    count: taken.length,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    failed,
  }
}

/** A table for the terminal and for Markdown. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const shown = [header, ...rows].map((row) =>
    row.map((cell) => (typeof cell === 'number' ? cell.toFixed(cell < 10 ? 2 : 0) : cell)),
  )
  const widths = header.map((_, column) => Math.max(...shown.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [first = [], ...others] = shown
  return [
    line(first),
    `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`,
    ...others.map(line),
  ].join('\n')
}
