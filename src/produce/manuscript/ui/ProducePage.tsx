import { Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { AppLink, ButtonLink, useGo } from '../../../kit/AppLink.tsx'
import { sliceClient } from '../../../kit/api.ts'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { EmptyState, RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { PersonBadge } from '../../../kit/Person.tsx'
import { StatusOfPiece } from '../../../plan/ui.ts'
import type { planApi } from '../../../plan/api.ts'
import { StateBadge } from '../../review/ui/StateBadge.tsx'
import type { ReviewState } from '../../review/review.schema.ts'
import { manuscriptText } from '../manuscript.text.ts'
import { client } from './manuscript.queries.ts'

const plan = sliceClient<typeof planApi>('plan')
const statesInProduction = ['briefing', 'in_progress', 'in_review', 'approved', 'rework'] as const
const rowsPerPage = 50

type Card = Awaited<ReturnType<typeof plan.piece.list>>['pieces'][number]
type Row = Card & { words: number | null; writtenAt: string | null; state: ReviewState }

/** The pieces that are being made, with how far their texts and approvals are. */
export function ProducePage() {
  const t = useText(manuscriptText)
  const go = useGo()
  const query = useInfiniteQuery({
    queryKey: ['piece', 'production'],
    queryFn: ({ pageParam }) =>
      plan.piece.list({
        statuses: [...statesInProduction],
        sort: 'day',
        offset: pageParam,
        limit: rowsPerPage,
      }),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => (last.pieces.length < rowsPerPage ? null : pages.length * rowsPerPage),
  })
  const cards = useMemo(() => query.data?.pages.flatMap(({ pieces }) => pieces) ?? [], [query.data])
  const rows = useRows(cards)
  const columns = useColumns()
  return (
    <Page
      title={t('production.title')}
      subtitle={t('production.subtitle')}
      help={{ de: 'schreiben', en: 'writing' }}
      actions={
        <ButtonLink to="/produce/reviews" variant="default">
          {t('production.reviews')}
        </ButtonLink>
      }
    >
      {query.isError && cards.length === 0 ? (
        <RefusalNote error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <DataTable
          label={t('production.title')}
          rows={rows}
          columns={columns}
          rowKey={({ id }) => id}
          onOpen={({ id }) => go(`/pieces/${id}`)}
          onReachEnd={() => {
            if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
          }}
          isLoading={query.isPending}
          empty={
            <EmptyState
              title={t('production.empty')}
              actions={<ButtonLink to="/plan">{t('production.toPlan')}</ButtonLink>}
            >
              {t('production.emptyHow')}
            </EmptyState>
          }
        />
      )}
    </Page>
  )
}

/** Text and approval of the pieces, asked for a hundred at a time. */
function useRows(cards: readonly Card[]): Row[] {
  const pieceIds = cards.map(({ id }) => id)
  const texts = useQuery({
    queryKey: ['manuscript', 'overview', pieceIds],
    queryFn: () => inParts(pieceIds, (part) => client.manuscript.overview({ pieceIds: part })),
    enabled: pieceIds.length > 0,
  })
  const states = useQuery({
    queryKey: ['approval', 'states', pieceIds],
    queryFn: () => inParts(pieceIds, (part) => client.review.states({ pieceIds: part })),
    enabled: pieceIds.length > 0,
  })
  return useMemo(() => {
    const textOf = new Map(texts.data?.map((text) => [text.pieceId, text]))
    const stateOf = new Map(states.data?.map(({ pieceId, state }) => [pieceId, state]))
    return cards.map((card) => ({
      ...card,
      words: textOf.get(card.id)?.wordCount ?? null,
      writtenAt: textOf.get(card.id)?.updatedAt ?? null,
      state: stateOf.get(card.id) ?? 'none',
    }))
  }, [cards, texts.data, states.data])
}

// The ids stand in the address of the request, which must not grow without end.
async function inParts<T>(ids: readonly string[], ask: (part: string[]) => Promise<T[]>): Promise<T[]> {
  const parts = Array.from({ length: Math.ceil(ids.length / 100) }, (_, index) =>
    ids.slice(index * 100, index * 100 + 100),
  )
  return (await Promise.all(parts.map(ask))).flat()
}

function useColumns(): Column<Row>[] {
  const t = useText(manuscriptText)
  const format = useFormat()
  return [
    {
      key: 'title',
      header: t('production.piece'),
      width: 'minmax(14rem, 3fr)',
      card: 'title',
      cell: (row) => <AppLink to={`/pieces/${row.id}`}>{row.title}</AppLink>,
    },
    { key: 'status', header: t('production.status'), cell: (row) => <StatusOfPiece status={row.status} /> },
    {
      key: 'text',
      header: t('production.text'),
      cell: (row) =>
        row.words === null ? (
          <Text c="dimmed" size="sm">
            {t('production.noText')}
          </Text>
        ) : (
          t('words', { count: row.words })
        ),
    },
    {
      key: 'approval',
      header: t('production.approval'),
      width: 'minmax(11rem, 1fr)',
      cell: (row) => <StateBadge state={row.state} />,
    },
    {
      key: 'owner',
      header: t('production.owner'),
      width: 'minmax(10rem, 1fr)',
      cell: ({ owner }) => (
        <PersonBadge
          person={owner.memberId === null ? null : { memberId: owner.memberId, name: owner.name }}
          unknownName={owner.memberId === null ? owner.name : ''}
        />
      ),
    },
    {
      key: 'planned',
      header: t('production.planned'),
      cell: (row) => (row.plannedOn === null ? '–' : format.dayShort(row.plannedOn)),
    },
    {
      key: 'changed',
      header: t('production.changed'),
      cell: (row) => (row.writtenAt === null ? '–' : format.relative(row.writtenAt)),
    },
  ]
}
