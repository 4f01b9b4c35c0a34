import { Button, Drawer, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { undoToast } from '../../../kit/toast.tsx'
import type { ManuscriptContent, VersionSummary } from '../manuscript.schema.ts'
import { manuscriptText } from '../manuscript.text.ts'
import { client, versionOf, versionsOf } from './manuscript.queries.ts'
import { TextDifference } from './TextDifference.tsx'
import classes from './manuscript.module.css'

type DrawerProps = {
  pieceId: string
  /** The version the text has now, and its content: what versions are compared with. */
  revision: number
  content: ManuscriptContent
  isReadOnly: boolean
  onClose(): void
}

/** The versions of a text: name one, compare one with now, bring one back (which can be undone). */
export function VersionsDrawer({ pieceId, revision, content, isReadOnly, onClose }: DrawerProps) {
  const t = useText(manuscriptText)
  const versions = useQuery(versionsOf(pieceId))
  const [chosen, setChosen] = useState<string | null>(null)
  const restore = useCommand(
    ({ version, baseVersion }: { version: VersionSummary; baseVersion: number }) =>
      client.manuscript.restore({ pieceId, versionId: version.id, baseVersion }),
    { topics: ['manuscript'] },
  )
  const bringBack = (version: VersionSummary) => {
    const before = versions.data?.find((candidate) => candidate.revision === revision)
    restore.mutate(
      { version, baseVersion: revision },
      {
        onSuccess: (saved) => {
          onClose()
          if (before)
            undoToast({
              message: t('versions.restored', { number: version.number }),
              undo: () => restore.mutateAsync({ version: before, baseVersion: saved.version }),
            })
        },
      },
    )
  }
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={t('versions.title')}>
      <Stack>
        {!isReadOnly && <NameVersion pieceId={pieceId} />}
        <Loaded query={versions}>
          {(found) =>
            found.length === 0 ? (
              <Text c="dimmed">{t('versions.none')}</Text>
            ) : (
              <ul className={classes.versionList}>
                {found.map((version) => (
                  <li key={version.id}>
                    <VersionRow
                      version={version}
                      isCurrent={version.revision === revision}
                      isOpen={chosen === version.id}
                      onToggle={() => setChosen(chosen === version.id ? null : version.id)}
                      {...(isReadOnly ? {} : { onRestore: () => bringBack(version) })}
                    />
                    {chosen === version.id && (
                      <Comparison pieceId={pieceId} versionId={version.id} content={content} />
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Stack>
    </Drawer>
  )
}

function VersionRow(props: {
  version: VersionSummary
  isCurrent: boolean
  isOpen: boolean
  onToggle(): void
  onRestore?(): void
}) {
  const { version, isCurrent, isOpen, onToggle, onRestore } = props
  const t = useText(manuscriptText)
  const format = useFormat()
  const kind =
    version.kind === 'named' ? version.label : t(`versions.kind.${version.kind}`, { label: version.label })
  return (
    <Group justify="space-between" gap="xs">
      <div>
        <Text fw={550}>
          {t('versions.number', { number: version.number })} · {isCurrent ? t('versions.current') : kind}
        </Text>
        <Text size="sm" c="dimmed">
          {t('versions.by', { name: version.authorName, when: format.instant(version.updatedAt) })} ·{' '}
          {t('words', { count: version.wordCount })}
        </Text>
      </div>
      {!isCurrent && (
        <Group gap={4}>
          <Button size="compact-sm" variant="subtle" onClick={onToggle} aria-expanded={isOpen}>
            {t('versions.compare')}
          </Button>
          {onRestore && (
            <Button size="compact-sm" variant="default" onClick={onRestore}>
              {t('versions.restore')}
            </Button>
          )}
        </Group>
      )}
    </Group>
  )
}

function Comparison(props: { pieceId: string; versionId: string; content: ManuscriptContent }) {
  const version = useQuery(versionOf(props.pieceId, props.versionId))
  return (
    <Loaded query={version}>{(found) => <TextDifference from={found.tree} to={props.content.tree} />}</Loaded>
  )
}

function NameVersion({ pieceId }: { pieceId: string }) {
  const t = useText(manuscriptText)
  const [label, setLabel] = useState('')
  const name = useCommand(client.manuscript.nameVersion, {
    topics: ['manuscript'],
    done: t('versions.named', { label }),
    onDone: () => setLabel(''),
  })
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (label.trim() !== '') name.mutate({ pieceId, label })
      }}
    >
      <Group align="flex-end" gap="xs">
        <TextInput
          className={classes.grow}
          label={t('versions.nameLabel')}
          placeholder={t('versions.namePlaceholder')}
          maxLength={120}
          value={label}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={name.isPending} disabled={label.trim() === ''}>
          {t('versions.name')}
        </Button>
      </Group>
    </form>
  )
}
