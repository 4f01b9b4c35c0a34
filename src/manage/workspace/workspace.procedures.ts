import { everyMember, leaders, owners } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import { accountCommand, command, query } from '../../kernel/procedure.ts'
import { Refusal, refuseIf } from '../../kernel/refusal.ts'
import { Done, Nothing } from '../person/person.schema.ts'
import { membershipsOf } from '../person/member.store.ts'
import { eraseClosedDemo } from './workspace.jobs.ts'
import { whyNotCreateWorkspace, whyNotRemove } from './workspace.rules.ts'
import { NewWorkspace, Workspace, WorkspaceChange } from './workspace.schema.ts'
import {
  changeWorkspace,
  closeWorkspace,
  createWorkspace,
  isFirstWorkspace,
  workspaceOf,
} from './workspace.store.ts'

export const workspaceApi = {
  create: accountCommand({
    path: '/workspaces',
    allow: 'user',
    audit: 'workspace.create',
    summary: 'Opens a workspace with the caller as its owner; for people who lead one already.',
    input: NewWorkspace,
    output: Workspace.pick({ id: true, slug: true }),
    run: async (call, input) => {
      if (call.actor.kind !== 'account') throw new Refusal('access.sign_in', 'unauthenticated')
      const held = await membershipsOf(call, call.actor.userId)
      refuseIf(
        whyNotCreateWorkspace(
          held.map(({ role }) => role),
          await isFirstWorkspace(call),
        ),
        'forbidden',
      )
      const made = await createWorkspace(call, input, call.actor)
      recordChange(call, { objectType: 'workspace', objectId: made.id, label: input.name })
      return made
    },
  }),
  show: query({
    path: '/workspace',
    allow: everyMember,
    summary: 'The workspace and its settings.',
    input: Nothing,
    output: Workspace,
    run: (call) => workspaceOf(call),
  }),
  change: command({
    path: '/workspace',
    method: 'PATCH',
    allow: leaders,
    audit: 'workspace.change',
    summary: 'Renames the workspace or changes its settings.',
    input: WorkspaceChange,
    output: Workspace,
    run: async (call, input) => {
      const before = await workspaceOf(call)
      const after = await changeWorkspace(call, input)
      recordChange(call, {
        objectType: 'workspace',
        objectId: call.workspaceId,
        label: after.name,
        before,
        after,
      })
      return after
    },
  }),
  removeDemo: command({
    path: '/workspace',
    method: 'DELETE',
    allow: owners,
    audit: 'workspace.remove_demo',
    summary: 'Deletes a demo workspace for good; no other.',
    input: Nothing,
    output: Done,
    run: async (call) => {
      const { name, isDemo } = await workspaceOf(call)
      refuseIf(whyNotRemove(isDemo))
      await closeWorkspace(call)
      recordChange(call, { objectType: 'workspace', objectId: call.workspaceId, label: name })
      await call.app.jobs.later(call.db, eraseClosedDemo.name, { workspaceId: call.workspaceId })
      return {}
    },
  }),
}
