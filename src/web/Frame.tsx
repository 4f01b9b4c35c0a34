import type { ReactNode } from 'react'
import { KitProvider } from '../kit/KitProvider.tsx'
import { useAppearance } from './appearance.ts'

/** Puts the app into the language, zone and theme of the person. */
export function Frame({ children }: { children: ReactNode }) {
  const { language, zone, theme } = useAppearance()
  return (
    <KitProvider language={language} zone={zone} appearance={theme}>
      {children}
    </KitProvider>
  )
}
