import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react'
import type { Zone } from '../kernel/calendar.ts'
import { textsIn, type Catalogue, type Language, type Texts, type Translate } from '../kernel/text/text.ts'
import { formatsFor, type Formats } from './format.ts'

type Reader = { language: Language; zone: Zone }

/** The zone of the browser; the one that is used until the person has chosen another. */
export const browserZone: Zone = Intl.DateTimeFormat().resolvedOptions().timeZone || 'Europe/Berlin'

const ReaderContext = createContext<Reader>({ language: 'de', zone: browserZone })

/** Says in which language and zone everything below is shown; also sets `<html lang>`. */
export function LanguageProvider(props: { language: Language; zone?: Zone; children: ReactNode }) {
  const { language, zone = browserZone, children } = props
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const reader = useMemo(() => ({ language, zone }), [language, zone])
  return <ReaderContext value={reader}>{children}</ReaderContext>
}

/** The language of the reader. */
export function useLanguage(): Language {
  return useContext(ReaderContext).language
}

/** The IANA zone in which the reader sees instants. */
export function useZone(): Zone {
  return useContext(ReaderContext).zone
}

/** The texts of a slice in the language of the reader: `const t = useText(pieceText)`, `t('form.title')`. */
export function useText<C extends Catalogue>(texts: Texts<C>): Translate<C> {
  const { language } = useContext(ReaderContext)
  return useMemo(() => textsIn(texts, language), [texts, language])
}

/** Days, instants, money and numbers as the reader writes them. */
export function useFormat(): Formats {
  const { language, zone } = useContext(ReaderContext)
  return useMemo(() => formatsFor(language, zone), [language, zone])
}
