import type { Language } from '../kernel/text/text.ts'

/** A page of the handbook by its file name in each language: `{ de: 'plan-importieren', en: 'import-a-plan' }`. */
export type HandbookPage = { de: string; en: string }

const pages = import.meta.glob<string>('../../docs/handbook/*/*.md', { query: '?raw', import: 'default' })
// Only the addresses; a picture itself is loaded when it comes into view.
const pictures = import.meta.glob<string>('../../docs/handbook/img/*/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
})

/** The text of a page in markdown; null when the handbook has none. */
export async function handbookText(page: string, language: Language): Promise<string | null> {
  return (await pages[`../../docs/handbook/${language}/${page}.md`]?.()) ?? null
}

/** The address of a picture as a page names it (`../img/de/plan.webp`); null when there is none. */
export function handbookPicture(source: string): string | null {
  return pictures[source.replace(/^\.\.\//, '../../docs/handbook/')] ?? null
}
