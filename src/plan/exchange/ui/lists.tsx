import { Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { isoWeek } from '../../../kernel/calendar.ts'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import { pieceText } from '../../piece/piece.text.ts'
import { toneOfStatus } from '../../piece/ui/tones.ts'
import type { ImportPreview, ImportProblem, LeftOutRow, PieceDraft, PlannedDate } from '../exchange.schema.ts'
import { exchangeText } from '../exchange.text.ts'
import classes from './import.module.css'

const tableHeight = '24rem'

/** Lists with more rows than this are folded, so that the button below stays near. */
const foldedFrom = 6

type SectionProps = {
  title: string
  count: number
  isOpen?: boolean
  hint?: string
  above?: ReactNode
  children: ReactNode
}

/** A list under its heading; a long one is folded until it is asked for. */
function Section(props: SectionProps) {
  const { title, count, isOpen = count < foldedFrom, hint, above, children } = props
  const format = useFormat()
  return (
    <section>
      <Title order={2} size="h4">
        {title}
      </Title>
      {hint !== undefined && (
        <Text size="sm" c="dimmed">
          {hint}
        </Text>
      )}
      {above}
      {count > 0 && (
        <details open={isOpen}>
          <summary className={classes.fold}>
            {title}: {format.number(count)}
          </summary>
          {children}
        </details>
      )}
    </section>
  )
}

/** A planned day, week or month as the reader writes it. */
export function usePlanned(): (planned: PlannedDate) => string {
  const t = useText(exchangeText)
  const format = useFormat()
  return ({ day, precision }) => {
    if (day === null) return t('result.noDate')
    if (precision === 'week') return `${format.week(day)}/${isoWeek(day).year}`
    return precision === 'month' ? format.month(day) : format.day(day)
  }
}

/** What was noticed, row by row, with a count for each kind. */
export function ProblemList(props: {
  problems: ImportProblem[]
  counts: ImportPreview['problemCounts']
  /** Rows there are altogether; `problems` may be the first of them. */
  total: number
}) {
  const { problems, counts, total } = props
  const t = useText(exchangeText)
  const format = useFormat()
  if (counts.length === 0) return null
  const columns: Column<ImportProblem>[] = [
    {
      key: 'cell',
      header: t('preview.cell'),
      width: '6rem',
      cell: ({ cell, row }) => cell || `${t('preview.row')} ${row}`,
    },
    {
      key: 'what',
      header: t('preview.what'),
      width: '2fr',
      card: 'title',
      cell: ({ code }) => t(`problem.${code}`),
    },
    { key: 'column', header: t('mapping.column'), cell: ({ header }) => header, card: 'hidden' },
    { key: 'value', header: t('preview.value'), width: '2fr', cell: ({ value }) => value },
  ]
  return (
    <Section
      title={t('preview.problemsHeading')}
      count={total}
      hint={t('preview.problemsExplain')}
      above={
        <Group gap="xs" my="xs">
          {counts.map(({ code, count }) => (
            <StatusBadge
              key={code}
              tone="waiting"
              label={`${t(`problem.${code}`)}: ${format.number(count)}`}
            />
          ))}
        </Group>
      }
    >
      <DataTable
        label={t('preview.problemsHeading')}
        rows={problems}
        columns={columns}
        rowKey={({ row, cell, code }) => `${row} ${cell} ${code}`}
        maxHeight={tableHeight}
      />
      {total > problems.length && (
        <Text size="sm" c="dimmed">
          {t('preview.problemsMore', { shown: problems.length, total })}
        </Text>
      )}
    </Section>
  )
}

/** The first pieces as they will be. */
export function PieceList({ pieces }: { pieces: PieceDraft[] }) {
  const t = useText(exchangeText)
  const piece = useText(pieceText)
  const planned = usePlanned()
  if (pieces.length === 0) return null
  const columns: Column<PieceDraft>[] = [
    { key: 'row', header: t('preview.row'), width: '4.5rem', align: 'end', cell: ({ row }) => row },
    { key: 'title', header: t('field.title'), width: '3fr', card: 'title', cell: ({ title }) => title },
    {
      key: 'date',
      header: t('field.date'),
      width: '11rem',
      cell: (draft) => [planned(draft.planned), draft.time].filter(Boolean).join(', '),
    },
    {
      key: 'status',
      header: t('field.status'),
      width: '9rem',
      cell: ({ status }) => <StatusBadge tone={toneOfStatus[status]} label={piece(`status.${status}`)} />,
    },
    { key: 'channel', header: t('field.channel'), cell: ({ channels }) => channels.join(', ') },
    { key: 'format', header: t('field.format'), cell: ({ format }) => format, card: 'hidden' },
    { key: 'owner', header: t('field.owner'), cell: ({ owner }) => owner },
  ]
  return (
    <Section title={t('preview.pieces')} count={pieces.length} isOpen>
      <DataTable
        label={t('preview.pieces')}
        rows={pieces}
        columns={columns}
        rowKey={({ row }) => String(row)}
        maxHeight={tableHeight}
      />
    </Section>
  )
}

/** Rows that do not become pieces, each with its reason. */
export function LeftOutList({ rows }: { rows: LeftOutRow[] }) {
  const t = useText(exchangeText)
  if (rows.length === 0) return null
  const columns: Column<LeftOutRow>[] = [
    { key: 'row', header: t('preview.row'), width: '4.5rem', align: 'end', cell: ({ row }) => row },
    { key: 'what', header: t('preview.what'), width: '14rem', cell: ({ reason }) => t(`reason.${reason}`) },
    { key: 'value', header: t('preview.value'), width: '3fr', card: 'title', cell: ({ text }) => text },
  ]
  return (
    <Section title={t('preview.leftOutHeading')} count={rows.length}>
      <DataTable
        label={t('preview.leftOutHeading')}
        rows={rows}
        columns={columns}
        rowKey={({ row }) => String(row)}
        maxHeight={tableHeight}
      />
    </Section>
  )
}
