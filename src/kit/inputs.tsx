import { Select, TextInput, type TextInputProps } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useState, type ReactNode } from 'react'
import { dayAt, type Day, type TimeOfDay, type Zone } from '../kernel/calendar.ts'
import type { Money } from '../kernel/money.ts'
import { useFormat, useLanguage, useText, useZone } from './language.tsx'
import { parseCents, parseDay, parseTime } from './parse.rules.ts'
import { kitText } from './text.ts'

type FieldProps<V> = {
  value?: V | null
  onChange(value: V | null): void
  label?: ReactNode
  'aria-label'?: string
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  disabled?: boolean
  clearable?: boolean
  onBlur?(): void
  size?: 'xs' | 'sm' | 'md'
  w?: TextInputProps['w']
}

/** A calendar day (`YYYY-MM-DD` or null): typed (`24.12.`, `+3`) or picked; the picker shows calendar weeks. */
export function DayInput(props: FieldProps<Day> & { min?: Day; max?: Day; placeholder?: string }) {
  const { value = null, onChange, min, max, placeholder, ...field } = props
  const t = useText(kitText)
  const language = useLanguage()
  const format = useFormat()
  const zone = useZone()
  return (
    <DateInput
      {...field}
      value={value}
      onChange={(next) => onChange(next === null ? null : next.slice(0, 10))}
      valueFormat={format.day}
      dateParser={(text) => parseDay(text, dayAt(new Date(), zone))}
      placeholder={placeholder ?? t('day.format')}
      locale={language}
      firstDayOfWeek={1}
      withWeekNumbers
      minDate={min}
      maxDate={max}
      clearButtonProps={{ 'aria-label': t('day.clear') }}
    />
  )
}

/** A time of day (`HH:MM` or null), typed the way people write it: `9`, `930`, `9:30`. */
export function TimeInput(props: FieldProps<TimeOfDay>) {
  const t = useText(kitText)
  return (
    <ParsedInput
      {...props}
      show={(time) => time}
      parse={parseTime}
      placeholder={t('time.format')}
      wrong="time"
    />
  )
}

/** An amount (`{ cents, currency }` or null), typed as `1.234,56` in German and `1,234.56` in English. */
export function MoneyInput(props: FieldProps<Money> & { currency?: string }) {
  const { currency = 'EUR', ...field } = props
  const language = useLanguage()
  const format = useFormat()
  return (
    <ParsedInput
      {...field}
      show={(money) => format.money(money)}
      parse={(text) => {
        const cents = parseCents(text, language)
        return cents === null ? null : { cents, currency }
      }}
      placeholder={format.money({ cents: 0, currency })}
      wrong="money"
      inputMode="decimal"
    />
  )
}

/** An IANA time zone, found by typing a part of its name. */
export function ZoneInput(props: Omit<FieldProps<Zone>, 'onChange'> & { onChange(zone: Zone): void }) {
  const { onChange, ...field } = props
  return (
    <Select
      {...field}
      data={zoneNames()}
      onChange={(zone) => zone !== null && onChange(zone)}
      searchable
      allowDeselect={false}
      limit={60}
    />
  )
}

let zones: string[] | null = null
function zoneNames(): string[] {
  // The list leaves UTC out, which servers and feeds use.
  return (zones ??= [...Intl.supportedValuesOf('timeZone'), 'UTC'])
}

type ParsedProps<V> = FieldProps<V> & {
  show(value: V): string
  parse(text: string): V | null
  placeholder: string
  wrong: 'time' | 'money'
  inputMode?: 'decimal' | 'numeric'
}

// Text that is understood on leaving the field: nobody fights a mask while typing, and what is not understood stays.
function ParsedInput<V>(props: ParsedProps<V>) {
  const {
    value,
    onChange,
    show,
    parse,
    wrong,
    clearable: _,
    error,
    onBlur,
    inputMode = 'numeric',
    ...field
  } = props
  const t = useText(kitText)
  const [typed, setTyped] = useState<string | null>(null)
  const [isWrong, setWrong] = useState(false)
  const settle = () => {
    onBlur?.()
    if (typed === null) return
    const parsed = typed.trim() === '' ? null : parse(typed)
    const failed = parsed === null && typed.trim() !== ''
    setWrong(failed)
    if (failed) return
    setTyped(null)
    onChange(parsed)
  }
  return (
    <TextInput
      {...field}
      inputMode={inputMode}
      autoComplete="off"
      value={typed ?? (value === null || value === undefined ? '' : show(value))}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === 'Enter' && settle()}
      error={isWrong ? t(`issue.${wrong}`) : error}
    />
  )
}
