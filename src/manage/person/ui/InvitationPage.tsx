import { Anchor, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { Refusal } from '../../../kernel/refusal.ts'
import { useZodForm } from '../../../kit/form.ts'
import { useText } from '../../../kit/language.tsx'
import { Loaded, Note, RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { Acceptance, type InvitationSeen } from '../member.schema.ts'
import { Password, PersonName } from '../person.schema.ts'
import { personText } from '../person.text.ts'
import { NewPasswordInput } from './NewPasswordInput.tsx'
import { client } from './person.queries.ts'
import { SignInForm } from './SignInForm.tsx'

type Seen = z.output<typeof InvitationSeen>

/** Where the link of an invitation leads. */
export function InvitationPage() {
  const t = useText(personText)
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const seen = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => client.person.invitation({ token }),
    retry: false,
  })
  const signedIn = useQuery({ queryKey: ['person', 'signedInAs'], queryFn: signedInAs })
  const title = t('invitation.title', { workspace: seen.data?.workspaceName ?? '…' })
  return (
    <Page title={title}>
      {seen.isError ? (
        <Stack>
          <RefusalNote error={seen.error} />
          <Anchor href="/">{t('invitation.toStart')}</Anchor>
        </Stack>
      ) : (
        <Loaded query={seen}>
          {(invitation) => (
            <Stack>
              <Text size="sm">
                {t('invitation.intro', {
                  invitedBy: invitation.invitedBy,
                  workspace: invitation.workspaceName,
                  role: t(`role.${invitation.role}`),
                })}
              </Text>
              <Text size="sm">{t('invitation.forAddress', { email: invitation.email })}</Text>
              <Loaded query={signedIn}>
                {({ email }) => <NextStep token={token} invitation={invitation} signedInAs={email} />}
              </Loaded>
            </Stack>
          )}
        </Loaded>
      )}
    </Page>
  )
}

async function signedInAs(): Promise<{ email: string | null }> {
  try {
    return { email: (await client.person.me({})).email }
  } catch (error) {
    if (error instanceof Refusal && error.kind === 'unauthenticated') return { email: null }
    throw error
  }
}

function NextStep(props: { token: string; invitation: Seen; signedInAs: string | null }) {
  const t = useText(personText)
  const { token, invitation, signedInAs: address } = props
  if (address !== null && address !== invitation.email)
    return <OtherAccount {...props} signedInAs={address} />
  if (address !== null) return <AcceptButton token={token} />
  if (invitation.hasAccount)
    return (
      <Stack>
        <Note>{t('invitation.signInFirst')}</Note>
        <SignInForm email={invitation.email} onSignedIn={() => window.location.reload()} />
      </Stack>
    )
  return <NewAccountForm token={token} invitation={invitation} />
}

function goTo({ workspace }: { workspace: string | null }): void {
  window.location.assign(workspace === null ? '/' : `/w/${workspace}/today`)
}

function AcceptButton({ token }: { token: string }) {
  const t = useText(personText)
  const [error, setError] = useState<unknown>(null)
  const [isSending, setSending] = useState(false)
  const accept = () => {
    setSending(true)
    client.person.acceptInvitation({ token }).then(goTo, (refused: unknown) => {
      setError(refused)
      setSending(false)
    })
  }
  return (
    <Stack>
      <RefusalNote error={error} />
      <Button onClick={accept} loading={isSending}>
        {t('invitation.accept')}
      </Button>
    </Stack>
  )
}

function OtherAccount({ invitation, signedInAs: address }: { invitation: Seen; signedInAs: string }) {
  const t = useText(personText)
  const leave = () => void client.person.signOut({}).then(() => window.location.reload())
  return (
    <Note tone="waiting">
      {t('invitation.otherAccount', { signedInAs: address, email: invitation.email })}
      <Group mt="xs">
        <Button variant="default" onClick={leave}>
          {t('invitation.signOut')}
        </Button>
        <Anchor href="/">{t('invitation.toStart')}</Anchor>
      </Group>
    </Note>
  )
}

const NewAccount = Acceptance.extend({ name: PersonName, password: Password })

function NewAccountForm({ token, invitation }: { token: string; invitation: Seen }) {
  const t = useText(personText)
  const form = useZodForm(NewAccount, { token, name: invitation.name, password: '' })
  return (
    <form
      onSubmit={form.submit(async (values) => goTo(await client.person.acceptInvitation(values)))}
      noValidate
    >
      <Stack>
        <Text size="sm">{t('invitation.newAccount')}</Text>
        <TextInput label={t('field.name')} autoComplete="name" {...form.getInputProps('name')} />
        {/* Lets password managers keep the right address with the password. */}
        <input type="hidden" name="username" autoComplete="username" value={invitation.email} />
        <NewPasswordInput label={t('field.password')} {...form.getInputProps('password')} />
        <RefusalNote error={form.refusal} />
        <Button type="submit" loading={form.isSending}>
          {t('invitation.create')}
        </Button>
      </Stack>
    </form>
  )
}
