import { z } from 'zod'
import { Zone } from '../../kernel/calendar.ts'
import { Language } from '../person/person.schema.ts'

/** The short name in addresses. */
export const Slug = z
  .string()
  .max(48)
  .regex(/^[a-z0-9](-?[a-z0-9])*$/)
const WorkspaceName = z.string().trim().min(1).max(120)
export const Currency = z.enum(['EUR', 'CHF', 'USD', 'GBP', 'SEK', 'DKK', 'NOK', 'PLN', 'CZK', 'HUF'])

/** A client or brand: scope of plan, channels and people. */
export const Workspace = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  zone: z.string(),
  language: Language,
  currency: z.string(),
  approvalRequired: z.boolean(),
  isDemo: z.boolean(),
  version: z.int(),
})
export type Workspace = z.infer<typeof Workspace>

export const NewWorkspace = z.object({
  name: WorkspaceName,
  zone: Zone.default('Europe/Berlin'),
  language: Language.default('de'),
})
export type NewWorkspace = z.infer<typeof NewWorkspace>

export const WorkspaceChange = z.object({
  version: z.int().min(1).max(2_000_000_000),
  name: WorkspaceName.optional(),
  slug: Slug.optional(),
  zone: Zone.optional(),
  language: Language.optional(),
  currency: Currency.optional(),
  approvalRequired: z.boolean().optional(),
})
export type WorkspaceChange = z.infer<typeof WorkspaceChange>
