import { sql } from 'kysely'
import type { App } from '../../kernel/app.ts'
import { resolveSlot } from '../../kernel/calendar.ts'
import type { Call } from '../../kernel/call.ts'
import type { ChannelRow } from '../channel/channel.store.ts'
import { newId } from '../../kernel/id.ts'
import { firstLookAt } from './publication.rules.ts'
import { lockPublication, released, slotOf, typedRow } from './publication.store.ts'
import type { PublicationRow } from './publication.store.ts'

/** A publication in this worker's hands. The token is the proof: every write names it. */
export type Claim = { publication: PublicationRow; channel: ChannelRow; token: string; owner: string }

/**
 * Takes the next publication that is due to be looked at, with its channel: one at a time on a channel. Null when
 * there is none. Two workers never get the same row: it is locked while it is marked (SKIP LOCKED).
 */
export function claimNext(app: App, owner: string, leaseMs: number): Promise<Claim | null> {
  const now = app.clock.now()
  const until = new Date(now.getTime() + leaseMs)
  return app.database.asSystem(async (db) => {
    const found = await db
      .selectFrom('publish.publication as publication')
      .innerJoin('publish.channel as channel', (join) =>
        join
          .onRef('channel.workspaceId', '=', 'publication.workspaceId')
          .onRef('channel.id', '=', 'publication.channelId'),
      )
      .selectAll('publication')
      .where('publication.nextAt', '<=', now)
      .where('publication.leaseToken', 'is', null)
      .where((eb) =>
        eb.or([
          eb('channel.kind', '=', 'manual'),
          eb.and([
            eb.or([eb('channel.laneUntil', 'is', null), eb('channel.laneUntil', '<', now)]),
            eb.or([eb('channel.freeAt', 'is', null), eb('channel.freeAt', '<=', now)]),
          ]),
        ]),
      )
      .orderBy('publication.nextAt')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!found) return null
    const token = newId()
    await db
      .updateTable('publish.publication')
      .set({ leaseOwner: owner, leaseToken: token, leaseUntil: until })
      .where('workspaceId', '=', found.workspaceId)
      .where('id', '=', found.id)
      .execute()
    const channel = await db
      .updateTable('publish.channel')
      .set((eb) => ({
        laneToken: eb.case().when('kind', '=', 'manual').then(eb.ref('laneToken')).else(token).end(),
        laneUntil: eb.case().when('kind', '=', 'manual').then(eb.ref('laneUntil')).else(until).end(),
      }))
      .where('workspaceId', '=', found.workspaceId)
      .where('id', '=', found.channelId)
      .returningAll()
      .executeTakeFirstOrThrow()
    return { publication: typedRow(found), channel, token, owner }
  })
}

/** Keeps a claim for another while; false when it was lost (expired, or a person moved the publication on). */
export function renewLease(app: App, { publication, token }: Claim, leaseMs: number): Promise<boolean> {
  const now = app.clock.now()
  const until = new Date(now.getTime() + leaseMs)
  return app.database.inWorkspace(publication.workspaceId, async (db) => {
    const renewed = await db
      .updateTable('publish.publication')
      .set({ leaseUntil: until })
      .where('workspaceId', '=', publication.workspaceId)
      .where('id', '=', publication.id)
      .where('leaseToken', '=', token)
      .where('leaseUntil', '>', now)
      .executeTakeFirst()
    await db
      .updateTable('publish.channel')
      .set({ laneUntil: until })
      .where('workspaceId', '=', publication.workspaceId)
      .where('laneToken', '=', token)
      .execute()
    return renewed.numUpdatedRows > 0n
  })
}

/** The row, locked, as long as the claim holds; null when it was lost. */
export async function stillClaimed(
  call: Call,
  { publication, token }: Claim,
): Promise<PublicationRow | null> {
  const row = await lockPublication(call, publication.id)
  if (row === null || row.leaseToken !== token) return null
  return row.leaseUntil !== null && row.leaseUntil > call.now ? row : null
}

/** Gives the channel free for its next publication, after its pause when something went out. */
export async function releaseLane(
  app: App,
  { publication, channel, token }: Claim,
  wentOut: boolean,
): Promise<void> {
  const pause = wentOut ? channel.spacingSeconds * 1000 : 0
  const freeAt = pause > 0 ? new Date(app.clock.now().getTime() + pause) : null
  await app.database.inWorkspace(publication.workspaceId, (db) =>
    db
      .updateTable('publish.channel')
      .set({ laneToken: null, laneUntil: null, ...(freeAt ? { freeAt } : {}) })
      .where('workspaceId', '=', publication.workspaceId)
      .where('laneToken', '=', token)
      .execute(),
  )
}

/**
 * Puts a claim down without a result; the row is looked at again at `nextAt`. Not after the intent: then only an
 * outcome, or the end of the lease, ends the claim.
 */
export async function putDown(app: App, { publication, token }: Claim, nextAt: Date): Promise<void> {
  await app.database.inWorkspace(publication.workspaceId, (db) =>
    db
      .updateTable('publish.publication')
      .set({ ...released, nextAt })
      .where('workspaceId', '=', publication.workspaceId)
      .where('id', '=', publication.id)
      .where('leaseToken', '=', token)
      .where('state', '<>', 'committing')
      .execute(),
  )
}

/** Keeps what the connector remembers; false when the claim was lost. No change a person would notice. */
export function savePrepareState(app: App, { publication, token }: Claim, state: unknown): Promise<boolean> {
  return app.database.inWorkspace(publication.workspaceId, async (db) => {
    const saved = await db
      .updateTable('publish.publication')
      .set({ prepareState: JSON.stringify(state) })
      .where('workspaceId', '=', publication.workspaceId)
      .where('id', '=', publication.id)
      .where('leaseToken', '=', token)
      .where('leaseUntil', '>', app.clock.now())
      .executeTakeFirst()
    return saved.numUpdatedRows > 0n
  })
}

/** A row whose worker died. */
export type Orphan = { workspaceId: string; id: string; wasCommitting: boolean }

/**
 * Takes rows back from workers that died. Before the intent nothing was sent: they are simply looked at again (T14).
 * After it nobody knows: they become `unconfirmed` and are looked for at the platform (T15).
 */
export function takeBackOrphans(app: App): Promise<Orphan[]> {
  const now = app.clock.now()
  return app.database.asSystem(async (db) => {
    const lost = await db
      .selectFrom('publish.publication')
      .select(['workspaceId', 'id', 'state'])
      .where('leaseUntil', '<', now)
      .orderBy('leaseUntil')
      .limit(200)
      .forUpdate()
      .skipLocked()
      .execute()
    for (const { workspaceId, id, state } of lost) {
      const next = state === 'committing' ? 'unconfirmed' : state === 'preparing' ? 'scheduled' : state
      await db
        .updateTable('publish.publication')
        .set({ ...released, state: next, nextAt: now, updatedAt: now })
        .set((eb) => ({ version: eb('version', '+', 1) }))
        .$if(state === 'committing', (update) =>
          update.set({ failureKind: 'unknown', failureKey: 'publication.worker_died' }),
        )
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', id)
        .execute()
    }
    return lost.map(({ workspaceId, id, state }) => ({
      workspaceId,
      id,
      wasCommitting: state === 'committing',
    }))
  })
}

/**
 * Resolves planned slots anew: the zone rules of this runtime may differ from those the instants were made with (T07).
 * Rows somebody works on are left alone. Answers those that moved.
 */
export function resolveSlotsAnew(app: App): Promise<{ id: string; from: Date; to: Date }[]> {
  const now = app.clock.now()
  return app.database.asSystem(async (db) => {
    const rows = await db
      .selectFrom('publish.publication')
      .selectAll()
      .where('state', 'in', ['scheduled', 'blocked', 'armed'])
      .where('leaseToken', 'is', null)
      .where('dueAt', '>', now)
      .forUpdate()
      .skipLocked()
      .execute()
    const moved = []
    for (const row of rows) {
      const slot = slotOf(typedRow(row))
      if (slot === null || row.dueAt === null) continue
      const { instant, adjusted } = resolveSlot(slot)
      if (instant.getTime() === row.dueAt.getTime()) continue
      await db
        .updateTable('publish.publication')
        .set({
          dueAt: instant,
          slotAdjusted: adjusted,
          nextAt: firstLookAt({ dueAt: instant, notBefore: row.notBefore }),
          version: row.version + 1,
        })
        .where('workspaceId', '=', row.workspaceId)
        .where('id', '=', row.id)
        .execute()
      moved.push({ id: row.id, from: row.dueAt, to: instant })
    }
    return moved
  })
}

/** When the engine has something to do next; null when nothing is planned. */
export function nextMoment(app: App): Promise<Date | null> {
  return app.database.asSystem(async (db) => {
    const row = await db
      .selectFrom('publish.publication')
      .select(sql<Date | null>`min(next_at)`.as('at'))
      .where('nextAt', 'is not', null)
      .where('leaseToken', 'is', null)
      .executeTakeFirst()
    return row?.at ?? null
  })
}

/** Writes the pulse of this engine and forgets those that have been silent for a day. */
export async function writePulse(app: App, owner: string): Promise<void> {
  const at = app.clock.now()
  await app.database.asSystem(async (db) => {
    await db
      .insertInto('publish.enginePulse')
      .values({ owner, at })
      .onConflict((conflict) => conflict.column('owner').doUpdateSet({ at }))
      .execute()
    await db
      .deleteFrom('publish.enginePulse')
      .where('at', '<', new Date(at.getTime() - 86_400_000))
      .execute()
  })
}

const silentMs = 90_000

/** Since when no engine was at work; null when one ticked within the last 90 seconds (T107). */
export async function standingStillSince(call: Pick<Call, 'db' | 'now'>): Promise<Date | null> {
  const row = await call.db
    .selectFrom('publish.enginePulse')
    .select((eb) => eb.fn.max('at').as('at'))
    .executeTakeFirst()
  const last = row?.at ?? new Date(0)
  return call.now.getTime() - last.getTime() > silentMs ? last : null
}
