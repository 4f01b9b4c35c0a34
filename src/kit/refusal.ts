import { Refusal, type FieldIssue } from '../kernel/refusal.ts'
import { fill, textAt, textsIn, type Catalogue, type Language, type Texts } from '../kernel/text/text.ts'
import { kitText } from './text.ts'

const registered: { de: Catalogue; en: Catalogue }[] = [{ de: kitText.de.refusal, en: kitText.en.refusal }]

/**
 * Adds the texts of a slice's refusals, by code: `registerRefusals({ de: pieceText.de.refusal, en: pieceText.en.refusal })`.
 * Codes are dotted keys (`piece.stale`), nested or written out.
 */
export function registerRefusals<C extends Catalogue>(texts: Texts<C>): void {
  registered.push({ de: texts.de, en: texts.en as Catalogue })
}

/** The text of a refusal code; null when no slice has registered one. */
export function refusalText(code: string, language: Language): string | null {
  for (const texts of registered) {
    const written = texts[language][code]
    const found = typeof written === 'string' ? written : textAt(texts[language], code)
    if (found !== undefined) return found
  }
  return null
}

/** Why something failed, in words a person can act on. Anything but a refusal is a fault of ours. */
export function refusalMessage(error: unknown, language: Language): string {
  const t = textsIn(kitText, language)
  if (!(error instanceof Refusal)) return t('refusal.fault')
  const params = Object.fromEntries(
    Object.entries(error.params).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : String(value),
    ]),
  )
  const text = refusalText(error.code, language)
  if (text !== null) return fill(text, params, language)
  const byKind = textAt(kitText[language].kinds, error.kind)
  return byKind ?? t('refusal.unknown', { code: error.code })
}

/** What is wrong with one field, whether the browser or the server found it. */
export function issueMessage(issue: Issue, language: Language): string {
  const t = textsIn(kitText, language)
  const own = issue.message === undefined ? undefined : textAt(kitText[language].issue, issue.message)
  if (own !== undefined) return own
  const refusal = issue.message === undefined ? null : refusalText(issue.message, language)
  if (refusal !== null) return refusal
  const { minimum = 0, maximum = 0, format, origin } = issue
  switch (issue.code) {
    case 'too_small':
      if (origin === 'array' || origin === 'set') return t('issue.tooFew', { minimum })
      if (origin === 'number' || origin === 'int') return t('issue.tooSmall', { minimum })
      return Number(minimum) <= 1 ? t('issue.required') : t('issue.tooShort', { minimum })
    case 'too_big':
      if (origin === 'array' || origin === 'set') return t('issue.tooMany', { maximum })
      return origin === 'number' || origin === 'int'
        ? t('issue.tooLarge', { maximum })
        : t('issue.tooLong', { maximum })
    case 'invalid_type':
      return issue.input === undefined || issue.input === null || issue.input === ''
        ? t('issue.required')
        : t('issue.invalid')
    case 'invalid_value':
      return t('issue.choice')
    case 'invalid_format':
      if (format === 'email') return t('issue.email')
      return format === 'url' ? t('issue.url') : t('issue.invalid')
    default:
      return t('issue.invalid')
  }
}

type Issue = {
  code: string
  message?: string
  minimum?: number | string
  maximum?: number | string
  format?: string
  origin?: string
  input?: unknown
}

/** An issue from the server in the shape the browser's own have. */
export function issueOfField(field: FieldIssue): Issue {
  const text = (name: string) => {
    const value = field.params?.[name]
    return typeof value === 'number' || typeof value === 'string' ? value : undefined
  }
  return {
    code: field.code,
    minimum: text('minimum'),
    maximum: text('maximum'),
    format: text('format')?.toString(),
    origin: text('origin')?.toString() ?? 'string',
    input: 'given',
  }
}
