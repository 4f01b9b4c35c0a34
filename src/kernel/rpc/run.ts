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
 * Runs a procedure for an admitted actor with parsed input: its preparation, then one transaction, for commands with
 * its audit row and its live update. Used by HTTP, by jobs that act for someone, and by tests.
 */
export async function runProcedure(
  procedure: WorkspaceProcedure,
  input: never,
  seat: Seat & { actor: Actor; workspaceId: string },
): Promise<unknown> {
  const { app, requestId, actor, workspaceId } = seat
  const inTransaction = <T>(work: (call: Call) => Promise<T>, readOnly: boolean) =>
    app.database.inWorkspace(
      workspaceId,
      (db) => work({ app, db, workspaceId, actor, now: app.clock.now(), requestId, audit: {} }),
      { readOnly },
    )
  if (procedure.kind === 'query')
    return inTransaction((call) => procedure.run(call, input, undefined as never), true)

  const read = <T>(work: (call: Call) => Promise<T>) => inTransaction(work, true)
  const prepared = await procedure.prepare?.({ app, workspaceId, actor, read }, input)
  return inTransaction(async (call) => {
    const output = await procedure.run(call, input, prepared as never)
    if (procedure.auditing !== 'none') await writeAudit(call, procedure.audit)
    const objectId = call.audit.objectId ?? null
    await announce(call.db, { workspaceId, action: procedure.audit, objectId, byUserId: userIdOf(actor) })
    return output
  }, false)
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
    const output = await procedure.run(call, input, undefined as never)
    if (procedure.kind === 'command' && procedure.audit) await writeAudit(call, procedure.audit)
    return output
  })
}
