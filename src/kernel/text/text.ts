/** The languages of the user interface. German is the source. */
export const languages = ['de', 'en'] as const
export type Language = (typeof languages)[number]

export type Catalogue = { readonly [key: string]: string | Catalogue }

/** The shape of a catalogue with the texts left open: `en satisfies TextsLike<typeof de>` fails on a missing key. */
export type TextsLike<C extends Catalogue> = {
  readonly [K in keyof C]: C[K] extends string ? string : C[K] extends Catalogue ? TextsLike<C[K]> : never
}

/** A pair of catalogues with the same keys. */
export type Texts<C extends Catalogue = Catalogue> = { de: C; en: TextsLike<C> }

/** Dotted keys of a catalogue: `form.title`. */
export type TextKey<C extends Catalogue> = {
  [K in keyof C & string]: C[K] extends string ? K : C[K] extends Catalogue ? `${K}.${TextKey<C[K]>}` : never
}[keyof C & string]

export type TextParams = Record<string, string | number>
/** Looks a text up and fills it: `t('moved', { day: '24.12.' })`. */
export type Translate<C extends Catalogue> = (key: TextKey<C>, params?: TextParams) => string

/**
 * The texts of a catalogue in one language. `{name}` is filled from the parameters; plurals are written
 * `{count|ein Beitrag|# Beiträge}` and chosen by the rules of the language (Intl.PluralRules one / other).
 */
export function textsIn<C extends Catalogue>(texts: Texts<C>, language: Language): Translate<C> {
  return (key, params = {}) => fill(textAt(texts[language] as Catalogue, key) ?? key, params, language)
}

/** The text at a dotted key; undefined when there is none. */
export function textAt(catalogue: Catalogue, key: string): string | undefined {
  let node: string | Catalogue | undefined = catalogue
  for (const part of key.split('.')) {
    if (typeof node !== 'object') return undefined
    node = node[part]
  }
  return typeof node === 'string' ? node : undefined
}

/** Fills a text; unknown names stay visible, so that a mistake is seen. */
export function fill(text: string, params: TextParams, language: Language): string {
  return text.replace(
    /\{(\w+)(?:\|([^|{}]*)\|([^|{}]*))?\}/g,
    (whole, name: string, one?: string, other?: string) => {
      const value = params[name]
      if (value === undefined) return whole
      const shown = typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : value
      if (one === undefined || other === undefined) return shown
      const form = new Intl.PluralRules(language).select(Number(value)) === 'one' ? one : other
      return form.replaceAll('#', shown)
    },
  )
}
