import { gate } from '../../kernel/gate.ts'

/**
 * Everything that hashes a password passes here. better-auth's scrypt (N = 2^14, r = 16, p = 1) takes a core and 16 MB
 * for about 80 ms: two at a time leave room for everybody who is signed in already (threats R25).
 */
export const hashGate = gate(2, 500)
