import { actorLabel, userIdOf } from './access/actor.ts'
import type { AccountCall, Call } from './call.ts'
import { installationId } from './db/database.ts'
import { newId } from './id.ts'

/**
 * Says what this command changed. The kernel writes it as the audit row of the command, in its transaction.
 * Give plain values of the object before and after; only the keys that differ are stored. Never secrets.
 */
export function recordChange(
  call: Pick<Call, 'audit'>,
  change: {
    objectType: string
    objectId: string
    label?: string
    before?: object | null
    after?: object | null
  },
): void {
  const { before, after } = difference(change.before ?? null, change.after ?? null)
  Object.assign(call.audit, {
    objectType: change.objectType,
    objectId: change.objectId,
    label: change.label,
    before,
    after,
  })
}

function difference(before: object | null, after: object | null) {
  if (before === null || after === null) return { before: before ?? undefined, after: after ?? undefined }
  const was: Record<string, unknown> = {}
  const is: Record<string, unknown> = {}
  const old = before as Record<string, unknown>
  for (const [key, value] of Object.entries(after)) {
    if (JSON.stringify(old[key]) !== JSON.stringify(value)) {
      was[key] = old[key] ?? null
      is[key] = value
    }
  }
  return { before: was, after: is }
}

/** Writes the audit row of a command. Called by the kernel, once a command. */
export async function writeAudit(call: Call | AccountCall, action: string): Promise<void> {
  await call.db
    .insertInto('kernel.audit')
    .values({
      workspaceId: 'workspaceId' in call ? call.workspaceId : installationId,
      id: newId(),
      at: call.now,
      actorKind: call.actor.kind,
      actorUserId: userIdOf(call.actor),
      actorLabel: actorLabel(call.actor),
      action,
      objectType: call.audit.objectType ?? null,
      objectId: call.audit.objectId ?? null,
      label: call.audit.label ?? null,
      before: call.audit.before === undefined ? null : JSON.stringify(call.audit.before),
      after: call.audit.after === undefined ? null : JSON.stringify(call.audit.after),
      requestId: call.requestId,
    })
    .execute()
}
