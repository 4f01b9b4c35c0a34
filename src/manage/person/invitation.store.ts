import type { Role } from '../../kernel/access/role.ts'
import type { AccountCall, Call } from '../../kernel/call.ts'
import { refuseOnConstraint } from '../../kernel/db/databaseRefusal.ts'
import { newId, newToken } from '../../kernel/id.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { invitationLifeMs } from './member.rules.ts'
import type { Invitation, NewInvitation } from './member.schema.ts'
import { personOrRefuse } from './member.store.ts'
import { nameOfAddress } from './person.rules.ts'

refuseOnConstraint('invitation_email', 'invitation.exists')

const fingerprintOf = (call: Pick<AccountCall, 'app'>, token: string) =>
  call.app.secrets.fingerprint(token, 'invitation')

/** The address of the page where an invitation is accepted. */
export function invitationLink(call: Pick<Call, 'app'>, token: string): string {
  return `${call.app.settings.publicUrl}/invitation/${token}`
}

function openInvitations(call: Call) {
  return call.db
    .selectFrom('manage.invitation as i')
    .innerJoin('manage.member as m', (join) =>
      join.onRef('m.workspaceId', '=', 'i.workspaceId').onRef('m.id', '=', 'i.memberId'),
    )
    .innerJoin('manage.member as by', (join) =>
      join.onRef('by.workspaceId', '=', 'i.workspaceId').onRef('by.id', '=', 'i.invitedBy'),
    )
    .select([
      'i.id',
      'i.memberId',
      'i.email',
      'm.displayName as name',
      'm.role',
      'by.displayName as invitedBy',
    ])
    .select(['i.createdAt', 'i.expiresAt'])
    .where('i.workspaceId', '=', call.workspaceId)
    .where('i.acceptedAt', 'is', null)
    .where('i.revokedAt', 'is', null)
}

type Row = Awaited<ReturnType<ReturnType<typeof openInvitations>['execute']>>[number]

function invitationOf(row: Row, now: Date): Invitation {
  return {
    ...row,
    role: row.role as Role,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    isExpired: row.expiresAt <= now,
  }
}

/** Invitations that nobody has accepted or withdrawn, also those that ran out. */
export async function listInvitations(call: Call): Promise<Invitation[]> {
  const rows = await openInvitations(call).orderBy('i.createdAt', 'desc').execute()
  return rows.map((row) => invitationOf(row, call.now))
}

/** @throws Refusal `invitation.not_found` */
export async function invitationOrRefuse(call: Call, id: string): Promise<Invitation> {
  const row = await openInvitations(call).where('i.id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('invitation.not_found', 'not_found')
  return invitationOf(row, call.now)
}

/**
 * Invites a person: they are listed (and can be given work) from now on, and can act once they accept. Answers the
 * id and the token of the link. @throws Refusal `invitation.already_member`, `invitation.exists`
 */
export async function invite(call: Call, person: NewInvitation): Promise<{ id: string; token: string }> {
  const there = await call.db
    .selectFrom('manage.member as m')
    .innerJoin('identity.user as u', 'u.id', 'm.userId')
    .select('m.id')
    .where('m.workspaceId', '=', call.workspaceId)
    .where('m.state', '!=', 'removed')
    .where('u.email', '=', person.email)
    .executeTakeFirst()
  if (there) throw new Refusal('invitation.already_member')
  const { workspaceId } = call
  const memberId = newId()
  await call.db
    .insertInto('manage.member')
    .values({
      workspaceId,
      id: memberId,
      userId: null,
      role: person.role,
      state: 'invited',
      displayName: person.name || nameOfAddress(person.email),
      createdAt: call.now,
    })
    .execute()
  return insertInvitation(call, { memberId, email: person.email, role: person.role })
}

/** Replaces the link of an invitation: the old one ends, the new one runs its full time. */
export async function renewInvitation(
  call: Call,
  before: Invitation,
): Promise<{ id: string; token: string }> {
  await revokeInvitationsOf(call, before.memberId)
  return insertInvitation(call, before)
}

async function insertInvitation(call: Call, invited: { memberId: string; email: string; role: Role }) {
  const id = newId()
  const token = newToken()
  await call.db
    .insertInto('manage.invitation')
    .values({
      workspaceId: call.workspaceId,
      id,
      memberId: invited.memberId,
      email: invited.email,
      role: invited.role,
      tokenHash: fingerprintOf(call, token),
      invitedBy: personOrRefuse(call).memberId,
      createdAt: call.now,
      expiresAt: new Date(call.now.getTime() + invitationLifeMs),
    })
    .execute()
  return { id, token }
}

/** Withdraws the open invitations of a member. */
export async function revokeInvitationsOf(call: Call, memberId: string): Promise<void> {
  await call.db
    .updateTable('manage.invitation')
    .set({ revokedAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('memberId', '=', memberId)
    .where('acceptedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .execute()
}

/**
 * The invitation behind a link. With `alone` its row is locked, so that of many at once one accepts.
 * @throws Refusal `invitation.invalid`, the same for an unknown, used, withdrawn and overdue link
 */
export async function openInvitation(call: AccountCall, token: string, alone = false) {
  const tokenHash = fingerprintOf(call, token)
  if (alone)
    await call.db
      .selectFrom('manage.invitation')
      .select('id')
      .where('tokenHash', '=', tokenHash)
      .forUpdate()
      .execute()
  const row = await call.db
    .selectFrom('manage.invitation as i')
    .innerJoin('manage.workspace as w', 'w.id', 'i.workspaceId')
    .innerJoin('manage.member as m', (join) =>
      join.onRef('m.workspaceId', '=', 'i.workspaceId').onRef('m.id', '=', 'i.memberId'),
    )
    .innerJoin('manage.member as by', (join) =>
      join.onRef('by.workspaceId', '=', 'i.workspaceId').onRef('by.id', '=', 'i.invitedBy'),
    )
    .select([
      'i.id',
      'i.workspaceId',
      'i.memberId',
      'i.email',
      'm.role',
      'i.expiresAt',
      'i.invitedBy as invitedById',
    ])
    .select(['w.name as workspaceName', 'w.slug', 'w.zone', 'w.language'])
    .select(['m.displayName as name', 'by.displayName as invitedBy', 'by.userId as invitedByUserId'])
    .where('i.tokenHash', '=', tokenHash)
    .where('i.acceptedAt', 'is', null)
    .where('i.revokedAt', 'is', null)
    .where('i.expiresAt', '>', call.now)
    .where('m.state', '=', 'invited')
    .where('w.deletedAt', 'is', null)
    .executeTakeFirst()
  if (!row) throw new Refusal('invitation.invalid', 'not_found')
  return { ...row, role: row.role as Role }
}

export type OpenInvitation = Awaited<ReturnType<typeof openInvitation>>

/** Makes the invited person a member. Called with the row locked. */
export async function completeInvitation(
  call: AccountCall,
  invitation: OpenInvitation,
  person: { userId: string; name: string },
): Promise<void> {
  const { workspaceId, memberId } = invitation
  // Somebody who left and comes back starts as a new row; the old one keeps the name on what they did.
  await call.db
    .updateTable('manage.member')
    .set({ userId: null })
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', person.userId)
    .where('state', '=', 'removed')
    .execute()
  await call.db
    .updateTable('manage.member')
    .set((eb) => ({
      userId: person.userId,
      displayName: person.name,
      state: 'active',
      version: eb('version', '+', 1),
    }))
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', memberId)
    .execute()
  await call.db
    .updateTable('manage.invitation')
    .set({ acceptedAt: call.now })
    .where('workspaceId', '=', workspaceId)
    .where('id', '=', invitation.id)
    .execute()
}
