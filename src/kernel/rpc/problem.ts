import { ORPCError, ValidationError } from '@orpc/server'
import { Refusal, statusOf, type FieldIssue, type RefusalParams } from '../refusal.ts'
import { refusalOfDatabase } from '../db/databaseRefusal.ts'

/** The body of every error (RFC 9457). The text is looked up by `code` in the language of the reader. */
export type Problem = {
  type: string
  title: string
  status: number
  code: string
  params: RefusalParams
  fields: readonly FieldIssue[]
  requestId: string
}

/** Turns whatever was thrown into the answer. `isFault` marks our own bugs: those, and only those, are logged. */
export function problemOf(error: unknown, requestId: string): { problem: Problem; isFault: boolean } {
  const refusal = refusalOf(error)
  if (refusal)
    return {
      isFault: false,
      problem: {
        type: `urn:leitstand:problem:${refusal.code}`,
        title: refusal.code,
        status: statusOf[refusal.kind],
        code: refusal.code,
        params: refusal.params,
        fields: refusal.fields,
        requestId,
      },
    }
  // What the HTTP engine itself refuses: unknown method, unreadable body, unsupported media type.
  if (error instanceof ORPCError && error.status < 500)
    return { isFault: false, problem: plain(`request.${error.code.toLowerCase()}`, error.status, requestId) }
  return { isFault: true, problem: plain('fault', 500, requestId) }
}

function plain(code: string, status: number, requestId: string): Problem {
  return {
    type: `urn:leitstand:problem:${code}`,
    title: code,
    status,
    code,
    params: {},
    fields: [],
    requestId,
  }
}

function refusalOf(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError)
    return new Refusal('request.invalid', 'invalid', {}, error.cause.issues.map(fieldIssue))
  return refusalOfDatabase(error)
}

type Issue = { path?: readonly (PropertyKey | { key: PropertyKey })[]; code?: string; message: string }

// Only the path and the kind of the mistake leave the server; zod's messages repeat patterns and values.
function fieldIssue(issue: Issue): FieldIssue {
  const path = (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
  const detail = issue as Issue & { minimum?: unknown; maximum?: unknown; format?: unknown }
  const params = Object.fromEntries(
    Object.entries({ minimum: detail.minimum, maximum: detail.maximum, format: detail.format }).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  )
  return { path, code: issue.code ?? 'invalid', params }
}
