import { Anchor, Text } from '@mantine/core'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useText } from '../../../kit/language.tsx'
import { Page } from '../../../kit/Page.tsx'
import { personText } from '../person.text.ts'
import { ForgottenForm } from './ForgottenForm.tsx'
import { addressAfterSignIn } from './returnTo.rules.ts'
import { SignInForm } from './SignInForm.tsx'

/** The sign-in page; goes on to `?returnTo=` afterwards. */
export function SignInPage() {
  const t = useText(personText)
  const { returnTo } = useSearch({ strict: false }) as { returnTo?: unknown }
  const [isForgotten, setForgotten] = useState(false)
  if (isForgotten) return <ForgottenForm onBack={() => setForgotten(false)} />
  return (
    <Page title={t('signIn.title')}>
      {/* A full load, so that nothing of whoever was signed in before stays in memory. */}
      <SignInForm onSignedIn={() => window.location.assign(addressAfterSignIn(returnTo))} />
      <Text size="sm">
        <Anchor component="button" type="button" onClick={() => setForgotten(true)}>
          {t('signIn.forgotten')}
        </Anchor>
      </Text>
    </Page>
  )
}
