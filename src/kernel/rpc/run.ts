import type { AccountActor, Actor, NobodyActor, SystemActor } from '../access/actor.ts'
import { userIdOf } from '../access/actor.ts'
import type { App } from '../app.ts'
import { writeAudit } from '../audit.ts'
import type { AccountCall, Call } from '../call.ts'
import { announce } from '../live.ts'
import type { AccountProcedure, AnyProcedure } from '../procedure.ts'

type WorkspaceProcedure = Extract<AnyProcedure, { scope: 'workspace' }>
type Seat = { app: App; requestId: string }

/**
 * Runs a procedure for an admitted actor with parsed input: one transaction, for commands with its audit row and
 * its live update. Used by HTTP, by jobs that act for someone, and by tests.
 */
export function runProcedure(
  procedure: WorkspaceProcedure,
  input: never,
  { app, requestId, actor, workspaceId }: Seat & { actor: Actor; workspaceId: string },
): Promise<unknown> {
  return app.database.inWorkspace(
    workspaceId,
    async (db) => {
      const call: Call = { app, db, workspaceId, actor, now: app.clock.now(), requestId, audit: {} }
      const output = await procedure.run(call, input)
      if (procedure.kind === 'command') {
        if (procedure.auditing !== 'none') await writeAudit(call, procedure.audit)
        const objectId = call.audit.objectId ?? null
        await announce(db, { workspaceId, action: procedure.audit, objectId, byUserId: userIdOf(actor) })
      }
      return output
    },
    { readOnly: procedure.kind === 'query' },
  )
}

type AccountSeat = Seat & {
  actor: AccountActor | NobodyActor | SystemActor
  headers: Headers
  address: string | null
  responseHeaders: Headers
}
type AnyAccountProcedure = Extract<AnyProcedure, { scope: 'account' }> | AccountProcedure

/** Runs a procedure outside any workspace. Who waits at its gate holds no connection meanwhile. */
export function runAccountProcedure(
  procedure: AnyAccountProcedure,
  input: never,
  seat: AccountSeat,
): Promise<unknown> {
  const work = () => runInInstallation(procedure, input, seat)
  return procedure.gate ? procedure.gate(work) : work()
}

function runInInstallation(
  procedure: AnyAccountProcedure,
  input: never,
  seat: AccountSeat,
): Promise<unknown> {
  const { app, requestId, actor, headers, address, responseHeaders } = seat
  return app.database.asSystem(async (db) => {
    const call: AccountCall = {
      app,
      db,
      actor,
      now: app.clock.now(),
      requestId,
      audit: {},
      headers,
      address,
      responseHeaders,
    }
    const output = await procedure.run(call, input)
    if (procedure.kind === 'command' && procedure.audit) await writeAudit(call, procedure.audit)
    return output
  })
}
