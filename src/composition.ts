import type { Hono } from 'hono'
import type { Door } from './kernel/access/door.ts'
import type { App } from './kernel/app.ts'
import type { Subscription } from './kernel/events.ts'
import type { Job } from './kernel/jobs.ts'
import { sendMail } from './kernel/mail/mail.ts'
import { accountDoor, manageJobs } from './manage/index.ts'
import { planSubscriptions } from './plan/index.ts'
import { guestDoor, produceDoors, produceJobs, produceSubscriptions } from './produce/index.ts'

export { api } from './api.ts'

/** What the slices hear of each other after a commit. */
export const subscriptions: readonly Subscription[] = [...planSubscriptions, ...produceSubscriptions]

/** Background work of all slices. */
export const jobs: readonly Job[] = [sendMail, ...manageJobs, ...produceJobs]

/** Who stands at the door: people with an account, and guests with a link. */
export function doorOf(app: App): Door {
  return { ...accountDoor(app), ...guestDoor(app) }
}

/** Addresses that need no session. */
export function publicDoors(app: App, door: Door): readonly Hono[] {
  return produceDoors(app, door)
}

/** What runs by itself in a worker: the publication engine. */
export async function startServices(_app: App): Promise<{ stop(): Promise<void> }> {
  return { stop: async () => {} }
}
