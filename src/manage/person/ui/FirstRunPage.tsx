import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useZodForm } from '../../../kit/form.ts'
import { ZoneInput } from '../../../kit/inputs.tsx'
import { browserZone, useLanguage, useText } from '../../../kit/language.tsx'
import { Loaded, Note, RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { Setup } from '../person.schema.ts'
import { personText } from '../person.text.ts'
import { NewPasswordInput } from './NewPasswordInput.tsx'
import { client } from './person.queries.ts'

/** The very first page of a new installation: the owner and the first workspace. */
export function FirstRunPage() {
  const t = useText(personText)
  const status = useQuery({ queryKey: ['person', 'setup'], queryFn: () => client.person.setupStatus({}) })
  return (
    <Page title={t('firstRun.title')}>
      <Loaded query={status}>
        {({ isOpen }) =>
          isOpen ? (
            <SetupForm />
          ) : (
            <Note actions={<Anchor href="/sign-in">{t('firstRun.toSignIn')}</Anchor>}>
              {t('firstRun.closed')}
            </Note>
          )
        }
      </Loaded>
    </Page>
  )
}

function SetupForm() {
  const t = useText(personText)
  const language = useLanguage()
  const form = useZodForm(Setup, {
    name: '',
    email: '',
    password: '',
    workspaceName: '',
    language,
    zone: browserZone,
  })
  const setUp = form.submit(async (values) => {
    // The language can be switched above while the form is open.
    const { workspace } = await client.person.setup({ ...values, language })
    window.location.assign(workspace === null ? '/' : `/w/${workspace}/today`)
  })
  return (
    <form onSubmit={setUp} noValidate>
      <Stack>
        <Text size="sm">{t('firstRun.intro')}</Text>
        <TextInput label={t('field.name')} autoComplete="name" {...form.getInputProps('name')} />
        <TextInput
          type="email"
          label={t('field.email')}
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <NewPasswordInput label={t('field.password')} {...form.getInputProps('password')} />
        <TextInput
          label={t('field.workspaceName')}
          description={t('field.workspaceHint')}
          autoComplete="organization"
          {...form.getInputProps('workspaceName')}
        />
        <ZoneInput label={t('field.zone')} {...form.getInputProps('zone')} />
        <RefusalNote error={form.refusal} />
        <Button type="submit" loading={form.isSending}>
          {t('firstRun.submit')}
        </Button>
      </Stack>
    </form>
  )
}
