import { Button, Group, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { connection, useConnection } from '../../kit/connection.ts'
import { Dialog } from '../../kit/Dialogs.tsx'
import { useText } from '../../kit/language.tsx'
import { Note } from '../../kit/Notes.tsx'
import { webText } from '../text.ts'

// After an update of the server this part may be gone; then the other way to sign in still does not lose the page.
const SignInAgain = lazy(() =>
  import('./SignInAgain.tsx').then(
    (module) => ({ default: module.SignInAgain }),
    () => ({ default: SignInElsewhere }),
  ),
)

const askAgainMs = 3_000

/** Says when nothing gets through, and lets people sign in again without losing what they are doing. */
export function ConnectionGuard() {
  const t = useText(webText)
  const state = useConnection()
  const { online } = useNetwork()
  const cache = useQueryClient()
  useAskingAgain(online && state === 'unreachable')
  const back = () => {
    connection.signedIn()
    void cache.invalidateQueries()
  }
  return (
    <>
      <div aria-live="polite">
        {!online && <Note tone="waiting">{t('connection.offline')}</Note>}
        {online && state === 'unreachable' && <Note tone="waiting">{t('connection.unreachable')}</Note>}
      </div>
      <Suspense>{state === 'signed-out' && <SignInAgain onSignedIn={back} />}</Suspense>
    </>
  )
}

function SignInElsewhere({ onSignedIn }: { onSignedIn(): void }) {
  const t = useText(webText)
  return (
    <Dialog opened onClose={onSignedIn} title={t('connection.signedOut')}>
      <Text size="sm">{t('connection.elsewhereHint')}</Text>
      <Group mt="md">
        <Button component="a" href="/sign-in" target="_blank" rel="noopener">
          {t('connection.elsewhere')}
        </Button>
        <Button variant="default" onClick={onSignedIn}>
          {t('connection.signedInElsewhere')}
        </Button>
      </Group>
    </Dialog>
  )
}

// Asks whether the server is back, and reads everything again when it is.
function useAskingAgain(isNeeded: boolean): void {
  const cache = useQueryClient()
  useEffect(() => {
    if (!isNeeded) return
    const timer = setInterval(() => {
      fetch('/healthz').then(
        (response) => {
          if (!response.ok) return
          connection.report('well')
          void cache.invalidateQueries()
        },
        () => undefined,
      )
    }, askAgainMs)
    return () => clearInterval(timer)
  }, [isNeeded, cache])
}
