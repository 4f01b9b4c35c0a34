import { Stack, Text } from '@mantine/core'
import { Dialog } from '../../kit/Dialogs.tsx'
import { useText } from '../../kit/language.tsx'
import { SignInForm } from '../../manage/person/ui/SignInForm.tsx'
import { webText } from '../text.ts'

/** Lets somebody whose session has ended sign in again, over the page they were on. */
export function SignInAgain({ onSignedIn }: { onSignedIn(): void }) {
  const t = useText(webText)
  return (
    <Dialog opened onClose={() => window.location.assign('/sign-in')} title={t('connection.signedOut')}>
      <Stack>
        <Text size="sm">{t('connection.signedOutHint')}</Text>
        <SignInForm onSignedIn={onSignedIn} />
      </Stack>
    </Dialog>
  )
}
