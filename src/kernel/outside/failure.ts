/** What went wrong on the way to another server. */
export type OutsideReason =
  /** The address is malformed or has a scheme or port that is not asked. */
  | 'address'
  /** The address leads into the own network or to another place that is not public. */
  | 'refused_host'
  | 'unresolved'
  | 'unreachable'
  | 'certificate'
  | 'timeout'
  | 'connection_lost'
  | 'too_large'
  | 'redirects'
  /** The other side does not speak HTTP as it should. */
  | 'protocol'
  | 'cancelled'

/**
 * A request that brought no answer. `sent` decides what may happen next: false means that not one byte of it can have
 * reached the other side, so that repeating it is safe; true means that nobody knows what the other side did.
 */
export class OutsideFailure extends Error {
  readonly reason: OutsideReason
  readonly sent: boolean
  readonly host: string

  constructor(reason: OutsideReason, host: string, sent: boolean, cause?: unknown) {
    super(`${reason}: ${host}`, cause === undefined ? undefined : { cause })
    this.name = 'OutsideFailure'
    this.reason = reason
    this.sent = sent
    this.host = host
  }
}
