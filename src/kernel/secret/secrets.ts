import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

/**
 * Seals small secrets (passwords, tokens) with AES-256-GCM. `bound` names the place a secret belongs to
 * (`publish.channel/<workspace>/<id>/password`): a sealed value moved to another row does not open (threats R38).
 */
export type Secrets = {
  seal(plain: string, bound: string): string
  /** Throws `SecretUnreadable` when the key is another one, or the value was changed or moved. */
  open(sealed: string, bound: string): string
  /** Keyed hash of a value that must be found again but not read (guest links, codes). */
  fingerprint(value: string, purpose: string): string
  /** A value that only this key produces; compared at start to notice a wrong key file. */
  keyCheck: string
  /** A key derived for one purpose (session signing). */
  derive(purpose: string): string
}

export class SecretUnreadable extends Error {
  constructor() {
    super('a sealed value cannot be opened with the present key')
    this.name = 'SecretUnreadable'
  }
}

const version = 'v1'

/** Secrets under one 32-byte master key. The key id in the envelope lets keys rotate. */
export function secretsWith(masterKey: Uint8Array): Secrets {
  if (masterKey.length !== 32) throw new RangeError('the master key has 32 bytes')
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', masterKey, '', `leitstand/${purpose}`, 32))
  const sealing = derived('seal')
  const keyId = derived('key-id').subarray(0, 4).toString('hex')

  return {
    seal: (plain, bound) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(bound))
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [version, keyId, Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')].join(
        '.',
      )
    },
    open: (sealed, bound) => {
      const [sealedVersion, sealedKeyId, packed] = sealed.split('.')
      if (sealedVersion !== version || sealedKeyId !== keyId || !packed) throw new SecretUnreadable()
      const bytes = Buffer.from(packed, 'base64url')
      try {
        const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, 12)).setAAD(
          Buffer.from(bound),
        )
        decipher.setAuthTag(bytes.subarray(12, 28))
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        throw new SecretUnreadable()
      }
    },
    fingerprint: (value, purpose) =>
      createHmac('sha256', derived(`fingerprint/${purpose}`))
        .update(value)
        .digest('hex'),
    keyCheck: derived('check').toString('hex'),
    derive: (purpose) => derived(`derive/${purpose}`).toString('hex'),
  }
}

/** Compares two texts without telling by time where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
