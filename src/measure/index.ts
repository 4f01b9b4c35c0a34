import type { Hono } from 'hono'
import type { App } from '../kernel/app.ts'
import { visitDoor } from './visit/visit.door.ts'

export { measureSubscriptions } from './events.ts'
export { visitJobs as measureJobs } from './visit/visit.jobs.ts'

/** Public doors of measurement: the script for websites and where it sends page views. */
export function measureDoors(app: App): Hono[] {
  return [visitDoor(app)]
}
