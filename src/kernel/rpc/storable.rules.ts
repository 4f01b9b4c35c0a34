/**
 * The path of the first text in an input that no database keeps: one with a NUL character or half a surrogate pair
 * (neither occurs in what people write). Null when all can be kept. Looks into plain objects and lists only.
 */
export function unstorableIn(input: unknown, path: readonly string[] = []): readonly string[] | null {
  if (typeof input === 'string') return input.includes('\u0000') || !input.isWellFormed() ? path : null
  if (typeof input !== 'object' || input === null) return null
  if (!Array.isArray(input) && Object.getPrototypeOf(input) !== Object.prototype) return null
  for (const [key, value] of Object.entries(input)) {
    if (unstorableIn(key) !== null) return [...path, '']
    const found = unstorableIn(value, [...path, key])
    if (found !== null) return found
  }
  return null
}
