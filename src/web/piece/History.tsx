import { useQuery } from '@tanstack/react-query'
import { useFormat, useLanguage, useText } from '../../kit/language.tsx'
import { Loaded } from '../../kit/Notes.tsx'
import type { PieceHistory } from '../../plan/piece/piece.schema.ts'
import { pieceText } from '../../plan/piece/piece.text.ts'
import { historyQuery } from '../../plan/ui.ts'
import { happenedWords, fieldWords } from './history.rules.ts'
import classes from './PiecePage.module.css'

type Entry = PieceHistory['entries'][number]

/** Who did what to the piece, newest first. */
export function History({ pieceId }: { pieceId: string }) {
  const query = useQuery(historyQuery(pieceId))
  return (
    <Loaded query={query}>
      {({ entries }) => (
        <ul className={classes.history}>
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </ul>
      )}
    </Loaded>
  )
}

function Line({ entry }: { entry: Entry }) {
  const format = useFormat()
  const language = useLanguage()
  const t = useText(pieceText)
  const statusWord = (value: string | null) => t(`status.${value as 'idea'}`)
  const changes = entry.changes.flatMap(({ field, from, to }) => {
    const name = fieldWords(field, language)
    if (name === null) return []
    const shown = (value: string | null) => (field === 'status' ? statusWord(value) : value) || '–'
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
