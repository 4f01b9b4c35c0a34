import { useNetwork } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { connection, useConnection } from '../../kit/connection.ts'
import { useText } from '../../kit/language.tsx'
import { Note } from '../../kit/Notes.tsx'
import { webText } from '../text.ts'

const askAgainMs = 3_000

/** Says when nothing gets through, and lets people sign in again without losing what they are doing. */
export function ConnectionGuard() {
  const t = useText(webText)
  const state = useConnection()
  const { online } = useNetwork()
  useAskingAgain(online && state === 'unreachable')
  return (
    <>
      <div aria-live="polite">
        {!online && <Note tone="waiting">{t('connection.offline')}</Note>}
        {online && state === 'unreachable' && <Note tone="waiting">{t('connection.unreachable')}</Note>}
      </div>
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
