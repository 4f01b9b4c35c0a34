import { Button, Group, Stack, TextInput } from '@mantine/core'
import { sliceClient } from '../../kit/api.ts'
import { useZodForm } from '../../kit/form.ts'
import { useLanguage, useText, useZone } from '../../kit/language.tsx'
import { RefusalNote } from '../../kit/Notes.tsx'
import { kitText } from '../../kit/text.ts'
import type { manageApi } from '../../manage/api.ts'
import { NewWorkspace } from '../../manage/workspace/workspace.schema.ts'
import { webText } from '../text.ts'

const client = sliceClient<typeof manageApi>('manage')

/** Makes a workspace and opens it. */
export function NewWorkspaceForm() {
  const t = useText(webText)
  const common = useText(kitText)
  const language = useLanguage()
  const zone = useZone()
  const form = useZodForm(NewWorkspace, { name: '', language, zone })
  const create = form.submit(async (values) => {
    const { slug } = await client.workspace.create(values)
    // A full load: nothing of the workspace before may stay on the screen.
    window.location.assign(`/w/${slug}/today`)
  })
  return (
    <form onSubmit={create} noValidate>
      <Stack>
        <TextInput
          label={t('workspace.name')}
          description={t('workspace.nameHint')}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <RefusalNote error={form.refusal} />
        <Group justify="flex-end">
          <Button type="submit" loading={form.isSending}>
            {common('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
