import { z } from 'zod'
import { Instant } from '../../kernel/calendar.ts'

/** What the script on a website sends: the key of the workspace, the page, the host that linked to it. */
export const PageView = z.strictObject({
  k: z.string().regex(/^[\w-]{22}$/),
  u: z.url({ protocol: /^https?$/ }).max(2000),
  r: z.string().max(255).default(''),
})
export type PageView = z.infer<typeof PageView>

/** A host as people write it in settings: `beispiel.de`; `www.` is the same host. Subdomains are named one by one. */
const SiteHost = z
  .string()
  .max(253)
  .regex(/^[a-z0-9äöüß]([a-z0-9äöüß.-]*[a-z0-9äöüß])?(:\d{1,5})?$/)

/** How counting is set up in a workspace, and whether anything arrived. */
export const CountingSetup = z.object({
  siteKey: z.string().max(22),
  scriptUrl: z.string().max(2000),
  isCounting: z.boolean(),
  allowedHosts: z.array(SiteHost).max(50),
  /** When the last page view arrived; null: none yet. */
  lastViewAt: Instant.nullable(),
  lastHost: z.string().max(300).nullable(),
  viewsToday: z.int(),
  version: z.int(),
})
export type CountingSetup = z.infer<typeof CountingSetup>

export const CountingSetupChange = z.object({
  isCounting: z.boolean(),
  allowedHosts: z.array(SiteHost).max(50),
  version: z.int().min(0).max(2_000_000_000),
})
export type CountingSetupChange = z.infer<typeof CountingSetupChange>
