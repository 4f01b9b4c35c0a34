import pg from 'pg'
import { Refusal } from '../refusal.ts'

/** Refusals behind constraints, by constraint name; slices add theirs with `refuseOnConstraint`. */
const byConstraint = new Map<string, Refusal>()

/** Says which refusal a violated constraint means: `refuseOnConstraint('channel_name', 'channel.name_taken')`. */
export function refuseOnConstraint(
  constraint: string,
  code: string,
  kind: Refusal['kind'] = 'conflict',
): void {
  byConstraint.set(constraint, new Refusal(code, kind))
}

/** The refusal behind an error of the database; null when it is a fault of ours. */
export function refusalOfDatabase(error: unknown): Refusal | null {
  if (!(error instanceof pg.DatabaseError)) return null
  const named = error.constraint === undefined ? undefined : byConstraint.get(error.constraint)
  if (named) return named
  switch (error.code) {
    case '23503': // foreign key: the other object is not there (any more), or not in this workspace
      return new Refusal('request.unknown_reference', 'invalid', { reference: error.constraint ?? '' })
    case '23505':
      return new Refusal('request.duplicate', 'conflict', { constraint: error.constraint ?? '' })
    case '22021': // a NUL character, which PostgreSQL cannot keep in text
    case '22P05':
      return new Refusal('request.invalid_characters', 'invalid')
    case '40001':
    case '40P01':
      return new Refusal('request.try_again', 'conflict')
    case '53100':
      return new Refusal('request.storage_full', 'storage_full')
    case '57014':
      return new Refusal('request.too_slow', 'unavailable')
    default:
      return null
  }
}
