import { Text } from '@mantine/core'
import type { Instant } from '../kernel/calendar.ts'
import { useFormat, useText } from './language.tsx'
import { kitText } from './text.ts'

export type SaveStateValue = 'saved' | 'saving' | 'unsaved' | 'offline' | 'failed'

/** Whether what was written is safe, spoken to screen readers as it changes. */
export function SaveState({ state, at }: { state: SaveStateValue; at?: Instant | Date }) {
  const t = useText(kitText)
  const format = useFormat()
  const words = state === 'saved' && at ? t('saved.savedAt', { when: format.time(at) }) : t(`saved.${state}`)
  return (
    <Text size="sm" c={state === 'failed' ? 'var(--ls-bad-text)' : 'dimmed'} role="status" aria-live="polite">
      {words}
    </Text>
  )
}
