import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type pg from 'pg'
import type { Transaction } from 'kysely'
import { CompiledQuery } from 'kysely'
import type { App } from './app.ts'
import type { DB } from './db/tables.gen.ts'

/** Background work that may run more than once: mails, renditions, reminders. Publications have their own engine. */
export type Job = {
  name: string
  /** Idempotent: reads the world again, does what is still to do. `payload` holds ids only. */
  run(app: App, payload: Record<string, string>): Promise<void>
  /** Also runs by itself, cron syntax, UTC. */
  cron?: string
  retryLimit?: number
}

export type Jobs = {
  /** Queues a job with the commit of the transaction. */
  later(db: Transaction<DB>, name: string, payload: Record<string, string>, startAfter?: Date): Promise<void>
  /** Starts working the queues (role worker or all). */
  work(app: App, jobs: readonly Job[]): Promise<void>
  /** Works everything that waits, once, in this process. For tests and the command line. */
  runWaiting(app: App, jobs: readonly Job[]): Promise<void>
  stop(): Promise<void>
}

/** Opens the queue (pg-boss, in its schema `pgboss` of the same database) and makes sure every queue exists. */
export async function openJobs(pool: pg.Pool, jobs: readonly Job[], log: Logger): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    schedule: true,
    supervise: true,
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  for (const job of jobs) await boss.createQueue(job.name)

  return {
    later: async (db, name, payload, startAfter) => {
      await boss.send(name, payload, {
        retryLimit: jobs.find((job) => job.name === name)?.retryLimit ?? 8,
        retryBackoff: true,
        retryDelay: 15,
        ...(startAfter ? { startAfter } : {}),
        db: {
          executeSql: async (text, values) => {
            const result = await db.executeQuery(CompiledQuery.raw(text, values ? [...values] : []))
            return { rows: result.rows }
          },
        },
      })
    },
    work: async (app, work) => {
      for (const job of work) {
        await boss.work<Record<string, string>>(
          job.name,
          { batchSize: 1, pollingIntervalSeconds: 2 },
          async ([queued]) => {
            if (queued) await job.run(app, queued.data)
          },
        )
        if (job.cron) await boss.schedule(job.name, job.cron, {})
      }
    },
    runWaiting: async (app, work) => {
      for (const job of work)
        for (
          let [queued] = await boss.fetch<Record<string, string>>(job.name);
          queued;
          [queued] = await boss.fetch<Record<string, string>>(job.name)
        ) {
          await job.run(app, queued.data)
          await boss.complete(job.name, queued.id)
        }
    },
    stop: () => boss.stop({ graceful: true, timeout: 20_000 }),
  }
}
