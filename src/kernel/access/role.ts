/** The roles a person can hold in a workspace, strongest first (design.md §5). */
export const roles = ['owner', 'manager', 'editor', 'author', 'approver', 'viewer'] as const
export type Role = (typeof roles)[number]

/**
 * Who may call a procedure: roles in the workspace, or `guest` (a person with a link, no account).
 * Write the lists below instead of spelling roles out, so that a change of policy has one place.
 */
export type Allowed = Role | 'guest'

/** Everybody who works in the workspace, also those who only look. */
export const everyMember = roles
/** Those who write content. Authors see and change what they are assigned. */
export const writers = ['owner', 'manager', 'editor', 'author'] as const satisfies readonly Role[]
/** Those who plan for all: dates, channels, imports. */
export const planners = ['owner', 'manager', 'editor'] as const satisfies readonly Role[]
/** Those who answer for people, channels and money. */
export const leaders = ['owner', 'manager'] as const satisfies readonly Role[]
export const owners = ['owner'] as const satisfies readonly Role[]
