import type { Role } from './role.ts'

/** A signed-in person acting in a workspace. */
export type UserActor = { kind: 'user'; userId: string; memberId: string; name: string; role: Role }
/** A person without an account: a link bound to one object and one action. */
export type GuestActor = { kind: 'guest'; grantId: string; email: string; name: string; objectId: string }
/** Leitstand itself: jobs, imports in the background, the command line. */
export type SystemActor = { kind: 'system'; name: string }
/** A signed-in person outside any workspace (profile, list of workspaces). */
export type AccountActor = { kind: 'account'; userId: string; name: string; email: string }
/** Nobody is signed in (first run, public doors). */
export type NobodyActor = { kind: 'nobody' }

export type Actor = UserActor | GuestActor | SystemActor
export type AnyActor = Actor | AccountActor | NobodyActor

/** The user id behind an actor, null for guests and the system. */
export function userIdOf(actor: AnyActor): string | null {
  return actor.kind === 'user' || actor.kind === 'account' ? actor.userId : null
}

/** How the actor is written in audit rows, timelines and mails. */
export function actorLabel(actor: AnyActor): string {
  switch (actor.kind) {
    case 'user':
    case 'account':
    case 'system':
      return actor.name
    case 'guest':
      return actor.name || actor.email
    case 'nobody':
      return '–'
  }
}
