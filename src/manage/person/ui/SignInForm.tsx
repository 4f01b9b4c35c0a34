import { Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useZodForm } from '../../../kit/form.ts'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { SignIn } from '../person.schema.ts'
import { personText } from '../person.text.ts'
import { client } from './person.queries.ts'

/** E-mail and password; on the sign-in page, and in the dialog that opens when the session has ended. */
export function SignInForm({ onSignedIn, email = '' }: { onSignedIn(): void; email?: string }) {
  const t = useText(personText)
  const form = useZodForm(SignIn, { email, password: '' })
  const signIn = form.submit(async (values) => {
    await client.person.signIn(values)
    onSignedIn()
  })
  return (
    <form onSubmit={signIn} noValidate>
      <Stack>
        <TextInput
          type="email"
          label={t('field.email')}
          autoComplete="username"
          data-autofocus
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={t('field.password')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
          {...form.getInputProps('password')}
        />
        <RefusalNote error={form.refusal} />
        <Button type="submit" loading={form.isSending}>
          {t('signIn.submit')}
        </Button>
      </Stack>
    </form>
  )
}
