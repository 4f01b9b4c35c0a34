import type { Language } from '../kernel/text/text.ts'

/** A page of the handbook by its file name in each language: `{ de: 'plan-importieren', en: 'import-a-plan' }`. */
export type HandbookPage = { de: string; en: string }

const pages = import.meta.glob<string>('../../docs/handbook/*/*.md', { query: '?raw', import: 'default' })
const pictures = import.meta.glob<string>('../../docs/handbook/img/*', { query: '?url', import: 'default' })

/** The text of a page in markdown; null when the handbook has none. */
export async function handbookText(page: string, language: Language): Promise<string | null> {
  return (await pages[`../../docs/handbook/${language}/${page}.md`]?.()) ?? null
}

/** The address of a picture of the handbook by its file name; null when there is none. */
export async function handbookPicture(fileName: string): Promise<string | null> {
  return (await pictures[`../../docs/handbook/img/${fileName}`]?.()) ?? null
}
