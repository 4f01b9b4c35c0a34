import { publicDoors, doorOf, api } from '../../composition.ts'
import { daysBetween, type Day } from '../../kernel/calendar.ts'
import type { ChannelKey } from './company.ts'
import type { Actor, Stage } from './stage.ts'

/** An article that is read, and the way people come to it. */
export type Reading = {
  channel: ChannelKey
  article: string
  /** Short link of the publication. */
  code: string
  since: Day
  /** Readers of the whole piece on its first day. */
  readers: number
}

// The part of the readers who come this way, and how fast they become fewer: a post is over in days, an article lasts.
const ways: Record<ChannelKey, { share: number; halfLifeDays: number }> = {
  blog: { share: 0.5, halfLifeDays: 20 },
  linkedin: { share: 0.3, halfLifeDays: 2 },
  newsletter: { share: 0.4, halfLifeDays: 1 },
  print: { share: 0, halfLifeDays: 1 },
}

const browser =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36'

/**
 * Lets people read on this day, through the same doors as real ones: a click on the short link leads to the article,
 * the script there sends a page view. The clock of the stage stands on the day.
 */
export async function readersOf(
  stage: Stage,
  owner: Actor,
  readings: readonly Reading[],
  day: Day,
): Promise<void> {
  if (readings.length === 0) return
  const { siteKey } = await stage.as(owner, api.measure.visit.setup, {})
  // Doors of this day only: what they remember of the senders goes with them.
  const doors = publicDoors(stage.app, doorOf(stage.app))
  const send = async (path: string, request: RequestInit): Promise<Response> => {
    for (const door of doors) {
      const response = await door.request(path, request)
      if (response.status !== 404) return response
    }
    throw new Error(`no door answers ${path}`)
  }

  const read = async ({ channel, article, code }: Reading, reader: number): Promise<void> => {
    const headers = { 'user-agent': browser, 'x-forwarded-for': addressOf(code, day, reader) }
    const clicked =
      channel === 'blog' ? null : (await send(`/go/${code}`, { headers })).headers.get('location')
    const view = { k: siteKey, u: clicked ?? article, r: '' }
    await send('/t', { method: 'POST', headers, body: JSON.stringify(view) })
  }
  await Promise.all(
    readings.flatMap((reading) =>
      Array.from({ length: readersOn(reading, day) }, (_, reader) => read(reading, reader)),
    ),
  )
}

function readersOn({ channel, since, readers }: Reading, day: Day): number {
  const { share, halfLifeDays } = ways[channel]
  const age = daysBetween(since, day)
  // Fewer on weekends: it is read at work.
  const { dayOfWeek } = Temporal.PlainDate.from(day)
  return Math.round(readers * share * 0.5 ** (age / halfLifeDays) * (dayOfWeek > 5 ? 0.4 : 1))
}

// Another sender for each reader; never kept (the counter keeps a hash for a day).
function addressOf(code: string, day: Day, reader: number): string {
  let mixed = reader + 1
  for (const letter of `${code}${day}`) mixed = (mixed * 31 + letter.charCodeAt(0)) % 0x7f_ff_ff
  return `${20 + (mixed % 60)}.${(mixed >> 6) & 255}.${(mixed >> 14) & 255}.${reader % 256}`
}
