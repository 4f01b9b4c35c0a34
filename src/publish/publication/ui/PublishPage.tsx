import { Button, Pagination, Text } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { addDays, Day, resolveSlot } from '../../../kernel/calendar.ts'
import { AppLink, ButtonLink, useGo } from '../../../kit/AppLink.tsx'
import { DataTable } from '../../../kit/DataTable.tsx'
import type { Column } from '../../../kit/DataTable.tsx'
import { FilterBar, useUrlFilters } from '../../../kit/FilterBar.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { EmptyState, Loaded, Note } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { Cause } from '../../channel/ui/Cause.tsx'
import { channelsQuery } from '../../channel/ui/channel.queries.ts'
import { publicationStates, PublicationState, statesForPeople } from '../publication.schema.ts'
import type { Publication } from '../publication.schema.ts'
import { publicationText } from '../publication.text.ts'
import { queueQuery, toneOfState } from './publication.queries.ts'
import type { QueueFilter } from './publication.queries.ts'
import { PublicationActions } from './PublicationActions.tsx'

const Search = z.object({
  states: z.array(PublicationState).optional(),
  channelId: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
  text: z.string().max(200).optional(),
  withDone: z.boolean().optional(),
  page: z.coerce.number().int().min(1).optional(),
})
type Search = z.infer<typeof Search>

const pageSize = 50

/** The queue over all pieces: what goes out, what waits for a person, and why. */
export function PublishPage() {
  const t = useText(publicationText)
  const { zone } = useWorkspace()
  const [search, setSearch] = useUrlFilters(Search)
  const queue = useQuery(queueQuery(filterOf(search, zone)))
  const isFiltered = Object.keys(search).some((key) => key !== 'page')
  return (
    <Page
      title={t('title')}
      subtitle={t('intro')}
      help={{ de: 'veroeffentlichen', en: 'publish' }}
      actions={
        <ButtonLink
          to="/publish/channels"
          variant="default"
          leftSection={<IconPlugConnected size={16} aria-hidden />}
        >
          {t('toChannels')}
        </ButtonLink>
      }
    >
      <QueueFilters search={search} onChange={(change) => setSearch({ page: undefined, ...change })} />
      <Loaded query={queue}>
        {(found) => (
          <>
            <StandingStill since={found.standingStillSince} />
            <WaitingNote
              counts={found.counts}
              onShow={() => setSearch({ states: [...statesForPeople], page: undefined })}
            />
            {found.total === 0 && !isFiltered ? (
              <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
            ) : (
              <Queue rows={found.rows} total={found.total} />
            )}
            {found.total > pageSize && (
              <Pagination
                total={Math.ceil(found.total / pageSize)}
                value={search.page ?? 1}
                onChange={(page) => setSearch({ page })}
              />
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

// What is over is history: shown when somebody asks for it.
const openStates = publicationStates.filter((state) => state !== 'published' && state !== 'cancelled')

function filterOf({ from, to, withDone, states, ...rest }: Search, zone: string): QueueFilter {
  const startOf = (date: string) => resolveSlot({ date, time: '00:00', zone }).instant.toISOString()
  const wanted = states ?? (withDone ? undefined : openStates)
  return {
    ...rest,
    ...(wanted === undefined ? {} : { states: [...wanted] }),
    ...(from === undefined ? {} : { from: startOf(from) }),
    ...(to === undefined ? {} : { to: startOf(addDays(to, 1)) }),
    pageSize,
  }
}

function QueueFilters({ search, onChange }: { search: Search; onChange(change: Partial<Search>): void }) {
  const t = useText(publicationText)
  const channels = useQuery(channelsQuery()).data ?? []
  return (
    <FilterBar
      values={search}
      onChange={(change) => onChange(change as Partial<Search>)}
      fields={[
        { key: 'text', kind: 'text', label: t('field.search') },
        {
          key: 'states',
          kind: 'many',
          label: t('field.state'),
          options: publicationStates.map((state) => ({ value: state, label: t(`state.${state}`) })),
        },
        {
          key: 'channelId',
          kind: 'one',
          label: t('field.channel'),
          options: channels.map(({ id, name }) => ({ value: id, label: name })),
        },
        { key: 'from', kind: 'day', label: t('field.from') },
        { key: 'to', kind: 'day', label: t('field.to') },
        { key: 'withDone', kind: 'flag', label: t('field.withDone') },
      ]}
    />
  )
}

function StandingStill({ since }: { since: string | null }) {
  const t = useText(publicationText)
  const format = useFormat()
  if (since === null) return null
  const isEver = new Date(since).getTime() === 0
  return (
    <Note tone="bad" title={t('standingStill.title')}>
      {isEver ? t('standingStill.ever') : t('standingStill.text', { since: format.instant(since) })}
    </Note>
  )
}

function WaitingNote({ counts, onShow }: { counts: Record<string, number>; onShow(): void }) {
  const t = useText(publicationText)
  const count = Object.values(counts).reduce((sum, one) => sum + one, 0)
  if (count === 0) return null
  return (
    <Note
      tone="waiting"
      actions={
        <Button size="compact-sm" variant="default" onClick={onShow}>
          {t('showWaiting')}
        </Button>
      }
    >
      {t('waiting', { count })}
    </Note>
  )
}

function Queue({ rows, total }: { rows: readonly Publication[]; total: number }) {
  const t = useText(publicationText)
  const format = useFormat()
  const go = useGo()
  const columns: Column<Publication>[] = [
    {
      key: 'when',
      header: t('field.when'),
      width: '11rem',
      cell: (row) => (row.slot === null ? t('withoutTime') : format.slot(row.slot)),
    },
    {
      key: 'piece',
      header: t('field.piece'),
      width: 'minmax(12rem, 3fr)',
      card: 'title',
      cell: (row) => <AppLink to={`/pieces/${row.piece.id}`}>{row.piece.title}</AppLink>,
    },
    { key: 'channel', header: t('field.channel'), cell: (row) => row.channel.name },
    {
      key: 'state',
      header: t('field.state'),
      width: 'minmax(10rem, 2fr)',
      cell: (row) => (
        <>
          <StatusBadge tone={toneOfState[row.state]} label={t(`state.${row.state}`)} />
          {row.failure && (
            <Text size="xs" c="dimmed" component="div">
              <Cause cause={row.failure} />
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'actions',
      header: t('field.actions'),
      width: '15rem',
      align: 'end',
      card: 'wide',
      cell: (row) => <PublicationActions publication={row} />,
    },
  ]
  return (
    <DataTable
      label={t('queue')}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.id}
      onOpen={(row) => go(`/pieces/${row.piece.id}`)}
      total={total}
      empty={<Text c="dimmed">{t('nothingFound')}</Text>}
    />
  )
}
