import { sql } from 'kysely'
import { serializeSigned } from 'hono/utils/cookie'
import { api, doorOf, jobs, publicDoors, subscriptions } from '../composition.ts'
import type { Role } from '../kernel/access/role.ts'
import type { Call } from '../kernel/call.ts'
import { httpShell } from '../kernel/http/shell.ts'
import { newId, newToken } from '../kernel/id.ts'
import { testLeitstand, type TestMember } from '../kernel/testing/harness.ts'
import { measureApi } from '../measure/api.ts'
import { planApi } from '../plan/api.ts'
import { produceApi } from '../produce/api.ts'
import { publishApi } from '../publish/api.ts'
import { provideConnectors } from '../publish/index.ts'
import { manageApi } from '../manage/api.ts'

const origin = 'https://leitstand.test'

export type ApiRequest = {
  method: string
  /** Address below `/api`. */
  path: string
  cookie?: string
  workspace?: string
  /** Sent as JSON, unless it is bytes, text or a form. */
  body?: unknown
  headers?: Record<string, string>
}

/** The whole program behind its HTTP shell, without a socket: real procedures, doors, sessions, database. */
export async function openWorld() {
  const leitstand = await testLeitstand({ jobs, subscriptions })
  const { app } = leitstand
  // What the kernel logs as a fault, for the message of the test that met it.
  const faults: string[] = []
  app.log.error = ({ err }: { err?: Error }) => void faults.push(err?.stack ?? String(err))
  // No platform is reached from here; what needs one is refused.
  provideConnectors(app, new Map())
  const door = doorOf(app)
  const shell = httpShell({
    app,
    door,
    api,
    doors: publicDoors(app, door),
    webDir: null,
    health: async () => [],
  })

  return {
    ...leitstand,
    faults,
    request: async ({
      method,
      path,
      cookie,
      workspace,
      body,
      headers = {},
    }: ApiRequest): Promise<Response> => {
      const isRaw = body instanceof FormData || isBytes(body) || typeof body === 'string'
      return shell.request(`${origin}/api${path}`, {
        method,
        headers: {
          origin,
          ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
          ...(cookie === undefined ? {} : { cookie }),
          ...(workspace === undefined ? {} : { 'leitstand-workspace': workspace }),
          ...headers,
        },
        body: body === undefined || isRaw ? (body ?? null) : JSON.stringify(body),
      })
    },
    /** A session of a person as a browser carries it. */
    signIn: async (userId: string): Promise<string> => {
      const token = newToken()
      const now = app.clock.now()
      await app.database.asSystem((db) =>
        db
          .insertInto('identity.session')
          .values({
            id: newId(),
            userId,
            token,
            expiresAt: new Date(now.getTime() + 3_600_000),
            createdAt: now,
            updatedAt: now,
          })
          .execute(),
      )
      const cookie = await serializeSigned('__Host-leitstand-session', token, app.secrets.derive('session'), {
        path: '/',
        secure: true,
      })
      return cookie.split(';')[0] ?? ''
    },
  }
}
export type World = Awaited<ReturnType<typeof openWorld>>

function isBytes(value: unknown): value is Uint8Array<ArrayBuffer> {
  return value instanceof Uint8Array
}

/** A workspace in which there is one of everything; `ids` names the objects by what they are. */
export async function furnished(world: World, name: string) {
  const { workspace, deliverEvents, runJobs } = world
  const space = await workspace(name)
  const { owner, inside, id: workspaceId } = space
  const campaign = await owner.call(planApi.campaign.create, { name: 'Herbst', utmName: 'herbst' })
  const piece = await owner.call(planApi.piece.create, { title: 'Wärmepumpe', campaignId: campaign.id })
  const pieceId = piece.id
  await owner.call(produceApi.manuscript.save, manuscriptOf(pieceId))
  await owner.call(produceApi.manuscript.nameVersion, { pieceId, label: 'Stand' })
  await owner.call(produceApi.cost.enter, { pieceId, kind: 'planned', label: 'Text', cents: 10_000 })
  const channel = await owner.call(publishApi.channel.createManual, {
    name: 'XING',
    utmSource: 'xing',
    utmMedium: 'social',
  })
  const slot = { date: '2026-12-01', time: '10:00', zone: 'Europe/Berlin' }
  await owner.call(publishApi.publication.plan, { pieceId, channelId: channel.id, slot })
  const { link } = await owner.call(produceApi.review.request, {
    pieceId,
    asked: { kind: 'guest', name: 'Gast', email: 'gast@beispiel.test' },
  })
  await owner.call(manageApi.invitation.create, { email: `${newId()}@beispiel.test`, role: 'editor' })
  await owner.call(measureApi.visit.changeSetup, { isCounting: true, allowedHosts: [], version: 0 })
  await deliverEvents()
  await runJobs()

  const ids = await inside(({ db }) => idsIn(db, workspaceId))
  return { ...space, ids, guestToken: link?.split('/').at(-1) ?? '' }
}
export type Furnished = Awaited<ReturnType<typeof furnished>>

/** Members of all roles. */
export async function membersOf(space: Furnished): Promise<Record<Role, TestMember>> {
  const others = ['manager', 'editor', 'author', 'approver', 'viewer'] as const
  const made = await Promise.all(others.map(async (role) => [role, await space.member(role)] as const))
  return { owner: space.owner, ...(Object.fromEntries(made) as Record<(typeof others)[number], TestMember>) }
}

/** A text a piece could have. */
function manuscriptOf(pieceId: string) {
  return {
    pieceId,
    baseVersion: 0,
    tree: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hallo Welt' }] }] },
    headline: 'Wärmepumpe',
    slug: 'waermepumpe',
    excerpt: '',
    featuredAssetId: null,
  } as const
}

// Every table with an id, whatever the slices add: what exists of a workspace, by table.
async function idsIn(db: Call['db'], workspaceId: string): Promise<Record<string, string>> {
  const { rows: tables } = await sql<{ name: string }>`
    select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition
      and exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'workspace_id')
      and exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'id')
    order by 1`.execute(db)
  const ids: Record<string, string> = {}
  for (const { name } of tables) {
    const { rows } = await sql<{ id: string }>`
      select id from ${sql.table(name)} where workspace_id = ${workspaceId} limit 1`.execute(db)
    if (rows[0]) ids[name] = rows[0].id
  }
  return ids
}
