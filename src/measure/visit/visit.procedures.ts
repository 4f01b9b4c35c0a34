import { z } from 'zod'
import { everyMember, leaders } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import { command, query } from '../../kernel/procedure.ts'
import { changeCounting, countingSetup } from './site.store.ts'
import { CountingSetup, CountingSetupChange } from './visit.schema.ts'

export const visitApi = {
  setup: query({
    path: '/counting',
    allow: everyMember,
    summary:
      'How page views are counted: the key for the script tag, the hosts, and whether anything arrived.',
    input: z.object({}),
    output: CountingSetup,
    run: (call) => countingSetup(call),
  }),
  changeSetup: command({
    path: '/counting',
    method: 'PUT',
    allow: leaders,
    audit: 'counting.change',
    summary: 'Switches counting on or off and names the hosts that are counted.',
    input: CountingSetupChange,
    output: CountingSetup,
    run: async (call, input) => {
      const before = await countingSetup(call)
      await changeCounting(call, input)
      const after = await countingSetup(call)
      recordChange(call, {
        objectType: 'counting',
        objectId: call.workspaceId,
        before: { isCounting: before.isCounting, allowedHosts: before.allowedHosts },
        after: { isCounting: after.isCounting, allowedHosts: after.allowedHosts },
      })
      return after
    },
  }),
}
