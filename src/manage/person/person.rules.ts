/** Up to two letters that stand for a person in narrow places: `Anna Berger` → `AB`, `anna@…` → `A`. */
export function initialsOf(name: string): string {
  const words =
    name
      .split('@')[0]
      ?.split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '') ?? []
  const [first, last] = [words[0], words.length > 1 ? words.at(-1) : undefined]
  return [first, last].map((word) => [...(word ?? '')][0]?.toLocaleUpperCase('de') ?? '').join('')
}

/** A readable name for an address nobody has named yet: `anna.berger@…` → `Anna Berger`. */
export function nameOfAddress(email: string): string {
  const words = (email.split('@')[0] ?? '').split(/[._-]+/).filter((word) => word !== '')
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email
}
