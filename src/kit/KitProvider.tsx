import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.layer.css'
import '@mantine/dates/styles.layer.css'
import '@mantine/notifications/styles.layer.css'
import './kit.css'
import 'dayjs/locale/de.js'
import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Zone } from '../kernel/calendar.ts'
import type { Language } from '../kernel/text/text.ts'
import { LanguageProvider, useText } from './language.tsx'
import { queryClient } from './query.ts'
import { kitText } from './text.ts'
import { cssVariables, overlaysId, theme } from './theme.ts'

export type Appearance = 'light' | 'dark' | 'auto'

/** Everything the kit needs around it: theme, language, cache, toasts. `env="test"` switches transitions off. */
export function KitProvider(props: {
  language: Language
  zone?: Zone
  appearance?: Appearance
  cache?: QueryClient
  env?: 'test'
  children: ReactNode
}) {
  const { language, zone, appearance = 'auto', cache = queryClient, env, children } = props
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      forceColorScheme={appearance === 'auto' ? undefined : appearance}
      env={env ?? 'default'}
    >
      <LanguageProvider language={language} zone={zone}>
        <DatesProvider settings={{ locale: language, firstDayOfWeek: 1, weekendDays: [0, 6] }}>
          <QueryClientProvider client={cache}>
            <Notifications position="bottom-right" limit={4} />
            {children}
            <Overlays />
          </QueryClientProvider>
        </DatesProvider>
      </LanguageProvider>
    </MantineProvider>
  )
}

function Overlays() {
  const t = useText(kitText)
  return <section id={overlaysId} aria-label={t('overlays')} />
}
