import { z } from 'zod'
import { Day, Instant } from '../../kernel/calendar.ts'

/** Who did what, when, and what it changed. */
export const AuditEntry = z.object({
  id: z.uuid(),
  at: Instant,
  actorKind: z.enum(['user', 'guest', 'system', 'account', 'nobody']),
  actorLabel: z.string(),
  action: z.string(),
  objectType: z.string().nullable(),
  objectId: z.uuid().nullable(),
  label: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

const Word = z.string().max(80)
export const AuditFilter = z.object({
  objectId: z.uuid().optional(),
  objectType: Word.optional(),
  /** The action or its beginning: `piece.move`, `piece`. */
  action: Word.optional(),
  userId: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
  /** Goes on after this one. */
  before: z.uuid().optional(),
  limit: z.int().min(1).max(200).default(50),
})
export type AuditFilter = z.infer<typeof AuditFilter>
