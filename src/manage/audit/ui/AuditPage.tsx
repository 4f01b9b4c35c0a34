import { List, Text } from '@mantine/core'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { Day } from '../../../kernel/calendar.ts'
import { textAt } from '../../../kernel/text/text.ts'
import { sliceClient } from '../../../kit/api.ts'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { FilterBar, useUrlFilters, type FilterField } from '../../../kit/FilterBar.tsx'
import { useFormat, useLanguage, useText } from '../../../kit/language.tsx'
import { EmptyState, Loading, RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import type { manageApi } from '../../api.ts'
import { memberText } from '../../person/member.text.ts'
import { personText } from '../../person/person.text.ts'
import type { AuditEntry } from '../audit.schema.ts'
import { auditText } from '../audit.text.ts'
import { changesOf, type Shown } from '../audit.rules.ts'

const client = sliceClient<typeof manageApi>('manage')
const AuditSearch = z.object({
  action: z.string().max(80).optional(),
  userId: z.uuid().optional(),
  from: Day.optional(),
  to: Day.optional(),
})
const pageSize = 100

/** Who did what, newest first, by area, person and time. */
export function AuditPage() {
  const t = useText(auditText)
  const [filters, setFilters] = useUrlFilters(AuditSearch)
  const fields = useFields()
  const columns = useColumns()
  const entries = useInfiniteQuery({
    queryKey: ['audit', 'list', filters],
    queryFn: ({ pageParam }) => client.audit.list({ ...filters, limit: pageSize, before: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.entries.length < pageSize ? undefined : page.entries.at(-1)?.id),
  })
  return (
    <Page title={t('title')} subtitle={t('intro')} help={{ de: 'protokoll', en: 'audit-log' }}>
      <FilterBar fields={fields} values={filters} onChange={setFilters} />
      {entries.isError && <RefusalNote error={entries.error} onRetry={() => void entries.refetch()} />}
      {entries.isPending ? (
        <Loading />
      ) : (
        <DataTable
          label={t('title')}
          rows={entries.data?.pages.flatMap((page) => page.entries) ?? []}
          columns={columns}
          rowKey={({ id }) => id}
          onReachEnd={() => entries.hasNextPage && !entries.isFetching && void entries.fetchNextPage()}
          empty={<EmptyState title={t('empty')}>{t('emptyWhat')}</EmptyState>}
        />
      )}
    </Page>
  )
}

function useFields(): FilterField[] {
  const t = useText(auditText)
  const language = useLanguage()
  const people = useQuery({
    queryKey: ['member', 'list'],
    queryFn: async () => (await client.member.list({})).members,
  })
  const topics = Object.entries(auditText[language].topicName).map(([value, label]) => ({ value, label }))
  const persons = (people.data ?? []).flatMap(({ userId, name }) =>
    userId === null ? [] : [{ value: userId, label: name }],
  )
  return [
    { key: 'action', kind: 'one', label: t('topic'), options: topics },
    { key: 'userId', kind: 'one', label: t('person'), options: persons },
    { key: 'from', kind: 'day', label: t('fromDay') },
    { key: 'to', kind: 'day', label: t('toDay') },
  ]
}

function useColumns(): Column<AuditEntry>[] {
  const t = useText(auditText)
  const format = useFormat()
  return [
    { key: 'at', header: t('at'), width: '10rem', cell: ({ at }) => format.instant(at) },
    { key: 'actor', header: t('actor'), width: '11rem', cell: nameOfActor },
    {
      key: 'action',
      header: t('action'),
      width: '12rem',
      card: 'title',
      cell: ({ action }) => <ActionName action={action} />,
    },
    { key: 'object', header: t('object'), width: '2fr', cell: ({ label }) => label ?? t('nothing') },
    { key: 'change', header: t('change'), width: '3fr', cell: (entry) => <Changes entry={entry} /> },
  ]
}

// Who reacts to a fact is Leitstand; the row names the fact.
function nameOfActor({ actorKind, actorLabel }: AuditEntry): string {
  return actorKind === 'system' ? 'Leitstand' : actorLabel
}

function ActionName({ action }: { action: string }) {
  const language = useLanguage()
  const [topic = '', ...verb] = action.split('.')
  const area = textAt(auditText[language].topicName, topic) ?? topic
  const words = textAt(auditText[language].verb, verb.join('.')) ?? verb.join(' ').replaceAll('_', ' ')
  return (
    <Text size="sm">
      {area}: {words}
    </Text>
  )
}

const shownAtMost = 4

// Fields whose values are words of the vocabulary.
const isWord = /^(state|status|kind|plannedPrecision|language)$/

function Changes({ entry }: { entry: AuditEntry }) {
  const t = useText(auditText)
  const language = useLanguage()
  const format = useFormat()
  const named = (field: string, text: string) => {
    if (field === 'role') return textAt(personText[language].role, text) ?? text
    if (entry.objectType === 'member') return textAt(memberText[language].stateName, text) ?? text
    return isWord.test(field) ? (textAt(auditText[language].value, text) ?? text) : text
  }
  const words = (field: string, shown: Shown) => {
    switch (shown.kind) {
      case 'text':
        return named(field, shown.text)
      case 'flag':
        return t(shown.isOn ? 'yes' : 'no')
      case 'day':
        return format.day(shown.day)
      case 'slot':
        return format.slot(shown.slot)
      case 'money':
        return format.money(shown.money)
      case 'nothing':
        return t('nothing')
    }
  }
  // Objects of other slices have fields of their own; a name nobody has translated is shown as it is.
  const lines = changesOf(entry).map(({ field, before, after }) => {
    const change =
      before === undefined ? words(field, after) : `${words(field, before)} → ${words(field, after)}`
    return `${textAt(auditText[language].field, field) ?? field}: ${change}`
  })
  if (lines.length === 0) return null
  return (
    <List size="sm" listStyleType="none" title={lines.join('\n')}>
      {lines.slice(0, shownAtMost).map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  )
}
