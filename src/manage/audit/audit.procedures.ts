import { z } from 'zod'
import { leaders } from '../../kernel/access/role.ts'
import { query } from '../../kernel/procedure.ts'
import { AuditEntry, AuditFilter } from './audit.schema.ts'
import { listAudit } from './audit.store.ts'

export const auditApi = {
  list: query({
    path: '/audit',
    allow: leaders,
    summary: 'Who did what, newest first; of one object, person, kind of action or time when asked for.',
    input: AuditFilter,
    output: z.object({ entries: z.array(AuditEntry) }),
    run: async (call, filter) => ({ entries: await listAudit(call, filter) }),
  }),
}
