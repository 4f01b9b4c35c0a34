import type { AccountActor, GuestActor, UserActor } from './actor.ts'

/**
 * Who stands at the door: turns the credentials of a request into an actor. Implemented in `manage/person`
 * (sessions and members) and `produce/review` (guest links); the kernel calls it before every procedure.
 */
export type Door = {
  /** The signed-in person, null without a valid session. */
  account(headers: Headers): Promise<AccountActor | null>
  /** The person as an active member of the workspace (id or slug), null when they are none. */
  member(account: AccountActor, workspace: string): Promise<{ workspaceId: string; actor: UserActor } | null>
  /** The guest whose link session the request carries, null without one. */
  guest(headers: Headers): Promise<{ workspaceId: string; actor: GuestActor } | null>
}
