import { Anchor, Button, Stack, Text } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useZodForm } from '../../../kit/form.ts'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { Reset } from '../person.schema.ts'
import { personText } from '../person.text.ts'
import { NewPasswordInput } from './NewPasswordInput.tsx'
import { client } from './person.queries.ts'

/** Where the link of a reset mail leads. Opening it does not use it up; saving does. */
export function ResetPage() {
  const t = useText(personText)
  const { token = '' } = useParams({ strict: false }) as { token?: string }
  const form = useZodForm(Reset, { token, password: '' })
  const reset = form.submit(async (values) => {
    await client.person.reset(values)
    window.location.assign('/')
  })
  return (
    <Page title={t('reset.title')}>
      <form onSubmit={reset} noValidate>
        <Stack>
          <Text size="sm">{t('reset.intro')}</Text>
          <NewPasswordInput {...form.getInputProps('password')} />
          <RefusalNote error={form.refusal} />
          <Button type="submit" loading={form.isSending}>
            {t('reset.submit')}
          </Button>
          {form.refusal !== null && (
            <Anchor href="/sign-in" size="sm">
              {t('reset.again')}
            </Anchor>
          )}
        </Stack>
      </form>
    </Page>
  )
}
