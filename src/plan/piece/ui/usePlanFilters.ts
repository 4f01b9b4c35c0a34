import { useQuery } from '@tanstack/react-query'
import type { FilterBarProps, FilterField } from '../../../kit/FilterBar.tsx'
import { useText } from '../../../kit/language.tsx'
import { pieceStatuses } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { choicesQuery } from './piece.queries.ts'
import type { PlanSearch } from './plan.search.ts'

const namePrefix = 'name:'

/** The filters of the plan as the filter bar shows them. Members and names from sheets are one list of people. */
export function usePlanFilters(
  search: PlanSearch,
  onChange: (change: Partial<PlanSearch>) => void,
  withDays: boolean,
): FilterBarProps {
  const t = useText(pieceText)
  const choices = useQuery(choicesQuery).data
  const people = (choices?.owners ?? []).map(({ memberId, name }) =>
    memberId === null
      ? { value: namePrefix + name, label: `${name} (${t('noMember')})` }
      : { value: memberId, label: name },
  )
  const fields: FilterField[] = [
    { key: 'text', kind: 'text', label: t('filter.text') },
    {
      key: 'channels',
      kind: 'many',
      label: t('filter.channels'),
      options: (choices?.channels ?? []).map((word) => ({ value: word, label: word })),
    },
    {
      key: 'statuses',
      kind: 'many',
      label: t('filter.statuses'),
      options: pieceStatuses.map((status) => ({ value: status, label: t(`status.${status}`) })),
    },
    { key: 'people', kind: 'many', label: t('filter.owners'), options: people },
    {
      key: 'campaignIds',
      kind: 'many',
      label: t('filter.campaigns'),
      options: (choices?.campaigns ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    ...(withDays
      ? ([
          { key: 'from', kind: 'day', label: t('filter.from') },
          { key: 'to', kind: 'day', label: t('filter.to') },
        ] as const)
      : []),
    { key: 'withoutOwner', kind: 'flag', label: t('filter.withoutOwner') },
    { key: 'late', kind: 'flag', label: t('filter.late') },
  ]
  const chosenNames = search.ownerNames?.map((name) => namePrefix + name) ?? []
  return {
    fields,
    values: { ...search, people: [...(search.ownerIds ?? []), ...chosenNames] },
    onChange: (change) => {
      const { people: chosen, ...rest } = change
      onChange('people' in change ? { ...rest, ...peopleOf(chosen) } : rest)
    },
  }
}

function peopleOf(chosen: unknown): Pick<PlanSearch, 'ownerIds' | 'ownerNames'> {
  const values = Array.isArray(chosen) ? chosen.map(String) : []
  return {
    ownerIds: values.filter((value) => !value.startsWith(namePrefix)),
    ownerNames: values
      .filter((value) => value.startsWith(namePrefix))
      .map((value) => value.slice(namePrefix.length)),
  }
}
