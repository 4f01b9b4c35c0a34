import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { z } from 'zod'
import { AppLink } from '../../../kit/AppLink.tsx'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { useUrlFilters } from '../../../kit/FilterBar.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { EmptyState, Loaded } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { Tabs } from '../../../kit/Tabs.tsx'
import type { Approval } from '../review.schema.ts'
import { reviewText } from '../review.text.ts'
import { reviewList, reviewView } from './review.queries.ts'
import { ReviewContent } from './ReviewContent.tsx'
import { StateBadge } from './StateBadge.tsx'

const Search = z.object({
  scope: z.enum(['mine', 'asked', 'open']).optional(),
  approval: z.uuid().optional(),
})
type Scope = NonNullable<z.infer<typeof Search>['scope']>

/** What waits for my decision, what I asked for, and all that is open; one of them opened to be decided. */
export function ReviewsPage() {
  const [search, setSearch] = useUrlFilters(Search)
  if (search.approval !== undefined)
    return <OpenReview id={search.approval} onBack={() => setSearch({ ...search, approval: undefined })} />
  return (
    <ReviewLists
      scope={search.scope ?? 'mine'}
      onScope={(scope) => setSearch({ scope })}
      onOpen={(approval) => setSearch({ ...search, approval })}
    />
  )
}

function OpenReview({ id, onBack }: { id: string; onBack(): void }) {
  const t = useText(reviewText)
  const { data: view } = useQuery(reviewView(id))
  // A long text is read from its beginning.
  useEffect(() => window.scrollTo(0, 0), [id])
  return (
    <Page
      title={view?.title ?? t('page.title')}
      help={{ de: 'freigaben', en: 'approvals' }}
      back={
        <Button variant="subtle" size="compact-sm" onClick={onBack}>
          {t('page.title')}
        </Button>
      }
    >
      <ReviewContent approvalId={id} />
    </Page>
  )
}

function ReviewLists(props: { scope: Scope; onScope(scope: Scope): void; onOpen(approvalId: string): void }) {
  const { scope, onScope, onOpen } = props
  const t = useText(reviewText)
  const tab = (key: Scope) => ({
    key,
    label: t(`page.${key}`),
    panel: <ReviewTable scope={key} onOpen={onOpen} />,
  })
  return (
    <Page title={t('page.title')} help={{ de: 'freigaben', en: 'approvals' }}>
      <Tabs
        label={t('page.title')}
        value={scope}
        onChange={onScope}
        tabs={[tab('mine'), tab('asked'), tab('open')]}
      />
    </Page>
  )
}

const emptyKeys = {
  mine: { title: 'page.emptyMine', how: 'page.emptyMineHow' },
  asked: { title: 'page.emptyAsked', how: 'page.emptyAskedHow' },
  open: { title: 'page.emptyOpen', how: 'page.emptyOpenHow' },
} as const

function ReviewTable({ scope, onOpen }: { scope: Scope; onOpen(approvalId: string): void }) {
  const t = useText(reviewText)
  const format = useFormat()
  const query = useQuery(reviewList(scope))
  const columns: Column<Approval>[] = [
    {
      key: 'piece',
      header: t('page.piece'),
      width: 'minmax(14rem, 3fr)',
      card: 'title',
      cell: (row) => (
        <AppLink to="/produce/reviews" search={{ scope, approval: row.id }}>
          {row.pieceTitle}
        </AppLink>
      ),
    },
    {
      key: 'from',
      header: scope === 'mine' ? t('page.from') : t('page.whom'),
      cell: (row) => (scope === 'mine' ? row.requestedByName : row.askedName),
    },
    { key: 'until', header: t('page.until'), cell: (row) => format.instant(row.expiresAt) },
    { key: 'state', header: t('page.state'), cell: (row) => <StateBadge state={row.state} /> },
  ]
  return (
    <Loaded query={query}>
      {(rows) => (
        <DataTable
          label={t(`page.${scope}`)}
          rows={rows}
          columns={columns}
          rowKey={({ id }) => id}
          onOpen={({ id }) => onOpen(id)}
          empty={<EmptyState title={t(emptyKeys[scope].title)}>{t(emptyKeys[scope].how)}</EmptyState>}
        />
      )}
    </Loaded>
  )
}
