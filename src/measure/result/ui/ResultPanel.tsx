import { Anchor, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { ButtonLink } from '../../../kit/AppLink.tsx'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded, Loading, Note } from '../../../kit/Notes.tsx'
import { resultText } from '../../text.ts'
import type { PieceResult, PublicationResult } from '../result.schema.ts'
import { pieceResultQuery } from './result.queries.ts'

const ResultChart = lazy(() =>
  import('./ResultChart.tsx').then((module) => ({ default: module.ResultChart })),
)

/** What a piece brought in, for its page: sums, days, publications, cost per visit. */
export function ResultPanel({ pieceId }: { pieceId: string }) {
  const t = useText(resultText)
  const result = useQuery(pieceResultQuery(pieceId))
  return (
    <Stack component="section" gap="sm" aria-label={t('panel.title')}>
      <Title order={2} size="h4">
        {t('panel.title')}
      </Title>
      <Loaded query={result}>{(found) => <Found result={found} />}</Loaded>
    </Stack>
  )
}

function Found({ result }: { result: PieceResult }) {
  const t = useText(resultText)
  const format = useFormat()
  if (result.publications.length === 0 && result.total.views === 0)
    return <Text c="dimmed">{t('panel.unpublished')}</Text>
  const series = [
    { key: 'views', label: t('panel.views'), color: 'var(--ls-accent-text)' },
    { key: 'clicks', label: t('panel.clicks'), color: 'var(--mantine-color-orange-6)' },
  ]
  const label = t('panel.perDay', { from: format.day(result.from), to: format.day(result.to) })
  return (
    <Stack gap="md">
      <CountingNote result={result} />
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        <Figure name={t('panel.views')} value={format.number(result.total.views)} note={t('panel.ever')} />
        <Figure name={t('panel.visits')} value={format.number(result.total.visits)} note={t('panel.ever')} />
        <Figure name={t('panel.clicks')} value={format.number(result.total.clicks)} note={t('panel.ever')} />
        <CostFigure result={result} />
      </SimpleGrid>
      <div>
        <Text size="sm" c="dimmed" mb={4}>
          {label}
        </Text>
        <Suspense fallback={<Loading />}>
          <ResultChart days={result.days} series={series} label={label} />
        </Suspense>
      </div>
      {result.publications.length > 0 && <Publications rows={result.publications} />}
    </Stack>
  )
}

function CountingNote({ result }: { result: PieceResult }) {
  const t = useText(resultText)
  if (result.isCounting && result.hasArrived) return null
  const setUp = (
    <ButtonLink to="/measure" search={{ setup: true }} size="xs" variant="default">
      {t('panel.setUp')}
    </ButtonLink>
  )
  return (
    <Note tone="info" actions={setUp}>
      {result.isCounting ? t('panel.notArrived') : t('panel.off')}
    </Note>
  )
}

function CostFigure({ result: { cost, costPerVisit, total } }: { result: PieceResult }) {
  const t = useText(resultText)
  const format = useFormat()
  const shown = cost.actual === null ? costPerVisit.planned : costPerVisit.actual
  const notes = [
    ...(cost.actual ? [t('panel.actual', { amount: format.money(cost.actual) })] : []),
    ...(cost.planned ? [t('panel.planned', { amount: format.money(cost.planned) })] : []),
  ]
  const without = total.visits === 0 ? t('panel.noVisit') : t('panel.noCost')
  return (
    <Figure
      name={t('panel.costPerVisit')}
      value={shown === null ? '–' : format.money(shown)}
      note={[...(shown === null ? [without] : []), ...notes].join(' · ')}
    />
  )
}

function Figure({ name, value, note }: { name: string; value: string; note: string }) {
  return (
    <Paper withBorder p="sm">
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text size="xl" fw={600}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </Paper>
  )
}

function Publications({ rows }: { rows: readonly PublicationResult[] }) {
  const t = useText(resultText)
  const format = useFormat()
  const columns: Column<PublicationResult>[] = [
    {
      key: 'channel',
      header: t('panel.channel'),
      width: 'minmax(8rem, 2fr)',
      card: 'title',
      cell: (row) =>
        row.liveUrl === null ? (
          row.channelName
        ) : (
          <Anchor href={row.liveUrl} target="_blank" rel="noreferrer" size="sm">
            {row.channelName}
          </Anchor>
        ),
    },
    { key: 'clicks', header: t('panel.clicks'), align: 'end', cell: (row) => format.number(row.clicks) },
    {
      key: 'visits',
      header: t('panel.visitsByLink'),
      width: 'minmax(8rem, 1.5fr)',
      align: 'end',
      cell: (row) => format.number(row.visitsByLink),
    },
    {
      key: 'views',
      header: t('panel.pageViews'),
      width: 'minmax(8rem, 1.5fr)',
      align: 'end',
      cell: (row) => format.number(row.views),
    },
  ]
  return <DataTable label={t('panel.publications')} rows={rows} columns={columns} rowKey={(row) => row.id} />
}
