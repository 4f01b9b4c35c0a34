import { randomInt } from 'node:crypto'
import type { Selectable, Transaction } from 'kysely'
import type { GuestActor } from '../../kernel/access/actor.ts'
import type { App } from '../../kernel/app.ts'
import type { DB, ProduceGuestGrant } from '../../kernel/db/tables.gen.ts'
import { newId, newToken } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import type { SeenContent } from '../manuscript/content.store.ts'
import { decidedOn } from './approval.store.ts'
import { guestToken, readToken, withWorkspace } from './guestToken.ts'

export type GrantRow = Selectable<ProduceGuestGrant>

/** What the functions here need of a call; the guest's first steps run outside any workspace. */
export type GuestCall = { app: App; db: Transaction<DB>; workspaceId: string; now: Date }

const codeMinutes = 10
const triesPerCode = 5
const codePauseSeconds = 60
const codesPerDay = 10
/** A guest who does nothing for this long enters a new code (threats R27). */
export const sessionIdleMs = 2 * 60 * 60_000

/** Gives a guest the key to one approval. */
export async function insertGrant(
  call: GuestCall,
  grant: {
    approvalId: string
    pieceId: string
    name: string
    email: string
    language: string
    expiresAt: Date
  },
): Promise<GrantRow> {
  const id = newId()
  return call.db
    .insertInto('produce.guestGrant')
    .values({
      ...grant,
      workspaceId: call.workspaceId,
      id,
      generation: 1,
      tokenHash: tokenHash(
        call.app,
        guestToken(call.app.secrets, { workspaceId: call.workspaceId, id, generation: 1 }),
      ),
      createdAt: call.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

function tokenHash(app: App, token: string): string {
  return app.secrets.fingerprint(token, 'guest-link')
}

/** The address that opens the approval. Made anew each time; it is stored nowhere. */
export function linkOf(app: App, grant: GrantRow): string {
  return `${app.settings.publicUrl}/g/${guestToken(app.secrets, grant)}`
}

export async function grantOfApproval(call: GuestCall, approvalId: string): Promise<GrantRow> {
  const row = await call.db
    .selectFrom('produce.guestGrant')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('approvalId', '=', approvalId)
    .executeTakeFirst()
  return foundOrRefuse(row, 'approval.no_guest')
}

/** Gives the guest a new link; the old one and everything opened with it end at once. */
export async function renewGrant(call: GuestCall, grant: GrantRow, expiresAt: Date): Promise<GrantRow> {
  await endSessions(call, grant.id)
  const generation = grant.generation + 1
  return call.db
    .updateTable('produce.guestGrant')
    .set({
      generation,
      tokenHash: tokenHash(call.app, guestToken(call.app.secrets, { ...grant, generation })),
      expiresAt,
      revokedAt: null,
      codeHash: null,
    })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', grant.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Ends the link of an approval, and everything opened with it. */
export async function revokeGrant(call: GuestCall, approvalId: string): Promise<void> {
  const grant = await grantOfApproval(call, approvalId)
  await endSessions(call, grant.id)
  await call.db
    .updateTable('produce.guestGrant')
    .set({ revokedAt: call.now, codeHash: null })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', grant.id)
    .execute()
}

async function endSessions(call: GuestCall, grantId: string): Promise<void> {
  await call.db
    .deleteFrom('produce.guestSession')
    .where('workspaceId', '=', call.workspaceId)
    .where('grantId', '=', grantId)
    .execute()
}

/** The grant behind a link; `guest.unknown_link` for every token that opens nothing. */
export async function grantOfToken(
  call: Pick<GuestCall, 'app' | 'db'>,
  token: string,
): Promise<{ grant: GrantRow; workspaceId: string }> {
  const parts = readToken(token)
  const row =
    parts &&
    (await call.db
      .selectFrom('produce.guestGrant')
      .selectAll()
      .where('workspaceId', '=', parts.workspaceId)
      .where('tokenHash', '=', tokenHash(call.app, token))
      .executeTakeFirst())
  const grant = foundOrRefuse(row, 'guest.unknown_link')
  return { grant, workspaceId: grant.workspaceId }
}

/** Whether the link still opens something. */
export function isOpen(grant: GrantRow, now: Date): boolean {
  return grant.revokedAt === null && grant.expiresAt > now
}

/** Makes a new code for the guest's mailbox. Refuses more than one a minute and ten a day. */
export async function newCode(call: GuestCall, grantId: string): Promise<string> {
  const grant = await call.db
    .selectFrom('produce.guestGrant')
    .select(['codeSentAt', 'codesSent', 'codesDay'])
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', grantId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const sinceSeconds = grant.codeSentAt ? (call.now.getTime() - grant.codeSentAt.getTime()) / 1000 : Infinity
  if (sinceSeconds < codePauseSeconds)
    throw new Refusal('guest.code_just_sent', 'limit', {
      seconds: Math.ceil(codePauseSeconds - sinceSeconds),
    })
  const today = call.now.toISOString().slice(0, 10)
  const sentToday = grant.codesDay === today ? grant.codesSent : 0
  if (sentToday >= codesPerDay) throw new Refusal('guest.too_many_codes', 'limit')
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  await call.db
    .updateTable('produce.guestGrant')
    .set({
      codeHash: codeHash(call.app, grantId, code),
      codeExpiresAt: new Date(call.now.getTime() + codeMinutes * 60_000),
      codeTries: 0,
      codeSentAt: call.now,
      codesSent: sentToday + 1,
      codesDay: today,
    })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', grantId)
    .execute()
  return code
}

function codeHash(app: App, grantId: string, code: string): string {
  return app.secrets.fingerprint(`${grantId}/${code}`, 'guest-code')
}

/**
 * Uses up one try of the present code. Answers null when it was right, else how many tries are left; the caller must
 * commit either way. Refuses `guest.code_over` when no code is valid (none sent, too old, tries used up).
 */
export async function tryCode(
  call: GuestCall,
  grantId: string,
  code: string,
): Promise<{ left: number } | null> {
  const { app, db, workspaceId, now } = call
  const tried = await db
    .updateTable('produce.guestGrant')
    .set((eb) => ({ codeTries: eb('codeTries', '+', 1) }))
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', grantId)
    .where('codeHash', 'is not', null)
    .where('codeExpiresAt', '>', now)
    .where('codeTries', '<', triesPerCode)
    .returning(['codeHash', 'codeTries'])
    .executeTakeFirst()
  if (!tried) throw new Refusal('guest.code_over', 'invalid')
  // Both are keyed hashes of equal length; how far they agree says nothing about the code.
  return tried.codeHash === codeHash(app, grantId, code) ? null : { left: triesPerCode - tried.codeTries }
}

/** Lets the guest in: the code is used up, the cookie's secret is answered and kept as a hash only. */
export async function openSession(call: GuestCall, grantId: string): Promise<string> {
  const used = await call.db
    .updateTable('produce.guestGrant')
    .set({ codeHash: null, lastSeenAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', grantId)
    .where('codeHash', 'is not', null)
    .executeTakeFirst()
  // The same code in two browsers at once: the second comes too late.
  if (used.numUpdatedRows === 0n) throw new Refusal('guest.code_over', 'invalid')
  const secret = withWorkspace(call.workspaceId, newToken(32))
  await call.db
    .insertInto('produce.guestSession')
    .values({
      workspaceId: call.workspaceId,
      id: newId(),
      grantId,
      tokenHash: sessionHash(call.app, secret),
      createdAt: call.now,
      seenAt: call.now,
    })
    .execute()
  return secret
}

function sessionHash(app: App, secret: string): string {
  return app.secrets.fingerprint(secret, 'guest-session')
}

/** Forgets the session of a cookie; false when there was none. */
export async function closeSession(call: Pick<GuestCall, 'app' | 'db'>, cookie: string): Promise<boolean> {
  const parts = readToken(cookie)
  if (!parts) return false
  const { numDeletedRows } = await call.db
    .deleteFrom('produce.guestSession')
    .where('workspaceId', '=', parts.workspaceId)
    .where('tokenHash', '=', sessionHash(call.app, cookie))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** What the guest of a link has decided on; null as long as they have not. */
export async function decidedByGuest(
  call: Pick<GuestCall, 'db' | 'workspaceId'>,
  grantId: string,
): Promise<SeenContent | null> {
  const approval = await call.db
    .selectFrom('produce.guestGrant as guest')
    .innerJoin('produce.approval as approval', (join) =>
      join
        .onRef('approval.workspaceId', '=', 'guest.workspaceId')
        .onRef('approval.id', '=', 'guest.approvalId'),
    )
    .select(['approval.decidedAt', 'approval.seen'])
    .where('guest.workspaceId', '=', call.workspaceId)
    .where('guest.id', '=', grantId)
    .executeTakeFirst()
  return approval ? decidedOn(approval) : null
}

const touchAfterMs = 5 * 60_000

/** The guest behind a cookie, with the approval their link opens; null when session or link ended. */
export async function guestOfSession(
  { app, db }: Pick<GuestCall, 'app' | 'db'>,
  cookie: string,
): Promise<{ workspaceId: string; approvalId: string; actor: GuestActor } | null> {
  const parts = readToken(cookie)
  if (!parts) return null
  const { workspaceId } = parts
  const now = app.clock.now()
  const found = await db
    .selectFrom('produce.guestSession as session')
    .innerJoin('produce.guestGrant as guest', (join) =>
      join.onRef('guest.workspaceId', '=', 'session.workspaceId').onRef('guest.id', '=', 'session.grantId'),
    )
    .select(['session.id', 'session.seenAt', 'session.grantId'])
    .select(['guest.email', 'guest.name', 'guest.pieceId', 'guest.approvalId'])
    .where('session.workspaceId', '=', workspaceId)
    .where('session.tokenHash', '=', sessionHash(app, cookie))
    .where('session.seenAt', '>', new Date(now.getTime() - sessionIdleMs))
    .where('guest.revokedAt', 'is', null)
    .where('guest.expiresAt', '>', now)
    .executeTakeFirst()
  if (!found) return null
  if (now.getTime() - found.seenAt.getTime() > touchAfterMs)
    await db
      .updateTable('produce.guestSession')
      .set({ seenAt: now })
      .where('workspaceId', '=', workspaceId)
      .where('id', '=', found.id)
      .execute()
  const { grantId, email, name, pieceId, approvalId } = found
  return { workspaceId, approvalId, actor: { kind: 'guest', grantId, email, name, objectId: pieceId } }
}
