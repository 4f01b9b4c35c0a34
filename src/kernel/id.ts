import { randomBytes, randomUUIDv7 } from 'node:crypto'

/** A new time-ordered id (UUID version 7, RFC 9562). An id is a name, never a secret. */
export function newId(): string {
  return randomUUIDv7()
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
