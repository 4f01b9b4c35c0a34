/** The entries whose label or keywords contain every word that was typed, regardless of case and umlauts. */
export function matching<E extends { label: string; keywords?: string }>(
  entries: readonly E[],
  typed: string,
): E[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  return entries.filter((entry) => {
    const text = plain(`${entry.label} ${entry.keywords ?? ''}`)
    return words.every((word) => text.includes(word))
  })
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
}
