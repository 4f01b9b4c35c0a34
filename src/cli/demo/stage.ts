import type { z } from 'zod'
import type { UserActor } from '../../kernel/access/actor.ts'
import type { Role } from '../../kernel/access/role.ts'
import type { App } from '../../kernel/app.ts'
import { heldClock } from '../../kernel/clock.ts'
import { deliverNext } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import type { Command, Query } from '../../kernel/procedure.ts'
import { runProcedure } from '../../kernel/rpc/run.ts'
import { subscriptions } from '../../composition.ts'

export type Actor = UserActor

/**
 * The installation at another time: the demo plays weeks of work, each step on its day. No mail leaves it; they are
 * held in the outbox.
 */
export function stageOf(app: App, workspaceId: string) {
  const clock = heldClock(app.clock.now())
  const { settings } = app
  const past: App = { ...app, clock, settings: { ...settings, mail: { ...settings.mail, smtpUrl: null } } }

  return {
    app: past,
    clock,
    /** Runs a procedure as this person, with everything that follows from it: the demo knows no other way to write. */
    as: async <I extends z.ZodType, O extends z.ZodType>(
      actor: Actor,
      procedure: Query<I, O> | Command<I, O>,
      input: z.input<I>,
    ): Promise<z.output<O>> => {
      const parsed = procedure.input.parse(input) as never
      const output = await runProcedure(procedure, parsed, {
        app: past,
        requestId: newId(),
        actor,
        workspaceId,
      })
      while (await deliverNext(past, subscriptions));
      return procedure.output.parse(output)
    },
    /** The person as a member of the workspace. */
    memberOf: async (userId: string): Promise<Actor> => {
      const row = await past.database.inWorkspace(workspaceId, (db) =>
        db
          .selectFrom('manage.member')
          .select(['id', 'displayName', 'role'])
          .where('workspaceId', '=', workspaceId)
          .where('userId', '=', userId)
          .executeTakeFirstOrThrow(),
      )
      return { kind: 'user', userId, memberId: row.id, name: row.displayName, role: row.role as Role }
    },
  }
}

export type Stage = ReturnType<typeof stageOf>
