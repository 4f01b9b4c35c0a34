/** An address of which only enough is shown to find the mailbox: `c…@firma.de`. */
export function hintOf(email: string): string {
  const at = email.lastIndexOf('@')
  return at <= 0 ? '…' : `${email.slice(0, 1)}…${email.slice(at)}`
}
