import type { App } from '../kernel/app.ts'
import type { Job } from '../kernel/jobs.ts'
import { sendResetLink } from './person/reset.store.ts'
import { sessionLife } from './person/session.rules.ts'
import { eraseClosedDemo } from './workspace/workspace.jobs.ts'

const dayMs = 24 * 60 * 60_000
const readNotificationsKeptMs = 90 * dayMs

/** Takes away what no longer opens or tells anything: ended sessions, overdue reset links, old read notifications. */
export const sweepManage: Job = {
  name: 'manage.sweep',
  cron: '17 3 * * *',
  run: async (app: App) => {
    const now = app.clock.now()
    const before = (ms: number) => new Date(now.getTime() - ms)
    await app.database.asSystem(async (db) => {
      await db
        .deleteFrom('identity.session')
        .where((eb) => eb.or([eb('expiresAt', '<', now), eb('updatedAt', '<', before(sessionLife.idleMs))]))
        .execute()
      await db.deleteFrom('identity.verification').where('expiresAt', '<', now).execute()
      await db
        .deleteFrom('manage.notification')
        .where('readAt', '<', before(readNotificationsKeptMs))
        .execute()
    })
  },
}

/** The background work of this slice, for the composition root. */
export const manageJobs: readonly Job[] = [sendResetLink, sweepManage, eraseClosedDemo]
