import type { z } from 'zod'
import type { Allowed } from './access/role.ts'
import type { AccountCall, Call, Preparation } from './call.ts'
import type { Gate } from './gate.ts'

/** `GET` reads; the others are commands. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type Common<I extends z.ZodType, O extends z.ZodType> = {
  /** REST path below `/api`, parameters in braces: `/pieces/{id}/schedule`. */
  path: `/${string}`
  /** One sentence for the API documentation. */
  summary: string
  input: I
  output: O
}

export type Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = Common<I, O> & {
  kind: 'query'
  method: 'GET'
  scope: 'workspace'
  allow: readonly Allowed[]
  run(call: Call, input: z.output<I>): Promise<z.input<O>>
}

export type Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType, P = unknown> = Common<
  I,
  O
> & {
  kind: 'command'
  method: Exclude<Method, 'GET'>
  scope: 'workspace'
  allow: readonly Allowed[]
  /** Name of the audit row and of the live update: `piece.move`. */
  audit: string
  /**
   * `each` (the default): every call writes exactly one audit row. `none`: the call is too frequent to be worth a
   * row (autosave, "seen"); the reason stands beside the declaration.
   */
  auditing?: 'each' | 'none'
  /**
   * What takes long and needs no transaction (asking a website, reading a file): runs before the transaction, so that
   * waiting for it holds neither a connection nor a lock. What it answers is handed to `run`, which
   * must expect that the world has moved on meanwhile.
   */
  prepare?(preparation: Preparation, input: z.output<I>): Promise<P>
  run(call: Call, input: z.output<I>, prepared: P): Promise<z.input<O>>
}

export type AccountProcedure<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = Common<
  I,
  O
> & {
  kind: 'query' | 'command'
  method: Method
  scope: 'account'
  /** `public`: nobody need be signed in. `user`: any signed-in person, in no workspace. */
  allow: 'public' | 'user'
  audit?: string
  /** Waits here before it takes a connection to the database: for what costs much CPU (password hashes). */
  gate?: Gate
  run(call: AccountCall, input: z.output<I>): Promise<z.input<O>>
}

// The registry holds procedures of every shape. `never` inputs make each concrete procedure assignable here; only
// kernel/rpc calls `run`, after it has parsed the input with the very schema that stands beside it.
export type AnyProcedure =
  | (Omit<Query, 'run' | 'input' | 'output'> & Erased<Call>)
  | (Omit<Command, 'run' | 'prepare' | 'input' | 'output'> & Erased<Call> & ErasedPreparing)
  | (Omit<AccountProcedure, 'run' | 'input' | 'output'> & Erased<AccountCall>)
type Erased<C> = {
  input: z.ZodType
  output: z.ZodType
  run(call: C, input: never, prepared: never): Promise<unknown>
}
type ErasedPreparing = { prepare?(preparation: Preparation, input: never): Promise<unknown> }

/** A tree of procedures, as a slice exports it: `planApi = { piece: { list, create } }`. */
export type Procedures = { readonly [name: string]: AnyProcedure | Procedures }

/** Declares a reading procedure: runs in a read-only transaction, writes nothing. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  declaration: Omit<Query<I, O>, 'kind' | 'method' | 'scope'>,
): Query<I, O> {
  return { ...declaration, kind: 'query', method: 'GET', scope: 'workspace' }
}

/** Declares a changing procedure: one transaction with its audit row and events. `POST` unless told otherwise. */
export function command<I extends z.ZodType, O extends z.ZodType, P = undefined>(
  declaration: Omit<Command<I, O, P>, 'kind' | 'method' | 'scope'> & { method?: Command['method'] },
): Command<I, O, P> {
  return { method: 'POST', ...declaration, kind: 'command', scope: 'workspace' }
}

/** Declares a read outside any workspace (first run, own profile, list of workspaces, a guest's first step). */
export function accountQuery<I extends z.ZodType, O extends z.ZodType>(
  declaration: Omit<AccountProcedure<I, O>, 'kind' | 'method' | 'scope' | 'audit'>,
): AccountProcedure<I, O> {
  return { ...declaration, kind: 'query', method: 'GET', scope: 'account' }
}

/** Declares a change outside any workspace. */
export function accountCommand<I extends z.ZodType, O extends z.ZodType>(
  declaration: Omit<AccountProcedure<I, O>, 'kind' | 'method' | 'scope'> & {
    method?: Exclude<Method, 'GET'>
    audit: string
  },
): AccountProcedure<I, O> {
  return { method: 'POST', ...declaration, kind: 'command', scope: 'account' }
}

/** Whether a node of the tree is a procedure or a branch. */
export function isProcedure(node: AnyProcedure | Procedures): node is AnyProcedure {
  return 'run' in node && typeof node.run === 'function'
}

/** All procedures of a tree with their dotted names: `plan.piece.move`. */
export function* everyProcedure(
  tree: Procedures,
  prefix = '',
): Generator<{ name: string; procedure: AnyProcedure }> {
  for (const [key, node] of Object.entries(tree)) {
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (isProcedure(node)) yield { name, procedure: node }
    else yield* everyProcedure(node, name)
  }
}
