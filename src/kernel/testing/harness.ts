import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterAll, expect } from 'vitest'
import type { z } from 'zod'
import type { Actor, UserActor } from '../access/actor.ts'
import type { Role } from '../access/role.ts'
import type { App } from '../app.ts'
import type { Call } from '../call.ts'
import { heldClock } from '../clock.ts'
import { openDatabase } from '../db/database.ts'
import { refusalOfDatabase } from '../db/databaseRefusal.ts'
import { deliverNext, type Subscription } from '../events.ts'
import { diskFiles } from '../file/fileStore.ts'
import { newId } from '../id.ts'
import { openJobs, type Job } from '../jobs.ts'
import { openLive } from '../live.ts'
import type { Command, Query } from '../procedure.ts'
import { Refusal } from '../refusal.ts'
import { runProcedure } from '../rpc/run.ts'
import { secretsWith } from '../secret/secrets.ts'
import { testDatabase } from './database.ts'

type Clock = ReturnType<typeof heldClock>
export type TestApp = App & { clock: Clock }

type Parts = {
  jobs?: readonly Job[]
  subscriptions?: readonly Subscription[]
  settings?: Partial<App['settings']>
}

/**
 * The real kernel on a real PostgreSQL with a clock that stands still (2026-11-23 09:00 in Berlin). One a test file;
 * it closes itself. Each test takes a workspace of its own, so that no test sees another's rows.
 */
export async function testLeitstand({ jobs = [], subscriptions = [], settings }: Parts = {}) {
  const connection = await testDatabase()
  const log = pino({ level: 'silent' })
  const fail = (error: Error) => {
    if (!/terminat|closed/i.test(error.message)) throw error
  }
  const database = openDatabase({ ...connection, max: 5 }, fail)
  const stopping = new AbortController()
  const app: TestApp = {
    settings: {
      version: '0.0.0-test',
      publicUrl: 'https://leitstand.test',
      dataDir: await mkdtemp(join(tmpdir(), 'leitstand-test-')),
      mail: { smtpUrl: null, from: 'Leitstand <leitstand@leitstand.test>' },
      allowPrivateHosts: [],
      ...settings,
    },
    log,
    clock: heldClock('2026-11-23T08:00:00Z'),
    database,
    secrets: secretsWith(Buffer.alloc(32, 7)),
    files: diskFiles(await mkdtemp(join(tmpdir(), 'leitstand-files-'))),
    jobs: await openJobs(database.pool, jobs, log),
    live: await openLive(connection, fail),
    stopping: stopping.signal,
  }
  afterAll(async () => {
    stopping.abort()
    await app.jobs.stop()
    await app.live.stop()
    await database.close()
  })

  return {
    app,
    /** A fresh workspace with its owner. */
    workspace: (name = 'Musterhaus GmbH') => newWorkspace(app, name),
    /** Delivers all facts that wait, as the worker would after the commit. */
    deliverEvents: async () => {
      while (await deliverNext(app, subscriptions));
    },
    runJobs: () => app.jobs.runWaiting(app, jobs),
  }
}

export type TestMember = UserActor & {
  /** Calls a procedure as this person: access, input, one transaction, output, as over HTTP. */
  call<I extends z.ZodType, O extends z.ZodType>(
    procedure: Query<I, O> | Command<I, O>,
    input: z.input<I>,
  ): Promise<z.output<O>>
  /** Expects the call to be refused with this code. */
  refuses<I extends z.ZodType, O extends z.ZodType>(
    procedure: Query<I, O> | Command<I, O>,
    input: z.input<I>,
    code: string,
  ): Promise<void>
}

async function newWorkspace(app: TestApp, name: string) {
  const id = newId()
  await app.database.asSystem((db) =>
    db
      .insertInto('manage.workspace')
      .values({ id, slug: `w-${id.slice(-12)}`, name, createdAt: app.clock.now() })
      .execute(),
  )
  const member = (role: Role, personName = `${role} ${name}`) => newMember(app, id, role, personName)
  return {
    id,
    owner: await member('owner'),
    member,
    /** Calls as a guest with a link to one object. */
    guest: (objectId: string, email = 'gast@beispiel.test') =>
      caller(app, id, { kind: 'guest', grantId: newId(), email, name: 'Gast', objectId }),
    /** Runs `work` inside the workspace without a procedure, for setting the scene and looking at rows. */
    inside: <T>(work: (call: Call) => Promise<T>, actor: Actor = { kind: 'system', name: 'test' }) =>
      app.database.inWorkspace(id, (db) =>
        work({ app, db, workspaceId: id, actor, now: app.clock.now(), requestId: 'test', audit: {} }),
      ),
    /** Actions of the audit rows, oldest first; of one object when it is named. */
    audit: (objectId?: string) =>
      app.database.inWorkspace(id, async (db) => {
        let rows = db.selectFrom('kernel.audit').select('action').where('workspaceId', '=', id).orderBy('id')
        if (objectId !== undefined) rows = rows.where('objectId', '=', objectId)
        return (await rows.execute()).map((row) => row.action)
      }),
  }
}

async function newMember(app: TestApp, workspaceId: string, role: Role, name: string): Promise<TestMember> {
  const userId = newId()
  const memberId = newId()
  await app.database.asSystem(async (db) => {
    await db
      .insertInto('identity.user')
      .values({ id: userId, name, email: `${userId}@beispiel.test`, emailVerified: true })
      .execute()
    await db
      .insertInto('manage.member')
      .values({ workspaceId, id: memberId, userId, role, state: 'active', displayName: name })
      .execute()
  })
  const actor: UserActor = { kind: 'user', userId, memberId, name, role }
  return { ...actor, ...caller(app, workspaceId, actor) }
}

function caller(app: TestApp, workspaceId: string, actor: Actor): Pick<TestMember, 'call' | 'refuses'> {
  const call: TestMember['call'] = async (procedure, input) => {
    const allowed = actor.kind === 'user' ? actor.role : actor.kind
    if (!(procedure.allow as readonly string[]).includes(allowed))
      throw new Refusal('access.role', 'forbidden')
    const parsed = procedure.input.parse(input) as never
    const output = await runProcedure(procedure, parsed, { app, requestId: newId(), actor, workspaceId })
    return procedure.output.parse(output) as never
  }
  return {
    call,
    refuses: async (procedure, input, code) => {
      const error = await call(procedure, input).then(
        () => null,
        (thrown: unknown) => refusalOfDatabase(thrown) ?? thrown,
      )
      expect(error).toMatchObject({ name: 'Refusal', code })
    },
  }
}
