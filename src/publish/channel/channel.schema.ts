import { z } from 'zod'
import { Instant } from '../../kernel/calendar.ts'
import { ChannelAccount } from './port.ts'

export const ChannelKind = z.enum(['wordpress', 'manual'])
export type ChannelKind = z.infer<typeof ChannelKind>
export const ChannelState = z.enum(['connected', 'needs_reconnect', 'paused'])
export type ChannelState = z.infer<typeof ChannelState>

export const ChannelCategory = z.object({ id: z.string(), name: z.string(), parentId: z.string().nullable() })
export const ChannelFinding = z.object({
  severity: z.enum(['stops', 'warns']),
  key: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})

/** A channel as people see it. The secret never leaves the server. */
export const Channel = z.object({
  id: z.uuid(),
  kind: ChannelKind,
  name: z.string(),
  utmSource: z.string(),
  utmMedium: z.string(),
  composeUrl: z.string(),
  state: ChannelState,
  account: ChannelAccount.pick({ address: true, accountName: true, siteName: true, roles: true }).nullable(),
  accessUser: z.string(),
  findings: z.array(ChannelFinding),
  categories: z.array(ChannelCategory),
  categoriesReadAt: Instant.nullable(),
  defaultCategoryIds: z.array(z.string()),
  spacingSeconds: z.number().int(),
  testedAt: Instant.nullable(),
  isArchived: z.boolean(),
  /** Publications that still have to go out. */
  plannedCount: z.number().int(),
  version: z.number().int(),
})
export type Channel = z.infer<typeof Channel>

const name = z.string().trim().min(1).max(80)
/** A value in a link: lower case, digits, dot, dash, underscore. */
const UtmValue = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/)
/** Where posting by hand begins; `{url}` is replaced by the short link. */
const composeUrl = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(1000)])
const access = {
  address: z.string().trim().min(1).max(500),
  user: z.string().trim().min(1).max(200),
  secret: z.string().min(1).max(500),
}

export const NewWordPress = z.object({ name, ...access })
export const NewManualChannel = z.object({
  name,
  utmSource: UtmValue,
  utmMedium: UtmValue,
  composeUrl: composeUrl.default(''),
})
const seen = { id: z.uuid(), version: z.number().int().min(1).max(2_000_000_000) }
export const ChannelChange = z.object({
  ...seen,
  name: name.optional(),
  utmSource: UtmValue.optional(),
  utmMedium: UtmValue.optional(),
  composeUrl: composeUrl.optional(),
  defaultCategoryIds: z.array(z.string().max(40)).max(50).optional(),
  spacingSeconds: z.number().int().min(0).max(86_400).optional(),
})
export const ChannelReconnect = z.object({ id: z.uuid(), ...access })
export const ChannelSeen = z.object(seen)
export const ChannelPause = z.object({ ...seen, isPaused: z.boolean() })
export const ChannelById = z.object({ id: z.uuid() })
export const ChannelFilter = z.object({ withArchived: z.stringbool().optional() })
