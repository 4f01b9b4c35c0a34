import { Avatar, Group, Select, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { initialsOf } from './initials.rules.ts'
import { useText } from './language.tsx'
import { kitText } from './text.ts'

/** A member as lists and pickers show them. */
export type Person = { memberId: string; name: string; initials?: string }

/**
 * Who it is: initials and name. Without a person nobody is named; `unknownName` is a name from a sheet that belongs to
 * no member and is marked as such.
 */
export function PersonBadge(props: { person: Person | null; unknownName?: string; compact?: boolean }) {
  const { person, unknownName = '', compact = false } = props
  const t = useText(kitText)
  if (!person) {
    const words = unknownName === '' ? t('nobody') : `${unknownName} (${t('noMember')})`
    return (
      <Text size="sm" c="dimmed" span>
        {words}
      </Text>
    )
  }
  return (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex" title={person.name}>
      <Avatar
        size={22}
        radius="xl"
        color="gray"
        variant="light"
        aria-hidden
        name={person.name}
        component="span"
      >
        {person.initials ?? initialsOf(person.name)}
      </Avatar>
      <Text size="sm" truncate span className={compact ? 'ls-hidden-visually' : undefined}>
        {person.name}
      </Text>
    </Group>
  )
}

type PickerProps = {
  people: readonly Person[]
  label?: ReactNode
  'aria-label'?: string
  description?: ReactNode
  error?: ReactNode
  required?: boolean
  disabled?: boolean
  placeholder?: string
}

/** Picks one member (id or null), by typing a part of the name. */
export function PersonPicker(
  props: PickerProps & { value: string | null; onChange(memberId: string | null): void },
) {
  const { people, placeholder, ...field } = props
  const t = useText(kitText)
  return (
    <Select
      {...field}
      data={people.map(({ memberId, name }) => ({ value: memberId, label: name }))}
      placeholder={placeholder ?? t(field.required ? 'choose' : 'nobody')}
      searchable
      clearable
      nothingFoundMessage={t('filter.nothing')}
    />
  )
}
