import { hashPassword, verifyPassword } from 'better-auth/crypto'

// scrypt takes a core and 16 MB for about 60 ms: two at a time leave room for everything else (threats R25).
const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < atOnce) running++
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    // The seat passes to the next one directly, or becomes free.
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

/** better-auth's password hash (scrypt, N = 2^14, r = 16, p = 1), at most two at a time in this process. */
export const hashing = {
  hash: (password: string) => inTurn(() => hashPassword(password)),
  verify: (input: { hash: string; password: string }) => inTurn(() => verifyPassword(input)),
}
