type Word = { name: string; pages: readonly { to: string }[] }

/**
 * Where an address lies in the navigation: its word, and the page with the longest matching address. A piece belongs
 * to the plan, though its address is its own.
 */
export function placeOf(words: readonly Word[], path: string): { word: string | null; page: string | null } {
  if (path === '/pieces' || path.startsWith('/pieces/')) return { word: 'plan', page: null }
  let found: { word: string; page: string } | null = null
  for (const word of words)
    for (const { to } of word.pages) {
      const isWithin = path === to || path.startsWith(`${to}/`)
      if (isWithin && to.length > (found?.page.length ?? 0)) found = { word: word.name, page: to }
    }
  return found ?? { word: null, page: null }
}
