import { Select } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { AppLink, useGo } from '../../../kit/AppLink.tsx'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { DayInput } from '../../../kit/inputs.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { EmptyState, RefusalNote } from '../../../kit/Notes.tsx'
import { PersonBadge } from '../../../kit/Person.tsx'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import { nextStatuses, whyNotReplan } from '../piece.rules.ts'
import { PieceSort, type PieceCard, type PieceFilter } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { choicesQuery, pageQuery, useChangePiece, useChangeStatus, useMovePiece } from './piece.queries.ts'
import { PieceMenu } from './PieceMenu.tsx'
import type { PlanSearch } from './plan.search.ts'
import { toneOfStatus } from './tones.ts'
import { useActor } from './useActor.ts'
import classes from './plan.module.css'

type PaneProps = { search: PlanSearch; filter: PieceFilter; onChange(change: Partial<PlanSearch>): void }

/** The plan as a table; day, status and owner are changed in place, everything else on the piece's page. */
export function TablePane({ search, filter, onChange }: PaneProps) {
  const t = useText(pieceText)
  const go = useGo()
  const sort = search.sort ?? 'day'
  const query = useInfiniteQuery(pageQuery(filter, sort, search.descending ?? false))
  const rows = useMemo(() => query.data?.pages.flatMap(({ pieces }) => pieces) ?? [], [query.data])
  const columns = useColumns()
  if (query.isError && rows.length === 0)
    return <RefusalNote error={query.error} onRetry={() => void query.refetch()} />
  return (
    <DataTable
      label={t('plan')}
      rows={rows}
      columns={columns}
      rowKey={({ id }) => id}
      onOpen={({ id }) => go(`/pieces/${id}`)}
      sort={{ by: sort, descending: search.descending ?? false }}
      onSort={({ by, descending }) => onChange({ sort: PieceSort.parse(by), descending })}
      total={query.data?.pages[0]?.total}
      onReachEnd={() => {
        if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
      }}
      isLoading={query.isPending}
      empty={<EmptyState title={t('empty.filteredTitle')}>{t('empty.filteredText')}</EmptyState>}
    />
  )
}

function useColumns(): Column<PieceCard>[] {
  const t = useText(pieceText)
  return [
    {
      key: 'number',
      header: t('field.number'),
      width: '4rem',
      align: 'end',
      card: 'hidden',
      cell: (row) => row.number,
    },
    {
      key: 'title',
      header: t('field.title'),
      width: 'minmax(14rem, 3fr)',
      isSortable: true,
      card: 'title',
      cell: (row) => (
        <AppLink to={`/pieces/${row.id}`} className={classes.cardTitle}>
          {row.title}
        </AppLink>
      ),
    },
    {
      key: 'day',
      header: t('field.plannedOn'),
      width: 'minmax(11.5rem, 1fr)',
      isSortable: true,
      cell: (row) => <DayCell piece={row} />,
    },
    {
      key: 'status',
      header: t('field.status'),
      width: 'minmax(10rem, 1fr)',
      isSortable: true,
      cell: (row) => <StatusCell piece={row} />,
    },
    {
      key: 'channels',
      header: t('field.channels'),
      width: 'minmax(9rem, 1fr)',
      cell: (row) => row.channelWords.join(', ') || '–',
    },
    {
      key: 'owner',
      header: t('field.owner'),
      width: 'minmax(11rem, 1fr)',
      cell: (row) => <OwnerCell piece={row} />,
    },
    {
      key: 'campaign',
      header: t('field.campaign'),
      card: 'hidden',
      cell: (row) => row.campaign?.name ?? '–',
    },
    {
      key: 'menu',
      header: '',
      card: 'menu',
      width: '3rem',
      align: 'end',
      cell: (row) => <PieceMenu piece={row} />,
    },
  ]
}

/** The day with its time, or the week or month; a day is changed in place. */
function DayCell({ piece }: { piece: PieceCard }) {
  const t = useText(pieceText)
  const format = useFormat()
  const move = useMovePiece()
  const canMove = whyNotReplan(useActor()) === null
  if (piece.plannedOn !== null && piece.plannedPrecision === 'week')
    return t('inWeek', { week: format.week(piece.plannedOn) })
  if (piece.plannedOn !== null && piece.plannedPrecision === 'month')
    return t('inMonth', { month: format.month(piece.plannedOn) })
  if (!canMove) return piece.plannedOn === null ? t('noDay') : format.day(piece.plannedOn)
  return (
    <div className={classes.dayAndTime}>
      <DayInput
        size="xs"
        aria-label={`${t('field.plannedOn')}: ${piece.title}`}
        value={piece.plannedOn}
        clearable
        onChange={(plannedOn) => {
          if (plannedOn !== piece.plannedOn) move(piece, { plannedOn })
        }}
      />
      {piece.plannedTime}
    </div>
  )
}

function StatusCell({ piece }: { piece: PieceCard }) {
  const t = useText(pieceText)
  const changeStatus = useChangeStatus()
  const next = nextStatuses(piece, useActor())
  if (next.length === 0)
    return <StatusBadge tone={toneOfStatus[piece.status]} label={t(`status.${piece.status}`)} />
  return (
    <Select
      size="xs"
      className={`ls-tone-${toneOfStatus[piece.status]}`}
      styles={{ input: { background: 'var(--tone-soft)', color: 'var(--tone-text)', fontWeight: 600 } }}
      aria-label={`${t('field.status')}: ${piece.title}`}
      value={piece.status}
      allowDeselect={false}
      data={[piece.status, ...next].map((status) => ({ value: status, label: t(`status.${status}`) }))}
      onChange={(status) => {
        if (status !== null && status !== piece.status) changeStatus(piece, status)
      }}
    />
  )
}

function OwnerCell({ piece }: { piece: PieceCard }) {
  const t = useText(pieceText)
  const change = useChangePiece()
  const choices = useQuery(choicesQuery).data
  const canAssign = whyNotReplan(useActor()) === null
  const { memberId, name } = piece.owner
  if (!canAssign)
    return (
      <PersonBadge
        person={memberId === null ? null : { memberId, name }}
        unknownName={memberId === null ? name : ''}
      />
    )
  const members = (choices?.owners ?? []).flatMap((owner) =>
    owner.memberId === null ? [] : [{ value: owner.memberId, label: owner.name }],
  )
  return (
    <Select
      size="xs"
      aria-label={`${t('field.owner')}: ${piece.title}`}
      placeholder={name === '' ? t('nobody') : `${name} (${t('noMember')})`}
      value={memberId}
      data={members}
      searchable
      clearable
      onChange={(ownerMemberId) => {
        if (ownerMemberId !== memberId) change({ id: piece.id, version: piece.version, ownerMemberId })
      }}
    />
  )
}
