import { Button, Group, Stack, Text } from '@mantine/core'
import { useText } from '../../../kit/language.tsx'
import { Note } from '../../../kit/Notes.tsx'
import { undoToast } from '../../../kit/toast.tsx'
import type { Manuscript, ManuscriptContent } from '../manuscript.schema.ts'
import { manuscriptText } from '../manuscript.text.ts'
import { bothOf, doFieldsDiffer } from './conflict.rules.ts'
import type { ManuscriptSession } from './session.ts'
import { TextDifference } from './TextDifference.tsx'

/** Two states of one text: what differs, and the choice between mine, theirs and both. */
export function ConflictView(props: {
  session: ManuscriptSession
  mine: ManuscriptContent
  theirs: Manuscript
}) {
  const { session, mine, theirs } = props
  const t = useText(manuscriptText)
  const name = theirs.updatedByName || t('conflict.somebody')
  const takeTheirs = () => {
    session.settle('theirs')
    undoToast({
      message: t('conflict.tookTheirs', { name }),
      undo: async () => session.edit(mine, true),
    })
  }
  return (
    <Note tone="waiting" title={t('conflict.title')}>
      <Stack gap="sm" mt="xs">
        <Text>{t('conflict.text', { name })}</Text>
        <Text size="sm" c="dimmed">
          <del>{t('conflict.removed', { name })}</del> · <ins>{t('conflict.added')}</ins>
        </Text>
        <TextDifference from={theirs.tree} to={mine.tree} />
        {doFieldsDiffer(theirs, mine) && <Text size="sm">{t('conflict.fieldsDiffer')}</Text>}
        <Group gap="xs">
          <Button onClick={() => session.settle('mine')} title={t('conflict.keepMineHow')}>
            {t('conflict.keepMine')}
          </Button>
          <Button variant="default" onClick={takeTheirs}>
            {t('conflict.takeTheirs', { name })}
          </Button>
          <Button
            variant="default"
            title={t('conflict.keepBothHow')}
            onClick={() => session.settle(bothOf(theirs, mine, t('conflict.bothMarker')))}
          >
            {t('conflict.keepBoth')}
          </Button>
        </Group>
      </Stack>
    </Note>
  )
}
