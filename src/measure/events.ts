import { z } from 'zod'
import type { Call } from '../kernel/call.ts'
import { on, type Subscription } from '../kernel/events.ts'
import { findTracking } from '../publish/index.ts'
import { keepTarget } from './result/target.store.ts'

const AboutPublication = z.object({ publicationId: z.uuid() })

// Reads the publication as it is now: a fact that comes late or twice does no harm.
async function recognise(call: Call, { publicationId }: z.output<typeof AboutPublication>): Promise<void> {
  const tracking = await findTracking(call, publicationId)
  if (tracking) await keepTarget(call, tracking)
}

/** Measurement hears of publications, to recognise their readers by link and by address. */
export const measureSubscriptions: readonly Subscription[] = [
  on('publication.planned', AboutPublication, recognise),
  on('publication.published', AboutPublication, recognise),
]
