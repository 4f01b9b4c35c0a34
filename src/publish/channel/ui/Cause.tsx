import { fill } from '../../../kernel/text/text.ts'
import { useLanguage } from '../../../kit/language.tsx'
import { refusalText } from '../../../kit/refusal.ts'

/** A cause in the words of the reader: failures and findings share their texts with the refusals. */
export function Cause({ cause }: { cause: { key: string; params?: Record<string, string | number> } }) {
  const language = useLanguage()
  return <>{fill(refusalText(cause.key, language) ?? cause.key, cause.params ?? {}, language)}</>
}
