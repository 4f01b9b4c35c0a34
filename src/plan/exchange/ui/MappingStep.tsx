import { Button, Group, NativeSelect, NumberInput, Stack, Text, Title } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useText } from '../../../kit/language.tsx'
import { Note } from '../../../kit/Notes.tsx'
import { showRefusal } from '../../../kit/toast.tsx'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import {
  importFields,
  type ColumnProposal,
  type ImportField,
  type ImportOpened,
  type SheetMapping,
  type SheetProposal,
} from '../exchange.schema.ts'
import { exchangeText } from '../exchange.text.ts'
import { assignField } from './mapping.rules.ts'
import { client } from './import.queries.ts'
import type { SheetReading } from './ReadingSteps.tsx'
import classes from './import.module.css'

/** Below this a proposal is marked for a second look. */
const sure = 0.6

type MappingStepProps = {
  opened: ImportOpened
  reading: SheetReading
  onProposal(proposal: SheetProposal): void
  onMapping(change: Partial<SheetMapping>): void
  onNext(): void
  onLeave(): void
}

/** Which sheet, where its headers stand, what each column becomes. */
export function MappingStep({ opened, reading, onProposal, onMapping, onNext, onLeave }: MappingStepProps) {
  const t = useText(exchangeText)
  const { proposal, mapping } = reading
  const fields = new Map(mapping.columns.map(({ column, field }) => [column, field]))
  const hasTitle = mapping.columns.some(({ field }) => field === 'title')
  return (
    <Stack gap="md">
      <SheetChoice opened={opened} reading={reading} onProposal={onProposal} />
      {!proposal.likely && <Note tone="waiting">{t('sheet.unlikely')}</Note>}
      <div>
        <Title order={2} size="h4">
          {t('mapping.heading')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('mapping.explain')}
        </Text>
      </div>
      <ul className={classes.columns}>
        {proposal.columns.map((column) => (
          <ColumnRow
            key={column.column}
            column={column}
            field={fields.get(column.column) ?? 'extra'}
            onField={(field) => onMapping({ columns: assignField(mapping.columns, column.column, field) })}
          />
        ))}
      </ul>
      {!hasTitle && <Note tone="waiting">{t('mapping.noTitle')}</Note>}
      <DateOptions proposal={proposal} mapping={mapping} onMapping={onMapping} />
      <Group>
        <Button onClick={onNext}>{t('mapping.next')}</Button>
        <Button variant="default" onClick={onLeave}>
          {t('mapping.other')}
        </Button>
      </Group>
    </Stack>
  )
}

function SheetChoice(props: Pick<MappingStepProps, 'opened' | 'reading' | 'onProposal'>) {
  const { opened, reading, onProposal } = props
  const t = useText(exchangeText)
  const cache = useQueryClient()
  const { sheet, headerRow } = reading.mapping
  const readWithHeader = (row: number) => {
    const wanted = { id: opened.id, sheet, headerRow: row }
    cache
      .fetchQuery({ queryKey: ['import', 'sheet', wanted], queryFn: () => client.sheet(wanted) })
      .then(onProposal, showRefusal)
  }
  return (
    <Group align="flex-start">
      <NativeSelect
        label={t('sheet.label')}
        value={sheet}
        onChange={(event) => {
          const next = opened.sheets.find(({ name }) => name === event.currentTarget.value)
          if (next) onProposal(next)
        }}
        data={opened.sheets.map(({ name, rows, hidden }) => ({
          value: name,
          label: t(hidden ? 'sheet.hidden' : 'sheet.option', { name, rows }),
        }))}
      />
      <NumberInput
        key={`${sheet} ${headerRow}`}
        label={t('sheet.headerRow')}
        description={t('sheet.headerHint')}
        inputWrapperOrder={['label', 'input', 'description']}
        defaultValue={headerRow}
        min={0}
        max={1_048_576}
        allowDecimal={false}
        w="11rem"
        onBlur={(event) => {
          const row = Number.parseInt(event.currentTarget.value, 10)
          if (Number.isInteger(row) && row !== headerRow) readWithHeader(row)
        }}
      />
      {opened.recognised && (
        <Text size="sm" c="dimmed" mt="xl">
          {t('sheet.recognised', {
            encoding: opened.recognised.encoding,
            delimiter: t(`delimiter.${delimiterName(opened.recognised.delimiter)}`),
          })}
        </Text>
      )}
    </Group>
  )
}

const delimiterName = (delimiter: string) =>
  delimiter === ';' ? 'semicolon' : delimiter === ',' ? 'comma' : delimiter === '\t' ? 'tab' : 'pipe'

function ColumnRow(props: { column: ColumnProposal; field: ImportField; onField(field: ImportField): void }) {
  const { column, field, onField } = props
  const t = useText(exchangeText)
  const header = column.header === '' ? t('mapping.noHeader') : column.header
  const isUnsure = field === column.field && field !== 'extra' && column.confidence < sure
  return (
    <li>
      <div>
        <Text fw={550} size="sm" style={{ overflowWrap: 'anywhere' }}>
          {header}
        </Text>
        <Text size="xs" c="dimmed">
          {t('mapping.column')} {column.letters}
        </Text>
      </div>
      <div className={classes.samples} title={column.samples.join('\n')}>
        {column.samples.join(' · ')}
      </div>
      <Group gap="xs" wrap="nowrap">
        <NativeSelect
          aria-label={t('mapping.fieldOf', { letters: column.letters, header })}
          value={field}
          onChange={(event) => onField(event.currentTarget.value as ImportField)}
          data={importFields.map((value) => ({ value, label: t(`field.${value}`) }))}
          style={{ flex: 1 }}
        />
        {isUnsure && <StatusBadge tone="waiting" label={t('mapping.unsure')} />}
      </Group>
    </li>
  )
}

/** Questions only a person can answer, asked only where the sheet has such dates. */
function DateOptions(props: {
  proposal: SheetProposal
  mapping: SheetMapping
  onMapping(change: Partial<SheetMapping>): void
}) {
  const { proposal, mapping, onMapping } = props
  const t = useText(exchangeText)
  if (!proposal.hasDatesWithoutYear && !proposal.hasSlashDates) return null
  return (
    <Stack gap="xs" component="section">
      <Title order={2} size="h4">
        {t('mapping.options')}
      </Title>
      <Group align="flex-start">
        {proposal.hasDatesWithoutYear && (
          <NumberInput
            label={t('mapping.year')}
            description={t('mapping.yearHint')}
            value={mapping.year ?? ''}
            onChange={(value) =>
              onMapping({ year: typeof value === 'number' && value >= 2000 && value <= 2099 ? value : null })
            }
            min={2000}
            max={2099}
            allowDecimal={false}
            thousandSeparator=""
          />
        )}
        {proposal.hasSlashDates && (
          <NativeSelect
            label={t('mapping.dayOrder')}
            description={
              proposal.dayOrderEvidence === null
                ? undefined
                : t('mapping.orderEvidence', { value: proposal.dayOrderEvidence })
            }
            value={mapping.dayOrder ?? ''}
            onChange={(event) => {
              const order = event.currentTarget.value
              onMapping({ dayOrder: order === 'dmy' || order === 'mdy' ? order : null })
            }}
            data={[
              { value: '', label: t('mapping.orderOpen') },
              { value: 'dmy', label: t('mapping.dmy') },
              { value: 'mdy', label: t('mapping.mdy') },
            ]}
          />
        )}
      </Group>
    </Stack>
  )
}
