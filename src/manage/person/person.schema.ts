import { z } from 'zod'
import { roles } from '../../kernel/access/role.ts'
import { Instant, Zone } from '../../kernel/calendar.ts'
import { languages } from '../../kernel/text/text.ts'

/** An address for sign-in and mail; kept in lower case. */
export const Email = z.email().max(254).toLowerCase()
export const PersonName = z.string().trim().min(1).max(120)
// Longer than any password we take, so that the refusal comes from the rule that explains it.
export const Password = z.string().min(1).max(1000)
/** What stands in the link of an invitation or a reset. */
export const LinkToken = z.string().min(20).max(100)
export const Language = z.enum(languages)
export const themes = ['auto', 'light', 'dark'] as const
const Theme = z.enum(themes)
export const RoleName = z.enum(roles)

/** First run: the person who sets Leitstand up, and their first workspace. */
export const Setup = z.object({
  name: PersonName,
  email: Email,
  password: Password,
  workspaceName: z.string().trim().min(1).max(120),
  language: Language,
  zone: Zone,
})
export type Setup = z.infer<typeof Setup>

export const SetupStatus = z.object({ isOpen: z.boolean(), hasMailServer: z.boolean() })
/** Where to go on: the short name of the workspace, null when the person is in none. */
export const Landing = z.object({ workspace: z.string().nullable() })

export const SignIn = z.object({ email: Email, password: Password })

export const Membership = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  role: RoleName,
  memberId: z.uuid(),
  zone: z.string(),
  language: Language,
  currency: z.string(),
  approvalRequired: z.boolean(),
  isDemo: z.boolean(),
})
export type Membership = z.infer<typeof Membership>

/** The signed-in person and where they work. */
export const Me = z.object({
  userId: z.uuid(),
  name: z.string(),
  email: z.string(),
  initials: z.string(),
  language: Language,
  theme: Theme,
  zone: z.string(),
  workspaces: z.array(Membership),
  may: z.object({ createWorkspace: z.string().nullable() }),
})
export type Me = z.infer<typeof Me>

export const ProfileChange = z.object({
  name: PersonName.optional(),
  language: Language.optional(),
  theme: Theme.optional(),
  zone: Zone.optional(),
})
export type ProfileChange = z.infer<typeof ProfileChange>

export const PasswordChange = z.object({ present: Password, next: Password })
export const ResetRequest = z.object({ email: Email })
export const Reset = z.object({ token: LinkToken, password: Password })

/** A browser that is signed in. `network` is all we keep of the address. */
export const SessionShown = z.object({
  id: z.uuid(),
  isThis: z.boolean(),
  userAgent: z.string(),
  network: z.string(),
  signedInAt: Instant,
  usedAt: Instant,
})
export const ById = z.object({ id: z.uuid() })
export const Nothing = z.object({})
export const Done = z.object({})
