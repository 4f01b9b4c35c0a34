import { Group, Loader, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { AppLink } from '../../../kit/AppLink.tsx'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { FileDrop } from '../../../kit/FileDrop.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import type { ImportJob, ImportOpened } from '../exchange.schema.ts'
import { exchangeText } from '../exchange.text.ts'
import { client, openedQuery, pastImports } from './import.queries.ts'

// Any file may be dropped: what cannot be read is refused by the server with words that help.
const limitMb = 25

/** Takes the file; below it, what was imported before. */
export function FileStep({ onOpened }: { onOpened(opened: ImportOpened): void }) {
  const t = useText(exchangeText)
  const cache = useQueryClient()
  const [refusal, setRefusal] = useState<unknown>(null)
  const upload = useCommand(client.upload, {
    topics: [],
    onDone: (opened) => {
      cache.setQueryData(openedQuery(opened.id).queryKey, opened)
      onOpened(opened)
    },
    onRefused: setRefusal,
  })
  const take = ([file]: File[]) => {
    setRefusal(null)
    if (file) upload.mutate({ file })
  }
  return (
    <Stack gap="md">
      <FileDrop onFiles={take} limitMb={limitMb} disabled={upload.isPending}>
        {t('file.hint')}
      </FileDrop>
      <div aria-live="polite">
        {upload.isPending && (
          <Group gap="xs">
            <Loader size="xs" aria-hidden />
            <Text size="sm">{t('file.reading')}</Text>
          </Group>
        )}
      </div>
      <RefusalNote error={refusal} />
      <Text size="sm" c="dimmed">
        {t('file.promise')}
      </Text>
      <PastImports />
    </Stack>
  )
}

function PastImports() {
  const t = useText(exchangeText)
  const format = useFormat()
  const past = useQuery(pastImports)
  if (past.data === undefined || past.data.length === 0) return null
  const columns: Column<ImportJob>[] = [
    {
      key: 'file',
      header: t('past.file'),
      width: '2fr',
      card: 'title',
      cell: (job) => (
        <AppLink to="/plan/import" search={{ import: job.id }}>
          {job.fileName}
        </AppLink>
      ),
    },
    {
      key: 'at',
      header: t('past.at'),
      width: '11rem',
      cell: (job) => format.instant(job.doneAt ?? job.createdAt),
    },
    { key: 'by', header: t('past.by'), cell: (job) => job.createdBy },
    {
      key: 'pieces',
      header: t('past.pieces'),
      width: '6rem',
      align: 'end',
      cell: (job) => format.number(job.pieceCount),
    },
    {
      key: 'state',
      header: t('past.state'),
      width: '10rem',
      cell: (job) => (
        <StatusBadge
          tone={job.status === 'done' ? 'good' : 'quiet'}
          label={t(job.status === 'done' ? 'past.done' : 'past.undone')}
        />
      ),
    },
  ]
  return (
    <section>
      <Title order={2} size="h4" mb="xs">
        {t('past.heading')}
      </Title>
      <DataTable label={t('past.heading')} rows={past.data} columns={columns} rowKey={(job) => job.id} />
    </section>
  )
}
