import type { Call } from '../../kernel/call.ts'
import type { App } from '../../kernel/app.ts'
import { emit } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import type { Job } from '../../kernel/jobs.ts'
import { approvalOrRefuse, updateApproval } from './approval.store.ts'
import { sessionIdleMs } from './guest.store.ts'
import { tellRequester } from './review.notify.ts'

/** Writes down that requests have expired, tells those who asked, and clears away guest sessions that ended. */
export const closeExpiredApprovals: Job = {
  name: 'approval.close_expired',
  cron: '*/10 * * * *',
  run: async (app) => {
    const now = app.clock.now()
    const due = await app.database.asSystem(async (db) => {
      await db
        .deleteFrom('produce.guestSession')
        .where('seenAt', '<', new Date(now.getTime() - sessionIdleMs))
        .execute()
      return db
        .selectFrom('produce.approval as approval')
        .innerJoin('plan.piece as piece', (join) =>
          join
            .onRef('piece.workspaceId', '=', 'approval.workspaceId')
            .onRef('piece.id', '=', 'approval.pieceId'),
        )
        .select(['approval.workspaceId', 'approval.id'])
        .where('approval.state', '=', 'requested')
        .where('approval.expiresAt', '<=', now)
        .where('piece.deletedAt', 'is', null)
        .orderBy('approval.expiresAt')
        .limit(500)
        .execute()
    })
    for (const { workspaceId, id } of due) await expire(app, workspaceId, id)
  },
}

async function expire(app: App, workspaceId: string, id: string): Promise<void> {
  await app.database.inWorkspace(workspaceId, async (db) => {
    const call: Call = {
      app,
      db,
      workspaceId,
      actor: { kind: 'system', name: 'Leitstand' },
      now: app.clock.now(),
      requestId: newId(),
      audit: {},
    }
    const approval = await approvalOrRefuse(call, id)
    if (approval.state !== 'requested') return
    await updateApproval(call, approval, { state: 'expired', endedAt: call.now })
    await emit(call, 'approval.expired', { approvalId: id, pieceId: approval.pieceId })
    await tellRequester(call, approval, 'approval.expired')
  })
}
