import type { Secrets } from '../../kernel/secret/secrets.ts'

/**
 * The token of a guest link: the workspace and 256 bits that only the master key can make. It is stored nowhere; the
 * row keeps its keyed hash, and a link can be sent again because it can be derived again.
 */
export function guestToken(
  secrets: Pick<Secrets, 'derive'>,
  grant: { workspaceId: string; id: string; generation: number },
): string {
  const secret = secrets.derive(`guest-link/${grant.workspaceId}/${grant.id}/${grant.generation}`)
  return withWorkspace(grant.workspaceId, Buffer.from(secret, 'hex').toString('base64url'))
}

/** A token that says which workspace it belongs to, so that looking it up needs no look over all. */
export function withWorkspace(workspaceId: string, secret: string): string {
  return Buffer.from(workspaceId.replaceAll('-', ''), 'hex').toString('base64url') + secret
}

const workspacePart = 22
const secretPart = 43

/** The workspace and the secret of a token; null when it cannot be one. */
export function readToken(token: string): { workspaceId: string; secret: string } | null {
  if (token.length !== workspacePart + secretPart || !/^[A-Za-z0-9_-]+$/.test(token)) return null
  const hex = Buffer.from(token.slice(0, workspacePart), 'base64url').toString('hex')
  const workspaceId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  return { workspaceId, secret: token.slice(workspacePart) }
}
