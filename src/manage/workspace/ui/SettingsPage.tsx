import { Button, Group, Select, Stack, Switch, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { languages } from '../../../kernel/text/text.ts'
import { sliceClient } from '../../../kit/api.ts'
import { ConfirmDialog } from '../../../kit/Dialogs.tsx'
import { useZodForm } from '../../../kit/form.ts'
import { ZoneInput } from '../../../kit/inputs.tsx'
import { useText } from '../../../kit/language.tsx'
import { Loaded, Note, RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { useCommand } from '../../../kit/query.ts'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { manageApi } from '../../api.ts'
import { Currency, WorkspaceChange, type Workspace } from '../workspace.schema.ts'
import { workspaceText } from '../workspace.text.ts'

const client = sliceClient<typeof manageApi>('manage')
const AllSettings = WorkspaceChange.required()

/** Name, zone, language, currency and whether publishing needs an approval. */
export function SettingsPage() {
  const t = useText(workspaceText)
  const workspace = useQuery({
    queryKey: ['workspace', 'settings'],
    queryFn: () => client.workspace.show({}),
  })
  return (
    <Page title={t('title')} help={{ de: 'arbeitsbereich', en: 'workspace' }}>
      <Loaded query={workspace}>{(found) => <SettingsForm key={found.version} workspace={found} />}</Loaded>
    </Page>
  )
}

function SettingsForm({ workspace }: { workspace: Workspace }) {
  const t = useText(workspaceText)
  const { slug: openSlug } = useWorkspace()
  const { name, slug, zone, language, approvalRequired, version, isDemo } = workspace
  const currency = Currency.catch('EUR').parse(workspace.currency)
  const initial: z.input<typeof AllSettings> = {
    version,
    name,
    slug,
    zone,
    language,
    currency,
    approvalRequired,
  }
  const form = useZodForm(AllSettings, initial)
  const change = useCommand(client.workspace.change, {
    topics: ['workspace', 'person'],
    done: t('saved'),
    onDone: (after) => {
      // The address of every page holds the short name.
      if (after.slug !== openSlug) window.location.assign(`/w/${after.slug}/manage/settings`)
    },
    // Shown below the fields instead of as a toast.
    onRefused: () => {},
  })
  return (
    <form onSubmit={form.submit((values) => change.mutateAsync(values))} noValidate>
      <Stack maw="42rem">
        {isDemo && <DemoNote />}
        <TextInput label={t('name')} {...form.getInputProps('name')} />
        <TextInput label={t('slug')} description={t('slugHint')} {...form.getInputProps('slug')} />
        <ZoneInput label={t('zone')} description={t('zoneHint')} {...form.getInputProps('zone')} />
        <Group grow align="flex-start">
          <Select
            label={t('language')}
            description={t('languageHint')}
            allowDeselect={false}
            data={languages.map((known) => ({ value: known, label: t(`languageName.${known}`) }))}
            {...form.getInputProps('language')}
          />
          <Select
            label={t('currency')}
            allowDeselect={false}
            data={Currency.options}
            {...form.getInputProps('currency')}
          />
        </Group>
        <Switch
          label={t('approvalRequired')}
          description={t('approvalHint')}
          {...form.getInputProps('approvalRequired', { type: 'checkbox' })}
        />
        <RefusalNote error={form.refusal} />
        <Group>
          <Button type="submit" loading={form.isSending}>
            {t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Says that nothing here is real, and lets the owner clear it away. */
function DemoNote() {
  const t = useText(workspaceText)
  const { role } = useWorkspace()
  const [isAsking, ask] = useDisclosure(false)
  const remove = (
    <Button variant="default" onClick={ask.open}>
      {t('removeDemo')}
    </Button>
  )
  return (
    <>
      <Note actions={role === 'owner' ? remove : undefined}>{t('demo')}</Note>
      <ConfirmDialog
        opened={isAsking}
        onClose={ask.close}
        title={t('removeDemoTitle')}
        confirm={t('removeDemo')}
        isDangerous
        // Everything shown belongs to the workspace that is gone: begin anew.
        onConfirm={() => client.workspace.removeDemo({}).then(() => window.location.assign('/'))}
      >
        {t('removeDemoText')}
      </ConfirmDialog>
    </>
  )
}
