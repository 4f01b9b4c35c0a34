import { QueryClient } from '@tanstack/react-query'
import { cleanup, render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach } from 'vitest'
import type { Language } from '../../kernel/text/text.ts'
import { KitProvider } from '../KitProvider.tsx'

afterEach(cleanup)

// A text field that grows listens for fonts, which happy-dom does not have.
if (!('fonts' in document))
  Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })

/** Renders a component the way the app does, with a cache of its own. For tests of the tier `ui`. */
export function renderKit(node: ReactNode, language: Language = 'de') {
  const cache = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  return render(
    <KitProvider language={language} zone="Europe/Berlin" cache={cache} env="test">
      {node}
    </KitProvider>,
  )
}
