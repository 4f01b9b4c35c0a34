import { Button, Group, Stack, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { z } from 'zod'
import { Day } from '../../../kernel/calendar.ts'
import { AppLink, useGo } from '../../../kit/AppLink.tsx'
import { DataTable, type Column, type Sort } from '../../../kit/DataTable.tsx'
import { FilterBar, useUrlFilters, type FilterField } from '../../../kit/FilterBar.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { EmptyState, Loaded, Loading } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { resultText } from '../../text.ts'
import { CountingSetupPanel } from '../../visit/ui/CountingSetupPanel.tsx'
import { ResultSort, type ResultPage, type ResultRow } from '../result.schema.ts'
import { allResultsQuery } from './result.queries.ts'

const ResultChart = lazy(() =>
  import('./ResultChart.tsx').then((module) => ({ default: module.ResultChart })),
)

/** What the address of the page says: the filter, the order, and whether the set-up of counting is open. */
export const ResultsSearch = z.object({
  text: z.string().max(200).optional(),
  from: Day.optional(),
  to: Day.optional(),
  sort: ResultSort.optional(),
  setup: z.boolean().optional(),
})

/** "Messen": what was read of the pieces and what they cost, and the set-up of website counting. */
export function ResultsPage() {
  const t = useText(resultText)
  const [{ setup, ...filter }, setSearch] = useUrlFilters(ResultsSearch)
  const pages = useInfiniteQuery(allResultsQuery(filter))
  const fields: FilterField[] = [
    { key: 'text', kind: 'text', label: t('page.search') },
    { key: 'from', kind: 'day', label: t('page.from') },
    { key: 'to', kind: 'day', label: t('page.to') },
  ]
  const isOpen = setup === true
  return (
    <Page
      title={t('page.title')}
      subtitle={t('page.subtitle')}
      help={{ de: 'messen', en: 'measure' }}
      actions={
        <Button variant="default" aria-expanded={isOpen} onClick={() => setSearch({ setup: !isOpen })}>
          {t('page.setUp')}
        </Button>
      }
    >
      {isOpen && <CountingSetupPanel />}
      <FilterBar fields={fields} values={filter} onChange={setSearch} />
      <Loaded query={pages}>
        {({ pages: found }) => (
          <Found
            pages={found}
            isFiltered={filter.text !== undefined}
            sort={filter.sort ?? 'views'}
            onSort={(sort) => setSearch({ sort })}
            onMore={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
          />
        )}
      </Loaded>
    </Page>
  )
}

type FoundProps = {
  pages: readonly ResultPage[]
  isFiltered: boolean
  sort: ResultSort
  onSort(sort: ResultSort): void
  onMore?(): void
}

function Found({ pages, isFiltered, sort, onSort, onMore }: FoundProps) {
  const t = useText(resultText)
  const go = useGo()
  const columns = useColumns()
  const [first] = pages
  if (!first) return null
  const rows = pages.flatMap((page) => page.rows)
  if (rows.length === 0 && isFiltered) return <Text c="dimmed">{t('page.nothingFound')}</Text>
  const sorts: Record<string, ResultSort> = { views: 'views', visits: 'visits', piece: 'newest' }
  const shownSort: Sort = {
    by: Object.keys(sorts).find((key) => sorts[key] === sort) ?? 'views',
    descending: true,
  }
  return (
    <Stack gap="md">
      <SiteChart page={first} />
      {rows.length === 0 ? (
        <EmptyState title={t('page.empty')}>{t('page.emptyHint')}</EmptyState>
      ) : (
        <>
          <DataTable
            label={t('page.pieces')}
            rows={rows}
            columns={columns}
            rowKey={(row) => row.piece.id}
            onOpen={(row) => go(`/pieces/${row.piece.id}`)}
            sort={shownSort}
            onSort={({ by }) => onSort(sorts[by] ?? 'views')}
            total={first.total}
          />
          {onMore && (
            <Group justify="center">
              <Button variant="default" onClick={onMore}>
                {t('page.more')}
              </Button>
            </Group>
          )}
          <Text size="xs" c="dimmed">
            {t('page.span')}
          </Text>
        </>
      )}
    </Stack>
  )
}

function SiteChart({ page }: { page: ResultPage }) {
  const t = useText(resultText)
  const format = useFormat()
  if (page.days.every(({ views }) => views === 0)) return null
  const label = t('page.site', { from: format.day(page.from), to: format.day(page.to) })
  const series = [
    { key: 'views', label: t('panel.views'), color: 'var(--ls-accent-text)' },
    { key: 'visits', label: t('panel.visits'), color: 'var(--mantine-color-orange-6)' },
  ]
  return (
    <div>
      <Text size="sm" c="dimmed" mb={4}>
        {label}
      </Text>
      <Suspense fallback={<Loading />}>
        <ResultChart days={page.days} series={series} label={label} />
      </Suspense>
    </div>
  )
}

function useColumns(): Column<ResultRow>[] {
  const t = useText(resultText)
  const format = useFormat()
  const money = ({ planned, actual }: ResultRow['cost']) => {
    if (actual !== null) return format.money(actual)
    return planned === null ? '–' : t('page.plannedCost', { amount: format.money(planned) })
  }
  return [
    {
      key: 'piece',
      header: t('page.piece'),
      width: 'minmax(14rem, 4fr)',
      card: 'title',
      isSortable: true,
      cell: ({ piece }) => <AppLink to={`/pieces/${piece.id}`}>{piece.title}</AppLink>,
    },
    {
      key: 'views',
      header: t('panel.views'),
      align: 'end',
      isSortable: true,
      cell: (row) => format.number(row.views),
    },
    {
      key: 'visits',
      header: t('panel.visits'),
      align: 'end',
      isSortable: true,
      cell: (row) => format.number(row.visits),
    },
    { key: 'clicks', header: t('panel.clicks'), align: 'end', cell: (row) => format.number(row.clicks) },
    {
      key: 'cost',
      header: t('page.cost'),
      align: 'end',
      width: 'minmax(7rem, 1.4fr)',
      cell: (row) => <span title={t('page.costHint')}>{money(row.cost)}</span>,
    },
    {
      key: 'costPerVisit',
      header: t('panel.costPerVisit'),
      align: 'end',
      width: 'minmax(7rem, 1.4fr)',
      cell: (row) => money(row.costPerVisit),
    },
  ]
}
