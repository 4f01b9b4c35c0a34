import { Anchor, Button, Code, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useZodForm } from '../../../kit/form.ts'
import { useText } from '../../../kit/language.tsx'
import { Note, RefusalNote } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { ResetRequest } from '../person.schema.ts'
import { personText } from '../person.text.ts'
import { client } from './person.queries.ts'

// The command of the command line (README), the same in every language.
const resetCommand = 'npm run leitstand -- user reset-password --email …'

/** Asks for a reset link. What it says afterwards is the same for every address. */
export function ForgottenForm({ onBack }: { onBack(): void }) {
  const t = useText(personText)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const status = useQuery({ queryKey: ['person', 'setup'], queryFn: () => client.person.setupStatus({}) })
  const form = useZodForm(ResetRequest, { email: '' })
  const request = form.submit(async (values) => {
    await client.person.requestReset(values)
    setSentTo(values.email)
  })
  return (
    <Page title={t('forgotten.title')}>
      {status.data?.hasMailServer === false ? (
        <Note tone="waiting" title={t('forgotten.noServerTitle')}>
          <Text size="sm" mb="xs">
            {t('forgotten.noServer')}
          </Text>
          <Code block>{resetCommand}</Code>
        </Note>
      ) : sentTo === null ? (
        <form onSubmit={request} noValidate>
          <Stack>
            <Text size="sm">{t('forgotten.intro')}</Text>
            <TextInput
              type="email"
              label={t('field.email')}
              autoComplete="username"
              {...form.getInputProps('email')}
            />
            <RefusalNote error={form.refusal} />
            <Button type="submit" loading={form.isSending}>
              {t('forgotten.submit')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Note tone="good" title={t('forgotten.sentTitle')}>
          <Text size="sm">{t('forgotten.sent', { email: sentTo })}</Text>
          <Text size="sm" mt="xs">
            {t('forgotten.noMail')}
          </Text>
        </Note>
      )}
      <Text size="sm">
        <Anchor component="button" type="button" onClick={onBack}>
          {t('forgotten.back')}
        </Anchor>
      </Text>
    </Page>
  )
}
