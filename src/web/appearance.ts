import { useSyncExternalStore } from 'react'
import { isZone, type Zone } from '../kernel/calendar.ts'
import { languages, type Language } from '../kernel/text/text.ts'
import { browserZone } from '../kit/language.tsx'

/** How a person wants to see Leitstand. Kept in the browser too, for the pages before sign-in. */
export type AppearanceChoice = { language: Language; theme: 'auto' | 'light' | 'dark'; zone: Zone }

const storageKey = 'leitstand.appearance'
const listeners = new Set<() => void>()
let chosen: AppearanceChoice = stored()

function stored(): AppearanceChoice {
  const language = navigator.language.toLowerCase().startsWith('de') ? 'de' : 'en'
  const usual: AppearanceChoice = { language, theme: 'auto', zone: browserZone }
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<AppearanceChoice>
    return {
      language: languages.find((known) => known === kept.language) ?? usual.language,
      theme: (['auto', 'light', 'dark'] as const).find((known) => known === kept.theme) ?? usual.theme,
      zone: kept.zone !== undefined && isZone(kept.zone) ? kept.zone : usual.zone,
    }
  } catch {
    return usual
  }
}

/** Shows the app another way from now on, here and at the next visit. */
export function chooseAppearance(change: Partial<AppearanceChoice>): void {
  const next = { ...chosen, ...change }
  if (next.language === chosen.language && next.theme === chosen.theme && next.zone === chosen.zone) return
  chosen = next
  try {
    localStorage.setItem(storageKey, JSON.stringify(chosen))
  } catch {
    // A browser that keeps nothing still shows the choice until it is closed.
  }
  for (const listener of listeners) listener()
}

/** How the app is shown now. */
export function useAppearance(): AppearanceChoice {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => chosen,
  )
}
