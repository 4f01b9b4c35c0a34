import { Button, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../kit/language.tsx'
import { showRefusal } from '../../kit/toast.tsx'
import { leave, meQuery } from '../session.ts'
import { webText } from '../text.ts'
import { NewWorkspaceForm } from './NewWorkspaceForm.tsx'

/** For people who are signed in and belong to no workspace. */
export function NoWorkspacePage() {
  const t = useText(webText)
  const me = useQuery(meQuery)
  return (
    <Stack>
      <Title order={1} size="h3">
        {t('workspace.none')}
      </Title>
      <Text c="dimmed">{t('workspace.noneHint')}</Text>
      {me.data?.may.createWorkspace === null && <NewWorkspaceForm />}
      <Button variant="subtle" color="gray" onClick={() => void leave().catch(showRefusal)}>
        {t('profile.leave')}
      </Button>
    </Stack>
  )
}
