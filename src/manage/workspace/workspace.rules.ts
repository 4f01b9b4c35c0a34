import type { Role } from '../../kernel/access/role.ts'

/** A short name for addresses out of a name: `Müller & Söhne` → `mueller-soehne`. */
export function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
  return plain.replaceAll(' ', '-').slice(0, 40).replace(/-+$/, '') || 'leitstand'
}

/** The first of `slug`, `slug-2`, `slug-3` … that is free. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug
  for (let number = 2; ; number++) if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`
}

/**
 * Why the person cannot open another workspace; null when they can. Who leads one may; a freelancer may not.
 * `isFirst`: there is none yet but the demo, because the account was made on the command line.
 */
export function whyNotCreateWorkspace(
  rolesHeld: readonly Role[],
  isFirst = false,
): 'workspace.leaders_only' | null {
  return isFirst || rolesHeld.some((role) => role === 'owner' || role === 'manager')
    ? null
    : 'workspace.leaders_only'
}

/** Why a workspace cannot be deleted at a press of a button; null when it can: it is a demo. */
export function whyNotRemove(isDemo: boolean): 'workspace.no_demo' | null {
  return isDemo ? null : 'workspace.no_demo'
}
