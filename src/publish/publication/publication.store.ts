import type { Selectable, Updateable } from 'kysely'
import { actorLabel, userIdOf } from '../../kernel/access/actor.ts'
import { resolveSlot } from '../../kernel/calendar.ts'
import type { LocalSlot } from '../../kernel/calendar.ts'
import type { Call } from '../../kernel/call.ts'
import type { DB } from '../../kernel/db/tables.gen.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import { canBecome } from './publication.rules.ts'
import type { Judged } from './publication.rules.ts'
import { BlockedBy, PublicationState } from './publication.schema.ts'
import type { Step } from './publication.schema.ts'

export type PublicationRow = Omit<Selectable<DB['publish.publication']>, 'state' | 'blockedBy'> & {
  state: PublicationState
  blockedBy: BlockedBy | null
}
export type PublicationChange = Updateable<DB['publish.publication']>

/** The row, locked until the transaction ends; null when it is not in this workspace. */
export async function lockPublication(call: Call, id: string): Promise<PublicationRow | null> {
  const row = await call.db
    .selectFrom('publish.publication')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? typedRow(row) : null
}

/** The row as the person saw it; refused when it is gone or changed meanwhile. */
export async function publicationOrRefuse(
  call: Call,
  seen: { id: string; version: number },
): Promise<PublicationRow> {
  const row = foundOrRefuse(await lockPublication(call, seen.id), 'publication.not_found')
  if (row.version !== seen.version) throw new Refusal('publication.stale', 'stale')
  return row
}

/** Reads the columns with a closed set of values as that. */
export function typedRow(row: Selectable<DB['publish.publication']>): PublicationRow {
  return {
    ...row,
    state: PublicationState.parse(row.state),
    blockedBy: row.blockedBy === null ? null : BlockedBy.parse(row.blockedBy),
  }
}

/** The row as the rules see it. */
export function judged(row: PublicationRow, channelKind: string): Judged & { attempt: number } {
  const { state, dueAt, notBefore, notAfter, graceMinutes, lateAllowedAt, remoteId, attempt } = row
  const isManual = channelKind === 'manual'
  return { state, isManual, dueAt, notBefore, notAfter, graceMinutes, lateAllowedAt, remoteId, attempt }
}

/** The columns of a slot: what the human chose and what it resolves to; all empty for "no time yet". */
export function slotColumns(slot: LocalSlot | null) {
  if (slot === null) {
    return { slotDate: null, slotTime: null, slotZone: null, dueAt: null, slotAdjusted: null }
  }
  const { instant, adjusted } = resolveSlot(slot)
  return {
    slotDate: slot.date,
    slotTime: slot.time,
    slotZone: slot.zone,
    dueAt: instant,
    slotAdjusted: adjusted,
  }
}

/** The slot a row keeps; null for one without a time. */
export function slotOf(row: Pick<PublicationRow, 'slotDate' | 'slotTime' | 'slotZone'>): LocalSlot | null {
  if (row.slotDate === null || row.slotTime === null || row.slotZone === null) return null
  return { date: row.slotDate, time: row.slotTime.slice(0, 5), zone: row.slotZone }
}

/** Leaves the engine's hands: whoever still works on the row finds its lease gone and stops. */
export const released = { leaseOwner: null, leaseToken: null, leaseUntil: null } as const
/** Nothing is wrong (any more). */
export const noFailure = {
  failureKind: null,
  failureKey: null,
  failureParams: null,
  failureDetail: null,
  blockedBy: null,
} as const

/** Changes a locked row and its version. A state no transition leads to is a fault of ours. */
export async function changePublication(
  call: Call,
  row: PublicationRow,
  change: PublicationChange & { state?: PublicationState },
): Promise<void> {
  if (change.state !== undefined && change.state !== row.state && !canBecome(row.state, change.state)) {
    throw new Error(`publication ${row.state} cannot become ${change.state}`)
  }
  await call.db
    .updateTable('publish.publication')
    .set({ ...change, version: row.version + 1, updatedAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', row.id)
    .execute()
}

export type StepDetails = {
  attempt?: number
  key?: string | null
  params?: Record<string, string | number>
  detail?: string
}

/** Adds a line to the timeline. */
export async function recordStep(
  call: Call,
  publicationId: string,
  step: Step,
  details: StepDetails = {},
): Promise<void> {
  await call.db
    .insertInto('publish.publicationStep')
    .values({
      workspaceId: call.workspaceId,
      id: newId(),
      publicationId,
      at: call.now,
      step,
      attempt: details.attempt ?? 0,
      actorLabel: actorLabel(call.actor),
      key: details.key ?? null,
      params: details.params === undefined ? null : JSON.stringify(details.params),
      detail: details.detail?.slice(0, 2000) ?? null,
    })
    .execute()
}

export type PublicationDraft = {
  id: string
  pieceId: string
  channelId: string
  slot: LocalSlot | null
  notAfter: Date | null
  categoryIds: readonly string[]
  nextAt: Date | null
}

/** Writes a new publication as the next one of its piece on its channel. */
export async function insertPublication(call: Call, draft: PublicationDraft): Promise<PublicationRow> {
  const { top } = await call.db
    .selectFrom('publish.publication')
    .select((eb) => eb.fn.max('occurrence').as('top'))
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', draft.pieceId)
    .where('channelId', '=', draft.channelId)
    .executeTakeFirstOrThrow()
  const row = await call.db
    .insertInto('publish.publication')
    .values({
      workspaceId: call.workspaceId,
      id: draft.id,
      pieceId: draft.pieceId,
      channelId: draft.channelId,
      occurrence: Number(top ?? 0) + 1,
      state: draft.slot === null ? 'draft' : 'scheduled',
      ...slotColumns(draft.slot),
      notAfter: draft.notAfter,
      categoryIds: [...draft.categoryIds],
      nextAt: draft.nextAt,
      createdAt: call.now,
      createdBy: userIdOf(call.actor),
      createdByName: actorLabel(call.actor),
      updatedAt: call.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return typedRow(row)
}
