/** Where to go on after signing in: the address asked for, when it is one of ours, else the start page. */
export function addressAfterSignIn(asked: unknown): string {
  const isOurs = typeof asked === 'string' && /^\/(?![/\\])/.test(asked) && !/[\s\\]/.test(asked)
  return isOurs && !asked.startsWith('/sign-in') ? asked : '/'
}
