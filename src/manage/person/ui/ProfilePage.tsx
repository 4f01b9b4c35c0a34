import { Button, Group, Paper, PasswordInput, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { languages } from '../../../kernel/text/text.ts'
import { useZodForm } from '../../../kit/form.ts'
import { ZoneInput } from '../../../kit/inputs.tsx'
import { useText } from '../../../kit/language.tsx'
import { Loaded, RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { useCommand } from '../../../kit/query.ts'
import { PasswordChange, ProfileChange, themes, type Me } from '../person.schema.ts'
import { personText } from '../person.text.ts'
import { NewPasswordInput } from './NewPasswordInput.tsx'
import { client, profileQuery } from './person.queries.ts'
import { SessionList } from './SessionList.tsx'

/** The own account: name, language, appearance, zone, password, signed-in devices. */
export function ProfilePage() {
  const t = useText(personText)
  const profile = useQuery(profileQuery)
  return (
    <Page title={t('profile.title')} help={{ de: 'profil', en: 'profile' }}>
      <Loaded query={profile}>
        {(me) => (
          <Stack maw="42rem">
            <PersonForm me={me} />
            <PasswordForm email={me.email} />
            <SessionList />
          </Stack>
        )}
      </Loaded>
    </Page>
  )
}

function PersonForm({ me }: { me: Me }) {
  const t = useText(personText)
  const form = useZodForm(ProfileChange, {
    name: me.name,
    language: me.language,
    theme: me.theme,
    zone: me.zone,
  })
  const change = useCommand(client.person.updateProfile, {
    topics: ['person', 'member'],
    done: t('profile.saved'),
    // Shown beside the fields instead of as a toast.
    onRefused: () => {},
  })
  return (
    <Paper withBorder p="md" component="section">
      <form onSubmit={form.submit((values) => change.mutateAsync(values))} noValidate>
        <Stack>
          <Title order={2} size="h4">
            {t('profile.person')}
          </Title>
          <TextInput label={t('field.name')} autoComplete="name" {...form.getInputProps('name')} />
          <Text size="sm" c="dimmed">
            {t('profile.signInAddress', { email: me.email })}
          </Text>
          <Group grow align="flex-start">
            <Select
              label={t('field.language')}
              allowDeselect={false}
              data={languages.map((language) => ({ value: language, label: t(`language.${language}`) }))}
              {...form.getInputProps('language')}
            />
            <Select
              label={t('field.theme')}
              allowDeselect={false}
              data={themes.map((theme) => ({ value: theme, label: t(`theme.${theme}`) }))}
              {...form.getInputProps('theme')}
            />
          </Group>
          <ZoneInput
            label={t('field.zone')}
            description={t('profile.zoneHint')}
            {...form.getInputProps('zone')}
          />
          <RefusalNote error={form.refusal} />
          <Group>
            <Button type="submit" loading={form.isSending}>
              {t('profile.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}

function PasswordForm({ email }: { email: string }) {
  const t = useText(personText)
  const form = useZodForm(PasswordChange, { present: '', next: '' })
  const change = useCommand(client.person.changePassword, {
    topics: ['person'],
    done: t('profile.passwordChanged'),
    onDone: () => form.reset(),
    onRefused: () => {},
  })
  return (
    <Paper withBorder p="md" component="section">
      <form onSubmit={form.submit((values) => change.mutateAsync(values))} noValidate>
        <Stack>
          <Title order={2} size="h4">
            {t('profile.password')}
          </Title>
          <Text size="sm" c="dimmed">
            {t('profile.passwordIntro')}
          </Text>
          <input type="hidden" name="username" autoComplete="username" value={email} />
          <PasswordInput
            label={t('field.presentPassword')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
            {...form.getInputProps('present')}
          />
          <NewPasswordInput {...form.getInputProps('next')} />
          <RefusalNote error={form.refusal} />
          <Group>
            <Button type="submit" loading={form.isSending}>
              {t('profile.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  )
}
