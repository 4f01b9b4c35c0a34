import { addDays, resolveSlot, type Day, type Zone } from '../../kernel/calendar.ts'
import type { Call } from '../../kernel/call.ts'
import { workspaceOf } from '../workspace/workspace.store.ts'
import { AuditEntry, type AuditFilter } from './audit.schema.ts'

const startOf = (day: Day, zone: Zone) => resolveSlot({ date: day, time: '00:00', zone }).instant

/** Audit rows of the workspace, newest first; days are days in the workspace's zone. */
export async function listAudit(call: Call, filter: AuditFilter): Promise<AuditEntry[]> {
  const { zone } = await workspaceOf(call)
  const { objectId, objectType, action, userId, from, to, before, limit } = filter
  let rows = call.db
    .selectFrom('kernel.audit')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .orderBy('id', 'desc')
    .limit(limit)
  if (objectId !== undefined) rows = rows.where('objectId', '=', objectId)
  if (objectType !== undefined) rows = rows.where('objectType', '=', objectType)
  if (userId !== undefined) rows = rows.where('actorUserId', '=', userId)
  if (from !== undefined) rows = rows.where('at', '>=', startOf(from, zone))
  if (to !== undefined) rows = rows.where('at', '<', startOf(addDays(to, 1), zone))
  if (before !== undefined) rows = rows.where('id', '<', before)
  if (action !== undefined)
    rows = action.includes('.')
      ? rows.where('action', '=', action)
      : rows.where((eb) => eb(eb.fn<string>('split_part', ['action', eb.val('.'), eb.val(1)]), '=', action))
  return (await rows.execute()).map((row) => AuditEntry.parse({ ...row, at: row.at.toISOString() }))
}
