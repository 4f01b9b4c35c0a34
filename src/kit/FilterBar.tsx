import {
  ActionIcon,
  Button,
  Group,
  Indicator,
  MultiSelect,
  Popover,
  Select,
  Stack,
  Switch,
  TextInput,
} from '@mantine/core'
import { useDebouncedCallback, useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconFilter, IconSearch } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import { DayInput } from './inputs.tsx'
import { useText } from './language.tsx'
import { kitText } from './text.ts'
import classes from './FilterBar.module.css'

type Values = Record<string, unknown>
type Option = { value: string; label: string }

/** One filter: `text` searches as you type, `one` and `many` choose, `day` is a date, `flag` is on or off. */
export type FilterField<K extends string = string> =
  | { key: K; kind: 'text'; label: string }
  | { key: K; kind: 'one' | 'many'; label: string; options: readonly Option[] }
  | { key: K; kind: 'day'; label: string }
  | { key: K; kind: 'flag'; label: string }

/**
 * The filters of a page, kept in the address so that they can be sent, bookmarked and gone back from:
 * `const [filters, setFilters] = useUrlFilters(PieceFilter)`. What the schema refuses is ignored.
 * `setFilters({ status: ['draft'] })` changes just that; undefined, null, '' and [] take a filter away.
 */
export function useUrlFilters<S extends z.ZodType<Values>>(
  schema: S,
): [z.output<S>, (change: Partial<z.input<S> & Values>) => void] {
  const search = useSearch({ strict: false }) as Values
  const navigate = useNavigate()
  const filters = useMemo(() => filtersIn(schema, search), [schema, search])
  const change = (next: Values) =>
    void navigate({
      to: '.',
      replace: true,
      // The routes of all slices have different search parameters; what is set here is read back through the schema.
      search: ((before: Values) => withoutEmpty({ ...before, ...next })) as never,
    })
  return [filters, change]
}

/** What of the address the schema accepts, parameter by parameter: one wrong value does not lose the others. */
export function filtersIn<S extends z.ZodType<Values>>(schema: S, search: Values): z.output<S> {
  const whole = schema.safeParse(search)
  if (whole.success) return whole.data
  const wrong = new Set(whole.error.issues.map((issue) => String(issue.path[0])))
  const rest = Object.fromEntries(Object.entries(search).filter(([key]) => !wrong.has(key)))
  return schema.parse(rest)
}

function withoutEmpty(values: Values): Values {
  const isEmpty = (value: unknown) =>
    value === undefined ||
    value === null ||
    value === '' ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)))
}

export type FilterBarProps = {
  fields: readonly FilterField[]
  values: Values
  onChange(change: Values): void
  /** Shares its row with other controls: narrower fields, and the switches behind a button. */
  isCompact?: boolean
}

/** The filters in one row; on a narrow screen they fold away behind a button that counts them. */
export function FilterBar({ fields, values, onChange, isCompact = false }: FilterBarProps) {
  const t = useText(kitText)
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const [isOpen, open] = useDisclosure(false)
  const [resets, setResets] = useState(0)
  const active = fields.filter(({ key }) => {
    const value = values[key]
    return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== '' && value !== false
  })
  const flags = fields.filter(({ kind }) => kind === 'flag')
  const isFolded = isCompact && !isNarrow && flags.length > 0
  const reset = () => {
    onChange(Object.fromEntries(fields.map(({ key }) => [key, undefined])))
    setResets(resets + 1)
  }
  return (
    <search aria-label={t('filter.bar')}>
      {isNarrow && (
        <Button
          variant="default"
          leftSection={<IconFilter size={16} />}
          onClick={open.toggle}
          aria-expanded={isOpen}
        >
          {isOpen
            ? t('filter.hide')
            : active.length === 0
              ? t('filter.bar')
              : t('filter.show', { count: active.length })}
        </Button>
      )}
      {(!isNarrow || isOpen) && (
        <Group
          gap="xs"
          align="flex-end"
          className={classes.fields}
          data-compact={isCompact || undefined}
          mt={isNarrow ? 'xs' : 0}
        >
          {(isFolded ? fields.filter(({ kind }) => kind !== 'flag') : fields).map((field) => (
            <Filter
              key={`${field.key}-${resets}`}
              field={field}
              value={values[field.key]}
              onChange={onChange}
            />
          ))}
          {isFolded && <Flags fields={flags} values={values} onChange={onChange} />}
          {active.length > 0 && (
            <Button variant="subtle" color="gray" onClick={reset}>
              {t('filter.reset')}
            </Button>
          )}
        </Group>
      )}
    </search>
  )
}

/** The switches of a compact bar: a dot on the button says that one is on. */
function Flags({ fields, values, onChange }: Pick<FilterBarProps, 'fields' | 'values' | 'onChange'>) {
  const t = useText(kitText)
  const isAnyOn = fields.some(({ key }) => values[key] === true)
  return (
    <Popover position="bottom-end" trapFocus>
      <Indicator disabled={!isAnyOn} className={classes.more}>
        <Popover.Target>
          <ActionIcon variant="default" size={36} aria-label={t('filter.more')} title={t('filter.more')}>
            <IconAdjustmentsHorizontal size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown>
        <Stack gap="xs">
          {fields.map((field) => (
            <Filter key={field.key} field={field} value={values[field.key]} onChange={onChange} />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function Filter({
  field,
  value,
  onChange,
}: {
  field: FilterField
  value: unknown
  onChange(change: Values): void
}) {
  const t = useText(kitText)
  const set = (next: unknown) => onChange({ [field.key]: next })
  const text = typeof value === 'string' ? value : ''
  switch (field.kind) {
    case 'text':
      return <SearchField label={field.label} value={text} onChange={set} />
    case 'one':
      return (
        <Select
          aria-label={field.label}
          placeholder={field.label}
          data={[...field.options]}
          value={text === '' ? null : text}
          onChange={set}
          clearable
          searchable={field.options.length > 8}
        />
      )
    case 'many':
      return (
        <MultiSelect
          aria-label={field.label}
          placeholder={Array.isArray(value) && value.length > 0 ? '' : field.label}
          data={[...field.options]}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={set}
          clearable
          searchable
          nothingFoundMessage={t('filter.nothing')}
        />
      )
    case 'day':
      return (
        <DayInput
          aria-label={field.label}
          placeholder={field.label}
          value={text === '' ? null : text}
          onChange={set}
          clearable
        />
      )
    case 'flag':
      return (
        <Switch
          className={classes.flag}
          label={field.label}
          checked={value === true}
          onChange={(event) => set(event.currentTarget.checked)}
        />
      )
  }
}

const typingPauseMs = 250

function SearchField({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange(text: string): void
}) {
  const [typed, setTyped] = useState(value)
  const search = useDebouncedCallback(onChange, typingPauseMs)
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        search(event.currentTarget.value)
      }}
    />
  )
}
