import { Text } from '@mantine/core'
import { diffWordsWithSpace } from 'diff'
import { useMemo } from 'react'
import { useText } from '../../../kit/language.tsx'
import { manuscriptText } from '../manuscript.text.ts'
import { plainTextOf } from '../tree.rules.ts'
import type { TextTree } from '../tree.schema.ts'
import classes from './manuscript.module.css'

/** What differs between two texts, word by word: gone from `from` is struck out, new in `to` is underlined. */
export function TextDifference({ from, to }: { from: TextTree; to: TextTree }) {
  const t = useText(manuscriptText)
  const parts = useMemo(() => diffWordsWithSpace(plainTextOf(from), plainTextOf(to)), [from, to])
  if (parts.every((part) => !part.added && !part.removed)) return <Text c="dimmed">{t('versions.same')}</Text>
  return (
    <div className={classes.diff}>
      {parts.map((part, index) => {
        // The parts of one comparison never move, so their place is their identity.
        if (part.added)
          return (
            <ins key={index} className="ls-tone-good">
              {part.value}
            </ins>
          )
        if (part.removed)
          return (
            <del key={index} className="ls-tone-bad">
              {part.value}
            </del>
          )
        return <span key={index}>{part.value}</span>
      })}
    </div>
  )
}
