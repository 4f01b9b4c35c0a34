import { randomBytes } from 'node:crypto'

let lastMs = 0
let sequence = 0

/**
 * A new time-ordered id (UUID version 7, RFC 9562). An id is a name, never a secret. The 12 bits behind the time count
 * within a millisecond (§6.2, method 1), so that rows one process writes sort in the order they were written.
 */
export function newId(): string {
  const bytes = randomBytes(10)
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    // Half of the room, so that there is always enough left to count on.
    sequence = bytes.readUInt16BE(8) & 0x7ff
  } else if (++sequence > 0xfff) {
    lastMs += 1
    sequence = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const count = sequence.toString(16).padStart(3, '0')
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x80
  const chance = bytes.toString('hex', 0, 8)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${chance.slice(0, 4)}-${chance.slice(4)}`
}

/** An unguessable token of `bytes` random bytes, base64url. 32 bytes for links that open something. */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A short code people can read out: no 0/o, 1/l/i. Not a secret. */
export function newShortCode(length = 7): string {
  let code = ''
  while (code.length < length) {
    // Bytes above the last full multiple of the alphabet are thrown away, so that all letters are equally likely.
    for (const byte of randomBytes(length * 2)) {
      if (byte < 248 && code.length < length) code += alphabet[byte % alphabet.length]
    }
  }
  return code
}
