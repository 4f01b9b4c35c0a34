import type { Hono } from 'hono'
import type { App } from '../kernel/app.ts'
import type { Subscription } from '../kernel/events.ts'
import type { Job } from '../kernel/jobs.ts'
import { linkDoor } from './link/link.door.ts'
import { updateLive } from './publication/publication.jobs.ts'
import { publicationSubscriptions } from './publication/publication.listeners.ts'

export { provideConnectors } from './channel/connectors.ts'
export type { Connectors } from './channel/port.ts'
export { piecesWithPublication } from './publication/pieceUse.store.ts'
export { startPublishing } from './publication/engine.ts'
export { standingStillSince } from './publication/engine.store.ts'
export { shortAddress } from './link/link.rules.ts'
export { clicksByDay, type ClicksOfDay } from './link/link.store.ts'
export { findTracking, trackingOfPiece, type Tracking } from './link/tracking.store.ts'

/** What publishing hears of the other slices. */
export const publishSubscriptions: readonly Subscription[] = publicationSubscriptions

/** Background work beside the engine. */
export const publishJobs: readonly Job[] = [updateLive]

/** Public doors: short links. */
export function publishDoors(app: App): Hono[] {
  return [linkDoor(app)]
}
