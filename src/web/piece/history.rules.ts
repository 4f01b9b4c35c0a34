import { fill, type Language } from '../../kernel/text/text.ts'
import { historyDe } from './history.text.de.ts'
import { historyEn } from './history.text.en.ts'

type Words = Readonly<Record<string, string>>
const words: Record<Language, { action: Words; fact: Words; field: Words }> = { de: historyDe, en: historyEn }

/** One line of history: "Anna hat den Beitrag verschoben". What the app did by itself is done by Leitstand. */
export function happenedWords(action: string, actor: string, language: Language): string {
  const { action: actions, fact } = words[language]
  return fill(actions[action] ?? actions['other'] ?? '', { actor: fact[actor] ?? actor }, language)
}

/** The name of a field in a line of history; null for fields nobody reads there. */
export function fieldWords(field: string, language: Language): string | null {
  return words[language].field[field] ?? null
}
