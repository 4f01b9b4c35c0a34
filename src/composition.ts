import type { Hono } from 'hono'
import { createWordPressConnector } from './connect/wordpress/wordpress.connector.ts'
import type { Door } from './kernel/access/door.ts'
import type { App } from './kernel/app.ts'
import type { Subscription } from './kernel/events.ts'
import type { Job } from './kernel/jobs.ts'
import { sendMail } from './kernel/mail/mail.ts'
import { parseAllowedHosts } from './kernel/outside/address.rules.ts'
import { createOutside } from './kernel/outside/outside.ts'
import { accountDoor, manageJobs } from './manage/index.ts'
import { measureDoors, measureJobs, measureSubscriptions } from './measure/index.ts'
import { planJobs, planSubscriptions, providePieceUses } from './plan/index.ts'
import {
  guestDoor,
  piecesWithText,
  produceDoors,
  produceJobs,
  produceSubscriptions,
} from './produce/index.ts'
import {
  piecesWithPublication,
  provideConnectors,
  publishDoors,
  publishJobs,
  publishSubscriptions,
  standingStillSince,
  startPublishing,
  type Connectors,
} from './publish/index.ts'

export { api } from './api.ts'

/** What the slices hear of each other after a commit. */
export const subscriptions: readonly Subscription[] = [
  ...planSubscriptions,
  ...produceSubscriptions,
  ...publishSubscriptions,
  ...measureSubscriptions,
]

/** Background work of all slices. */
export const jobs: readonly Job[] = [
  sendMail,
  ...manageJobs,
  ...planJobs,
  ...produceJobs,
  ...publishJobs,
  ...measureJobs,
]

/** Who stands at the door: people with an account, and guests with a link. */
export function doorOf(app: App): Door {
  return { ...accountDoor(app), ...guestDoor(app) }
}

/** Addresses that need no session. */
export function publicDoors(app: App, door: Door): readonly Hono[] {
  return [...produceDoors(app, door), ...publishDoors(app), ...measureDoors(app)]
}

/** What runs by itself in a worker: the publication engine. */
export async function startServices(app: App): Promise<{ stop(): Promise<void> }> {
  return startPublishing(app, connectorsFor(app))
}

/** What does not run though it should, in words; empty when all does. */
export async function troublesOfServices(app: App): Promise<string[]> {
  const since = await app.database.asSystem((db) => standingStillSince({ db, now: app.clock.now() }))
  return since === null ? [] : ['publishing stands still: no process works on due publications']
}

/** Gives the slices the ways to the platforms and to each other's knowledge; before anything is called. */
export function equip(app: App): void {
  provideConnectors(app, connectorsFor(app))
  providePieceUses(app, [piecesWithText, piecesWithPublication])
}

function connectorsFor(app: App): Connectors {
  const outside = createOutside({ allowedHosts: parseAllowedHosts(app.settings.allowPrivateHosts.join(' ')) })
  const wordpress = createWordPressConnector(outside, () => app.clock.now())
  return new Map([[wordpress.kind, wordpress]])
}
