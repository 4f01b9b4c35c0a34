import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded, Note, RefusalNote } from '../../../kit/Notes.tsx'
import { SaveState } from '../../../kit/SaveState.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { Manuscript } from '../manuscript.schema.ts'
import { manuscriptText } from '../manuscript.text.ts'
import { plainTextOf, wordCountOf } from '../tree.rules.ts'
import { reviewOfPiece } from '../../review/ui/review.queries.ts'
import { ConflictView } from './ConflictView.tsx'
import { Editor } from './Editor.tsx'
import { manuscriptOf } from './manuscript.queries.ts'
import { PublishingFields } from './PublishingFields.tsx'
import { useManuscriptSession } from './useManuscriptSession.ts'
import { VersionsDrawer } from './VersionsDrawer.tsx'

/** The text of a piece: written, saved by itself, with its versions and what is needed for publishing. */
export function ManuscriptPanel({ pieceId }: { pieceId: string }) {
  const manuscript = useQuery(manuscriptOf(pieceId))
  return <Loaded query={manuscript}>{(found) => <OpenManuscript key={pieceId} first={found} />}</Loaded>
}

function OpenManuscript({ first }: { first: Manuscript }) {
  const t = useText(manuscriptText)
  const { session, state, shown = first } = useManuscriptSession(first)
  const [isShowingVersions, setShowingVersions] = useState(false)
  const isReadOnly = shown.may.edit !== null
  const { content } = state
  const openVersions = async () => {
    await session.flush()
    setShowingVersions(true)
  }
  return (
    <Stack gap="sm" component="section" aria-labelledby="manuscript-title">
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h4" id="manuscript-title">
          {t('title')}
        </Title>
        <Group gap="sm">
          <WritingHint manuscript={shown} />
          <Text size="sm" c="dimmed">
            {t('words', { count: wordCountOf(plainTextOf(content.tree)) })}
          </Text>
          {!isReadOnly && (
            <SaveState state={state.status} {...(state.savedAt === null ? {} : { at: state.savedAt })} />
          )}
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconHistory size={16} aria-hidden />}
            onClick={() => void openVersions()}
          >
            {t('versions.open')}
          </Button>
        </Group>
      </Group>
      {isReadOnly && <Note tone="quiet">{t('readOnly')}</Note>}
      {state.isRestored && !state.theirs && (
        <Note
          tone="info"
          title={t('restored.title')}
          actions={
            <Button size="compact-sm" variant="default" onClick={session.acknowledge}>
              {t('restored.read')}
            </Button>
          }
        >
          {t('restored.text')}
        </Note>
      )}
      {state.status === 'failed' && (
        <>
          <RefusalNote error={state.refusal} onRetry={() => void session.flush()} />
          <Text size="sm">{t('failed')}</Text>
        </>
      )}
      <ApprovalHint pieceId={first.pieceId} voided={state.voidedApprovals} isReadOnly={isReadOnly} />
      {state.theirs && <ConflictView session={session} mine={content} theirs={state.theirs} />}
      <Editor
        tree={content.tree}
        replaced={state.replaced}
        isReadOnly={isReadOnly}
        onChange={(tree) => session.edit({ tree })}
      />
      <PublishingFields
        content={content}
        pieceTitle={shown.pieceTitle}
        isReadOnly={isReadOnly}
        onChange={(change) => session.edit(change)}
      />
      {isShowingVersions && (
        <VersionsDrawer
          pieceId={first.pieceId}
          revision={state.version}
          content={content}
          isReadOnly={isReadOnly}
          onClose={() => setShowingVersions(false)}
        />
      )}
    </Stack>
  )
}

/** Says before the first letter that an approval would be lost, and afterwards that one was. */
function ApprovalHint(props: { pieceId: string; voided: number; isReadOnly: boolean }) {
  const { pieceId, voided, isReadOnly } = props
  const t = useText(manuscriptText)
  const { data: state } = useQuery({ ...reviewOfPiece(pieceId), select: (review) => review.state })
  if (state === 'approved') return isReadOnly ? null : <Note tone="good">{t('approved')}</Note>
  return voided > 0 ? <Note tone="waiting">{t('voided', { count: voided })}</Note> : null
}

/** Saves come every few seconds while somebody writes: after this long without one they have stopped. */
const writingMs = 12_000

/** Says who else is writing, by what they save. */
function WritingHint({ manuscript }: { manuscript: Manuscript }) {
  const { userId } = useWorkspace()
  const { updatedByUserId, updatedByName: name, updatedAt } = manuscript
  if (updatedAt === null || updatedByUserId === userId || name === '') return null
  return <SomebodyWrites key={updatedAt} name={name} at={updatedAt} />
}

function SomebodyWrites({ name, at }: { name: string; at: string }) {
  const t = useText(manuscriptText)
  const format = useFormat()
  const [isWriting, setWriting] = useState(() => Date.now() - new Date(at).getTime() < writingMs)
  useEffect(() => {
    const timer = setTimeout(() => setWriting(false), writingMs)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Text
      size="sm"
      c="var(--ls-accent-text)"
      role="status"
      title={t('changedBy', { name, time: format.time(at) })}
    >
      {isWriting && t('writing', { name })}
    </Text>
  )
}
