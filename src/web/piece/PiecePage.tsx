import { Button, Group, Paper, Select, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconArrowLeft, IconEdit, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { AppLink, useGo } from '../../kit/AppLink.tsx'
import { Dialog } from '../../kit/Dialogs.tsx'
import { useText } from '../../kit/language.tsx'
import { Loaded } from '../../kit/Notes.tsx'
import { Page } from '../../kit/Page.tsx'
import { toast } from '../../kit/toast.tsx'
import type { Piece } from '../../plan/piece/piece.schema.ts'
import { pieceText } from '../../plan/piece/piece.text.ts'
import { pieceQuery, PieceForm, StatusOfPiece, useChangeStatus, useDeletePiece } from '../../plan/ui.ts'
import { History } from './History.tsx'
import { PieceFacts } from './PieceFacts.tsx'
import { Panels } from './Panels.tsx'

/** The whole thread of a piece on one page: key facts, text, approval, publications, cost, result, history. */
export function PiecePage() {
  const { pieceId = '' } = useParams({ strict: false })
  const query = useQuery(pieceQuery(pieceId))
  return <Loaded query={query}>{(piece) => <Thread key={piece.id} piece={piece} />}</Loaded>
}

function Thread({ piece }: { piece: Piece }) {
  const t = useText(pieceText)
  const [isEditing, editing] = useDisclosure(false)
  const close = editing.close
  return (
    <Page
      title={piece.title}
      subtitle={t('piece', { number: String(piece.number) })}
      back={
        <AppLink to="/plan" size="sm">
          <IconArrowLeft size={14} aria-hidden /> {t('page.back')}
        </AppLink>
      }
      actions={<Actions piece={piece} onEdit={editing.open} />}
      help={{ de: 'beitrag', en: 'piece' }}
    >
      <Paper component="section" withBorder p="md" aria-label={t('page.facts')}>
        <PieceFacts piece={piece} />
      </Paper>
      <Panels pieceId={piece.id} />
      <Paper component="section" withBorder p="md" aria-label={t('page.history')}>
        <Stack gap="xs">
          <Title order={2} size="h4">
            {t('page.history')}
          </Title>
          <History pieceId={piece.id} />
        </Stack>
      </Paper>
      {isEditing && (
        <Dialog opened onClose={close} title={t('action.edit')} size="lg">
          <PieceForm
            piece={piece}
            onCancel={close}
            onSaved={() => {
              close()
              toast({ message: t('done.saved') })
            }}
          />
        </Dialog>
      )}
    </Page>
  )
}

function Actions({ piece, onEdit }: { piece: Piece; onEdit(): void }) {
  const t = useText(pieceText)
  const go = useGo()
  const remove = useDeletePiece(() => go('/plan'))
  return (
    <Group gap="xs">
      <StatusChoice piece={piece} />
      {piece.may.edit === null && (
        <Button variant="default" leftSection={<IconEdit size={16} aria-hidden />} onClick={onEdit}>
          {t('action.edit')}
        </Button>
      )}
      {piece.may.delete === null && (
        <Button
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => remove(piece)}
        >
          {t('action.delete')}
        </Button>
      )}
    </Group>
  )
}

function StatusChoice({ piece }: { piece: Piece }) {
  const t = useText(pieceText)
  const changeStatus = useChangeStatus()
  if (piece.nextStatuses.length === 0) return <StatusOfPiece status={piece.status} />
  return (
    <Select
      aria-label={t('field.status')}
      value={piece.status}
      allowDeselect={false}
      data={[piece.status, ...piece.nextStatuses].map((status) => ({
        value: status,
        label: t(`status.${status}`),
      }))}
      onChange={(status) => {
        if (status !== null && status !== piece.status) changeStatus(piece, status)
      }}
    />
  )
}
