import type { Transaction } from 'kysely'
import type { AccountActor, Actor, NobodyActor, SystemActor } from './access/actor.ts'
import type { App } from './app.ts'
import type { DB } from './db/tables.gen.ts'

/** What a procedure, job or event listener gets: who acts, where, when, and the transaction it runs in. */
export type Call = {
  app: App
  /** The transaction. Row-level security lets it see `workspaceId` only. */
  db: Transaction<DB>
  workspaceId: string
  actor: Actor
  /** One instant for the whole call. */
  now: Date
  requestId: string
  /** What the audit row of this command will say; filled by `recordChange`. */
  audit: AuditDraft
}

/** What the `prepare` step of a command gets: who acts and where, and no transaction. */
export type Preparation = Pick<Call, 'app' | 'workspaceId' | 'actor'> & {
  /** Looks something up in a short transaction of its own. Locks taken there are gone when it answers. */
  read<T>(work: (call: Call) => Promise<T>): Promise<T>
}

/** A call outside any workspace; sees the identity tables and, in system mode, all workspaces. */
export type AccountCall = Omit<Call, 'workspaceId' | 'actor'> & {
  actor: AccountActor | NobodyActor | SystemActor
  /** Request headers, for session cookies. Empty outside HTTP. */
  headers: Headers
  /** Where the request came from (`http/clientAddress.rules.ts`); null outside HTTP. For limits and lists of sessions. */
  address: string | null
  /** Headers to send with the answer (`set-cookie`). */
  responseHeaders: Headers
}

export type AuditDraft = {
  objectType?: string
  objectId?: string
  /** Readable name of the object at that time: the title of the piece. */
  label?: string
  before?: unknown
  after?: unknown
}
