import { z } from 'zod'
import { Instant } from '../../kernel/calendar.ts'
import { Email, PersonName, RoleName } from './person.schema.ts'

export const memberStates = ['invited', 'active', 'suspended', 'removed'] as const
export const MemberState = z.enum(memberStates)
export type MemberState = z.infer<typeof MemberState>

/** A person in the workspace. Who left stays listed by name on what they did, with the state `removed`. */
export const Member = z.object({
  memberId: z.uuid(),
  userId: z.uuid().nullable(),
  name: z.string(),
  initials: z.string(),
  email: z.string().nullable(),
  role: RoleName,
  state: MemberState,
  version: z.int(),
})
export type Member = z.infer<typeof Member>

export const memberActions = ['changeRole', 'suspend', 'resume', 'remove'] as const
export type MemberAction = (typeof memberActions)[number]

/** A member with what the caller may do about them: null, or the code of the refusal. */
export const MemberShown = Member.extend({ may: z.record(z.enum(memberActions), z.string().nullable()) })
export type MemberShown = z.infer<typeof MemberShown>

export const MemberAt = z.object({ memberId: z.uuid(), version: z.int().min(1).max(2_000_000_000) })
export const RoleChange = MemberAt.extend({ role: RoleName })

export const NewInvitation = z.object({
  email: Email,
  name: z.string().trim().max(120).default(''),
  role: RoleName,
  /** Send the link by mail; else it is handed over by the person who invites. */
  sendMail: z.boolean().default(true),
})
export type NewInvitation = z.infer<typeof NewInvitation>

export const Invitation = z.object({
  id: z.uuid(),
  memberId: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: RoleName,
  invitedBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant,
  isExpired: z.boolean(),
})
export type Invitation = z.infer<typeof Invitation>
/** The link is shown once; only its keyed hash is kept. `isMailed`: the mail leaves by itself. */
export const InvitationMade = z.object({ invitation: Invitation, link: z.url(), isMailed: z.boolean() })

/** What somebody sees who opens an invitation link. */
export const InvitationSeen = z.object({
  workspaceName: z.string(),
  invitedBy: z.string(),
  role: RoleName,
  email: z.string(),
  name: z.string(),
  expiresAt: Instant,
  hasAccount: z.boolean(),
})
export const Acceptance = z.object({
  token: z.string().min(20).max(100),
  /** For people without an account. */
  name: PersonName.optional(),
  password: z.string().min(1).max(1000).optional(),
})
