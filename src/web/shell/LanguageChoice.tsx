import { SegmentedControl } from '@mantine/core'
import { useLanguage, useText } from '../../kit/language.tsx'
import { chooseAppearance } from '../appearance.ts'
import { webText } from '../text.ts'

/** German or English, on the pages where nobody is signed in yet. */
export function LanguageChoice() {
  const t = useText(webText)
  const language = useLanguage()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('profile.language')}
      value={language}
      onChange={(chosen) => chooseAppearance({ language: chosen === 'en' ? 'en' : 'de' })}
      data={[
        { value: 'de', label: t('profile.german') },
        { value: 'en', label: t('profile.english') },
      ]}
    />
  )
}
