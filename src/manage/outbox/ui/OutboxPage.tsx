import { Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { sliceClient } from '../../../kit/api.ts'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { FilterBar, useUrlFilters } from '../../../kit/FilterBar.tsx'
import { useFormat, useLanguage, useText } from '../../../kit/language.tsx'
import { EmptyState, Loading, Note, RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { useCommand } from '../../../kit/query.ts'
import { refusalText } from '../../../kit/refusal.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import type { Tone } from '../../../kit/tone.ts'
import type { manageApi } from '../../api.ts'
import { mailStatuses, MailStatus, type OutboxMail } from '../outbox.schema.ts'
import { outboxText } from '../outbox.text.ts'
import { OpenedMailDialog } from './OpenedMailDialog.tsx'

const client = sliceClient<typeof manageApi>('manage')
const OutboxSearch = z.object({ statuses: z.array(MailStatus).optional() })
const toneOf: Record<OutboxMail['status'], Tone> = {
  queued: 'active',
  held: 'waiting',
  sent: 'good',
  failed: 'bad',
}
const pageSize = 50

/** Mails of the workspace; what did not go out can be opened, passed on by hand or sent again. */
export function OutboxPage() {
  const t = useText(outboxText)
  const [filters, setFilters] = useUrlFilters(OutboxSearch)
  const [opened, setOpened] = useState<OutboxMail | null>(null)
  const { statuses = [] } = filters
  const columns = useColumns(setOpened)
  const mails = useInfiniteQuery({
    queryKey: ['outbox', 'list', statuses],
    queryFn: ({ pageParam }) => client.outbox.list({ statuses, limit: pageSize, before: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => (page.mails.length < pageSize ? undefined : page.mails.at(-1)?.id),
  })
  const rows = mails.data?.pages.flatMap((page) => page.mails) ?? []
  const hasMailServer = mails.data?.pages[0]?.hasMailServer ?? true
  return (
    <Page title={t('title')} subtitle={t('intro')} help={{ de: 'postausgang', en: 'outbox' }}>
      {!hasMailServer && (
        <Note tone="waiting" title={t('noServerTitle')}>
          {t('noServer')}
        </Note>
      )}
      <FilterBar
        fields={[
          {
            key: 'statuses',
            kind: 'many',
            label: t('status'),
            options: mailStatuses.map((status) => ({ value: status, label: t(`statusName.${status}`) })),
          },
        ]}
        values={filters}
        onChange={setFilters}
      />
      {mails.isError && <RefusalNote error={mails.error} onRetry={() => void mails.refetch()} />}
      {mails.isPending ? (
        <Loading />
      ) : (
        <DataTable
          label={t('title')}
          rows={rows}
          columns={columns}
          rowKey={({ id }) => id}
          onReachEnd={() => mails.hasNextPage && !mails.isFetching && void mails.fetchNextPage()}
          empty={<EmptyState title={t('empty')}>{t('emptyWhat')}</EmptyState>}
        />
      )}
      {opened !== null && <OpenedMailDialog mail={opened} onClose={() => setOpened(null)} />}
    </Page>
  )
}

function useColumns(open: (mail: OutboxMail) => void): Column<OutboxMail>[] {
  const t = useText(outboxText)
  const format = useFormat()
  return [
    { key: 'subject', header: t('subject'), width: '3fr', card: 'title', cell: ({ subject }) => subject },
    { key: 'to', header: t('to'), width: '2fr', cell: ({ toAddress, toName }) => toName || toAddress },
    {
      key: 'status',
      header: t('status'),
      width: '9rem',
      cell: ({ status, error }) => (
        <StatusBadge tone={toneOf[status]} label={t(`statusName.${status}`)} title={error ?? undefined} />
      ),
    },
    {
      key: 'created',
      header: t('created'),
      width: '10rem',
      cell: ({ createdAt }) => <Text size="sm">{format.instant(createdAt)}</Text>,
    },
    {
      key: 'actions',
      header: '',
      card: 'wide',
      width: '16rem',
      align: 'end',
      cell: (mail) => <Actions mail={mail} open={open} />,
    },
  ]
}

function Actions({ mail, open }: { mail: OutboxMail; open(mail: OutboxMail): void }) {
  const t = useText(outboxText)
  const language = useLanguage()
  const resend = useCommand(client.outbox.resend, { topics: ['outbox'], done: t('resent') })
  const why = (code: string | null) =>
    code === null ? undefined : (refusalText(code, language) ?? undefined)
  if (mail.status === 'sent' || mail.status === 'queued') return null
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        disabled={mail.may.open !== null}
        title={why(mail.may.open)}
        onClick={() => open(mail)}
      >
        {t('open')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        disabled={mail.may.resend !== null}
        title={why(mail.may.resend)}
        loading={resend.isPending}
        onClick={() => resend.mutate({ id: mail.id })}
      >
        {t('resend')}
      </Button>
    </Group>
  )
}
