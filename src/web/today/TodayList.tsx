import { Group, Paper, Text, Title } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useId, type ReactNode } from 'react'
import { AppLink } from '../../kit/AppLink.tsx'
import { useText } from '../../kit/language.tsx'
import { Loaded } from '../../kit/Notes.tsx'
import type { Tone } from '../../kit/tone.ts'
import { todayText } from './text.ts'
import classes from './Today.module.css'

export type TodayRow = {
  key: string
  /** Address within the workspace. */
  to: string
  title: string
  /** One line below the title. */
  detail?: ReactNode
  badge?: ReactNode
}

export type TodayListProps<T> = {
  title: string
  /** What is said when there is nothing. */
  nothing: string
  tone: Tone
  query: UseQueryResult<T, unknown>
  rows(found: T): readonly TodayRow[]
  total(found: T): number
  /** Where all of them are listed. */
  all?: { to: string; search?: Record<string, unknown> }
}

/** One list of Heute: a heading with its number, the first rows, a link to the rest. */
export function TodayList<T>({ title, nothing, tone, query, rows, total, all }: TodayListProps<T>) {
  const t = useText(todayText)
  const headingId = useId()
  const count = query.data === undefined ? null : total(query.data)
  return (
    <Paper
      component="section"
      aria-labelledby={headingId}
      className={classes.list}
      data-quiet={count === 0 || undefined}
    >
      <Group justify="space-between" wrap="nowrap" className={classes.head}>
        <Title order={2} size="h4" id={headingId}>
          {title}
        </Title>
        {count !== null && count > 0 && <span className={`${classes.count} ls-tone-${tone}`}>{count}</span>}
      </Group>
      <Loaded query={query}>
        {(found) => (
          <>
            {count === 0 && (
              <Text size="sm" c="dimmed">
                {nothing}
              </Text>
            )}
            <ul className={classes.rows}>
              {rows(found).map((row) => (
                <li key={row.key} className={classes.row}>
                  <div className={classes.words}>
                    <AppLink to={row.to} className={classes.title}>
                      {row.title}
                    </AppLink>
                    {row.detail !== undefined && <div className={classes.detail}>{row.detail}</div>}
                  </div>
                  {row.badge}
                </li>
              ))}
            </ul>
            {all && total(found) > rows(found).length && (
              <AppLink to={all.to} search={all.search} size="sm">
                {t('all', { count: total(found) })}
              </AppLink>
            )}
          </>
        )}
      </Loaded>
    </Paper>
  )
}
