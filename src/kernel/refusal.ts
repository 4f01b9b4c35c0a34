/** Why something is refused; decides the HTTP status (RFC 9110) of the answer. */
export type RefusalKind =
  | 'not_found'
  | 'forbidden'
  | 'unauthenticated'
  | 'invalid'
  | 'conflict'
  | 'stale'
  | 'limit'
  | 'unavailable'
  | 'storage_full'
  | 'too_large'
  | 'malformed'

export const statusOf: Record<RefusalKind, number> = {
  not_found: 404,
  forbidden: 403,
  unauthenticated: 401,
  invalid: 422,
  conflict: 409,
  stale: 412,
  limit: 429,
  unavailable: 503,
  storage_full: 507,
  too_large: 413,
  malformed: 400,
}

export type RefusalParams = Record<string, string | number | boolean | null>
/** A field that was wrong, by its path in the input: `slot.date`, `rows.3.title`. */
export type FieldIssue = { path: string; code: string; params?: RefusalParams }

/** The domain says no. `code` names a text in both languages (`x.text.*.ts`, key `refusal`). */
export class Refusal extends Error {
  readonly code: string
  readonly kind: RefusalKind
  readonly params: RefusalParams
  readonly fields: readonly FieldIssue[]

  constructor(
    code: string,
    kind: RefusalKind = 'conflict',
    params: RefusalParams = {},
    fields: readonly FieldIssue[] = [],
  ) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.kind = kind
    this.params = params
    this.fields = fields
  }
}

/** Throws the refusal a rule answered; does nothing when the rule has no objection. */
export function refuseIf(code: string | null, kind: RefusalKind = 'conflict', params?: RefusalParams): void {
  if (code !== null) throw new Refusal(code, kind, params)
}

/** The object, or the 404 that does not tell "not there" from "not yours". */
export function foundOrRefuse<T>(found: T | undefined | null, code: string): T {
  if (found === undefined || found === null) throw new Refusal(code, 'not_found')
  return found
}
