import { Stack, Text } from '@mantine/core'
import { useNetwork } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect } from 'react'
import { connection, useConnection } from '../../kit/connection.ts'
import { Dialog } from '../../kit/Dialogs.tsx'
import { useText } from '../../kit/language.tsx'
import { Loading, Note } from '../../kit/Notes.tsx'
import { webText } from '../text.ts'

const SignInForm = lazy(() =>
  import('../../manage/person/ui/SignInForm.tsx').then((module) => ({ default: module.SignInForm })),
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
      <Dialog
        opened={state === 'signed-out'}
        onClose={() => window.location.assign('/sign-in')}
        title={t('connection.signedOut')}
      >
        <Stack>
          <Text size="sm">{t('connection.signedOutHint')}</Text>
          <Suspense fallback={<Loading />}>
            <SignInForm onSignedIn={back} />
          </Suspense>
        </Stack>
      </Dialog>
    </>
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
