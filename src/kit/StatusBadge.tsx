import type { ReactNode } from 'react'
import type { Tone } from './tone.ts'
import classes from './StatusBadge.module.css'

/** A status by colour and word: `<StatusBadge tone="good" label={t('status.published')} />`. */
export function StatusBadge({ tone, label, title }: { tone: Tone; label: ReactNode; title?: string }) {
  return (
    <span className={`${classes.badge} ls-tone-${tone}`} title={title}>
      {label}
    </span>
  )
}
