import { Button, Checkbox, Group, Loader, NativeSelect, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded, Note, RefusalNote } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import type { Tone } from '../../../kit/tone.ts'
import { pieceText } from '../../piece/piece.text.ts'
import {
  importStatuses,
  type ImportPreview,
  type ImportStatus,
  type SheetMapping,
} from '../exchange.schema.ts'
import { exchangeText } from '../exchange.text.ts'
import { client, previewQuery } from './import.queries.ts'
import { LeftOutList, PieceList, ProblemList } from './lists.tsx'
import { assignStatus } from './mapping.rules.ts'
import classes from './import.module.css'

type PreviewStepProps = {
  id: string
  mapping: SheetMapping
  onMapping(change: Partial<SheetMapping>): void
  onBack(): void
}

/** What the import would do, with counts, remarks by row and the last questions; then the import itself. */
export function PreviewStep({ id, mapping, onMapping, onBack }: PreviewStepProps) {
  const t = useText(exchangeText)
  const preview = useQuery(previewQuery(id, mapping))
  const [refusal, setRefusal] = useState<unknown>(null)
  const run = useCommand(client.run, { topics: ['import', 'piece'], onRefused: setRefusal })
  return (
    <Loaded query={preview}>
      {(found) => (
        <Stack gap="lg" aria-busy={preview.isFetching}>
          <Summary preview={found} />
          {found.importedBefore !== null && <BeforeNote at={found.importedBefore} />}
          <StatusWords preview={found} mapping={mapping} onMapping={onMapping} />
          <PeopleAndChannels preview={found} />
          <ProblemList problems={found.problems} counts={found.problemCounts} total={found.counts.problems} />
          <PieceList pieces={found.pieces} />
          <LeftOutList rows={found.leftOut.filter(({ reason }) => reason !== 'above_header')} />
          <RefusalNote error={refusal} />
          <Group>
            <Button
              loading={run.isPending}
              disabled={found.counts.pieces === 0 || preview.isFetching}
              onClick={() => {
                setRefusal(null)
                run.mutate({ id, mapping })
              }}
            >
              {t('preview.run', { pieces: found.counts.pieces })}
            </Button>
            <Button variant="default" onClick={onBack} disabled={run.isPending}>
              {t('preview.back')}
            </Button>
            <div aria-live="polite">
              {(run.isPending || preview.isFetching) && (
                <Group gap="xs">
                  <Loader size="xs" aria-hidden />
                  <Text size="sm">{t(run.isPending ? 'preview.running' : 'preview.reading')}</Text>
                </Group>
              )}
            </div>
          </Group>
        </Stack>
      )}
    </Loaded>
  )
}

function BeforeNote({ at }: { at: string }) {
  const t = useText(exchangeText)
  const format = useFormat()
  return <Note tone="waiting">{t('preview.before', { at: format.instant(at) })}</Note>
}

function Summary({ preview }: { preview: ImportPreview }) {
  const t = useText(exchangeText)
  const format = useFormat()
  const { counts, firstDay, lastDay } = preview
  const badges: [tone: Tone, key: Exclude<keyof typeof counts, 'pieces'>][] = [
    ['info', 'withDay'],
    ['info', 'withWeek'],
    ['info', 'withMonth'],
    ['waiting', 'withoutDate'],
    ['good', 'published'],
    ['quiet', 'extraFields'],
    ['quiet', 'leftOut'],
    ['waiting', 'problems'],
  ]
  return (
    <section className={classes.panel}>
      <Title order={2} size="h4">
        {counts.pieces === 0 ? t('preview.none') : t('preview.heading', { pieces: counts.pieces })}
      </Title>
      {firstDay !== null && lastDay !== null && (
        <Text size="sm" c="dimmed">
          {t('preview.span', { first: format.day(firstDay), last: format.day(lastDay) })}
        </Text>
      )}
      <Group gap="xs" mt="xs">
        {badges
          .filter(([, key]) => counts[key] > 0)
          .map(([tone, key]) => (
            <StatusBadge key={key} tone={tone} label={t(`preview.${key}`, { count: counts[key] })} />
          ))}
      </Group>
    </section>
  )
}

function StatusWords(props: Pick<PreviewStepProps, 'mapping' | 'onMapping'> & { preview: ImportPreview }) {
  const { preview, mapping, onMapping } = props
  const t = useText(exchangeText)
  const piece = useText(pieceText)
  const { statusWords, pastWithoutStatus } = preview
  if (statusWords.length === 0 && pastWithoutStatus === 0) return null
  const options = importStatuses.map((value) => ({ value, label: piece(`status.${value}`) }))
  const setStatus = (word: string, value: string) =>
    onMapping({
      statusWords: assignStatus(mapping.statusWords, word, value === '' ? null : (value as ImportStatus)),
    })
  return (
    <Stack gap="xs" component="section">
      {statusWords.length > 0 && (
        <div>
          <Title order={2} size="h4">
            {t('preview.words')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('preview.wordsHint')}
          </Text>
        </div>
      )}
      <div className={classes.words}>
        {statusWords.map(({ word, count, status }) => (
          <NativeSelect
            key={word}
            label={`${t('preview.wordOf', { word })} (${count})`}
            value={status ?? ''}
            error={status === null ? t('preview.wordUnknown') : undefined}
            onChange={(event) => setStatus(word, event.currentTarget.value)}
            data={status === null ? [{ value: '', label: t('preview.wordUnknown') }, ...options] : options}
          />
        ))}
      </div>
      {pastWithoutStatus > 0 && (
        <Checkbox
          label={t('preview.pastIsPublished', { count: pastWithoutStatus })}
          checked={mapping.pastIsPublished}
          onChange={(event) => onMapping({ pastIsPublished: event.currentTarget.checked })}
        />
      )}
    </Stack>
  )
}

function PeopleAndChannels({ preview }: { preview: ImportPreview }) {
  const t = useText(exchangeText)
  if (preview.owners.length === 0 && preview.channels.length === 0) return null
  return (
    <Stack gap="xs" component="section">
      {preview.channels.length > 0 && (
        <Text size="sm">
          <strong>{t('preview.channels')}:</strong>{' '}
          {preview.channels.map(({ word, count }) => `${word} (${count})`).join(', ')}
        </Text>
      )}
      {preview.owners.length > 0 && (
        <Text size="sm" component="div">
          <strong>{t('preview.people')}:</strong>
          <ul>
            {preview.owners.map(({ word, count, member }) => (
              <li key={word}>
                {word} ({count}): {member ?? t('preview.noMember')}
              </li>
            ))}
          </ul>
        </Text>
      )}
    </Stack>
  )
}
