import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isDay } from '../../kernel/calendar.ts'
import { useFormat, useLanguage, useText } from '../../kit/language.tsx'
import { Loaded } from '../../kit/Notes.tsx'
import type { PieceHistory } from '../../plan/piece/piece.schema.ts'
import { pieceText } from '../../plan/piece/piece.text.ts'
import { historyQuery } from '../../plan/ui.ts'
import { happenedWords, fieldWords } from './history.rules.ts'
import classes from './PiecePage.module.css'

const firstShown = 8

type Entry = PieceHistory['entries'][number]

/** Who did what to the piece, newest first. */
export function History({ pieceId }: { pieceId: string }) {
  const t = useText(pieceText)
  const query = useQuery(historyQuery(pieceId))
  const [isWhole, setWhole] = useState(false)
  return (
    <Loaded query={query}>
      {({ entries }) => (
        <>
          <ul className={classes.history}>
            {entries.slice(0, isWhole ? entries.length : firstShown).map((entry) => (
              <Line key={entry.id} entry={entry} />
            ))}
          </ul>
          {!isWhole && entries.length > firstShown && (
            <div>
              <Button variant="subtle" size="compact-sm" onClick={() => setWhole(true)}>
                {t('more', { count: entries.length - firstShown })}
              </Button>
            </div>
          )}
        </>
      )}
    </Loaded>
  )
}

function Line({ entry }: { entry: Entry }) {
  const format = useFormat()
  const language = useLanguage()
  const t = useText(pieceText)
  const statusWord = (value: string) => t(`status.${value as 'idea'}`)
  const changes = entry.changes.flatMap(({ field, from, to }) => {
    const name = fieldWords(field, language)
    if (name === null) return []
    const shown = (value: string | null) => {
      if (value === null || value === '') return '–'
      if (field === 'status') return statusWord(value)
      return isDay(value) ? format.day(value) : value
    }
    return [`${name}: ${shown(from)} → ${shown(to)}`]
  })
  return (
    <li>
      <time dateTime={entry.at}>{format.instant(entry.at)}</time>
      {happenedWords(entry.action, entry.actor, language)}
      {changes.length > 0 && ` · ${changes.join(' · ')}`}
    </li>
  )
}
