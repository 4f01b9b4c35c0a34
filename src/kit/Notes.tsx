import { Button, Center, Group, Loader, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { useLanguage, useText } from './language.tsx'
import { refusalMessage } from './refusal.ts'
import { kitText } from './text.ts'
import type { Tone } from './tone.ts'
import classes from './Notes.module.css'

/** A remark on the page, with a coloured edge: what is missing, what comes next. */
export function Note(props: { tone?: Tone; title?: ReactNode; children?: ReactNode; actions?: ReactNode }) {
  const { tone = 'info', title, children, actions } = props
  return (
    <div className={`${classes.note} ls-tone-${tone}`} role={tone === 'bad' ? 'alert' : 'note'}>
      {title !== undefined && <Text fw={600}>{title}</Text>}
      {children !== undefined && <div>{children}</div>}
      {actions !== undefined && (
        <Group gap="xs" mt="xs">
          {actions}
        </Group>
      )}
    </div>
  )
}

/** Why something was refused; nothing when `error` is null or undefined. */
export function RefusalNote({ error, onRetry }: { error: unknown; onRetry?(): void }) {
  const t = useText(kitText)
  const language = useLanguage()
  if (error === null || error === undefined) return null
  const retry = onRetry && (
    <Button size="compact-sm" variant="default" onClick={onRetry}>
      {t('retry')}
    </Button>
  )
  return (
    <Note tone="bad" actions={retry}>
      {refusalMessage(error, language)}
    </Note>
  )
}

/** What to do where there is nothing yet: one sentence and the next step. */
export function EmptyState(props: {
  /** 1 where nothing else heads the page. */
  level?: 1 | 2
  title: ReactNode
  children?: ReactNode
  icon?: ReactNode
  actions?: ReactNode
}) {
  return (
    <Paper className={classes.empty} p="xl">
      <Stack align="center" gap="xs">
        {props.icon !== undefined && <div aria-hidden>{props.icon}</div>}
        <Title order={props.level ?? 2} size="h4" ta="center">
          {props.title}
        </Title>
        {props.children !== undefined && (
          <Text c="dimmed" ta="center" maw="34rem" component="div">
            {props.children}
          </Text>
        )}
        {props.actions !== undefined && (
          <Group mt="xs" justify="center">
            {props.actions}
          </Group>
        )}
      </Stack>
    </Paper>
  )
}

/** That something is being fetched. */
export function Loading() {
  const t = useText(kitText)
  return (
    <Center p="xl" role="status">
      <Loader size="sm" aria-hidden />
      <span className="ls-hidden-visually">{t('loading')}</span>
    </Center>
  )
}

/** What a query brought, with waiting and refusal handled: `<Loaded query={piece}>{(piece) => …}</Loaded>`. */
export function Loaded<T>({
  query,
  children,
}: {
  query: UseQueryResult<T, unknown>
  children(found: T): ReactNode
}) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <RefusalNote error={query.error} onRetry={() => void query.refetch()} />
  return <Loading />
}
