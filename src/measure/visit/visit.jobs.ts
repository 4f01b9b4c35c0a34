import type { Job } from '../../kernel/jobs.ts'
import { ensureMonth, forgetBefore } from './visit.store.ts'

/** Forgets the visitors of past days, also on a site nobody visits today, and has next month's partition ready. */
export const visitJobs: readonly Job[] = [
  {
    name: 'measure.forget_visitors',
    cron: '3 * * * *',
    run: async (app) => {
      const now = app.clock.now()
      await app.database.asSystem(async (db) => {
        await forgetBefore(db, now.toISOString().slice(0, 10))
        await ensureMonth(db, now)
        await ensureMonth(db, new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)))
      })
    },
  },
]
