import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { AppLink, ButtonLink } from '../../../kit/AppLink.tsx'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { useText } from '../../../kit/language.tsx'
import { Loaded, Note } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import { pieceText } from '../../piece/piece.text.ts'
import { toneOfStatus } from '../../piece/ui/tones.ts'
import type { ImportedPieces, ImportJob } from '../exchange.schema.ts'
import { exchangeText } from '../exchange.text.ts'
import { client, importedQuery, reportQuery } from './import.queries.ts'
import { LeftOutList, ProblemList, usePlanned } from './lists.tsx'
import type { z } from 'zod'

/** What came into the plan, with a link to each piece, and the way back. */
export function ResultStep({ job, onLeave }: { job: ImportJob; onLeave(): void }) {
  const t = useText(exchangeText)
  const report = useQuery(reportQuery(job.id))
  const undo = useCommand(client.undo, { topics: ['import', 'piece'] })
  const counts = Map.groupBy(report.data?.problems ?? [], ({ code }) => code)
  return (
    <Stack gap="lg">
      <div role="status">
        <Note tone={job.status === 'done' ? 'good' : 'info'} title={<ResultTitle job={job} />}>
          {job.status === 'undone' && <UndoneWords job={job} />}
        </Note>
      </div>
      <Group>
        <ButtonLink to="/plan">{t('result.toPlan')}</ButtonLink>
        {job.status === 'done' && (
          <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate({ id: job.id })}>
            {t('result.undo')}
          </Button>
        )}
        <Button variant="subtle" onClick={onLeave}>
          {t('result.again')}
        </Button>
      </Group>
      <ImportedList job={job} />
      <ProblemList
        problems={report.data?.problems ?? []}
        total={job.problemCount}
        counts={[...counts].map(([code, problems]) => ({ code, count: problems.length }))}
      />
      <LeftOutList rows={(report.data?.leftOut ?? []).filter(({ reason }) => reason !== 'above_header')} />
    </Stack>
  )
}

function ResultTitle({ job }: { job: ImportJob }) {
  const t = useText(exchangeText)
  return job.status === 'done' ? t('result.heading', { count: job.pieceCount }) : t('result.undone')
}

function UndoneWords({ job }: { job: ImportJob }) {
  const t = useText(exchangeText)
  return (
    <>
      <Text size="sm">{t('result.removed', { count: job.pieceCount - job.keptCount })}</Text>
      {job.keptCount > 0 && <Text size="sm">{t('result.kept', { count: job.keptCount })}</Text>}
    </>
  )
}

type ImportedPiece = z.infer<typeof ImportedPieces>['pieces'][number]

function ImportedList({ job }: { job: ImportJob }) {
  const t = useText(exchangeText)
  const piece = useText(pieceText)
  const planned = usePlanned()
  const imported = useInfiniteQuery(importedQuery(job.id))
  const columns: Column<ImportedPiece>[] = [
    { key: 'row', header: t('preview.row'), width: '4.5rem', align: 'end', cell: ({ row }) => row },
    {
      key: 'title',
      header: t('field.title'),
      width: '3fr',
      card: 'title',
      cell: ({ id, title, isDeleted }) =>
        isDeleted ? title : <AppLink to={`/pieces/${id}`}>{title}</AppLink>,
    },
    {
      key: 'date',
      header: t('field.date'),
      width: '11rem',
      cell: ({ plannedOn, plannedPrecision }) => planned({ day: plannedOn, precision: plannedPrecision }),
    },
    {
      key: 'status',
      header: t('field.status'),
      width: '9rem',
      cell: ({ status, isDeleted }) =>
        isDeleted ? (
          <StatusBadge tone="quiet" label={t('result.deleted')} />
        ) : (
          <StatusBadge tone={toneOfStatus[status]} label={piece(`status.${status}`)} />
        ),
    },
  ]
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('result.pieces')}
      </Title>
      <Loaded query={imported}>
        {({ pages }) => (
          <>
            <DataTable
              label={t('result.pieces')}
              rows={pages.flatMap((page) => page.pieces)}
              total={pages[0]?.total ?? 0}
              columns={columns}
              rowKey={({ id }) => id}
            />
            {imported.hasNextPage && (
              <Button
                variant="default"
                mt="xs"
                loading={imported.isFetchingNextPage}
                onClick={() => void imported.fetchNextPage()}
              >
                {t('result.more')}
              </Button>
            )}
          </>
        )}
      </Loaded>
    </section>
  )
}
