import { Button, Code, Group } from '@mantine/core'
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Refusal } from '../../kernel/refusal.ts'
import { useText } from '../../kit/language.tsx'
import { EmptyState, RefusalNote } from '../../kit/Notes.tsx'
import { webText } from '../text.ts'

/** What stands in place of a page that threw: the refusal with a way to try again, else our mistake, said plainly. */
export function Fault({ error, reset }: ErrorComponentProps) {
  const t = useText(webText)
  const router = useRouter()
  const again = () => {
    reset()
    void router.invalidate()
  }
  if (error instanceof Refusal) return <RefusalNote error={error} onRetry={again} />
  const isOutdated = isMissingPart(error)
  return (
    <EmptyState
      title={t(isOutdated ? 'fault.outdated' : 'fault.title')}
      actions={<Button onClick={() => window.location.reload()}>{t('fault.reload')}</Button>}
    >
      {t(isOutdated ? 'fault.outdatedHint' : 'fault.hint')}
      {!isOutdated && (
        <details>
          <summary>{t('fault.details')}</summary>
          <Code block ta="start">
            {String(error)}
          </Code>
        </details>
      )}
    </EmptyState>
  )
}

// After an update the parts of the old build are gone; the browsers say so in different words.
function isMissingPart(error: unknown): boolean {
  return /dynamically imported module|module script failed|error loading dynamically/i.test(String(error))
}

/** For addresses that lead nowhere. */
export function NotFound() {
  const t = useText(webText)
  return (
    <Group justify="center" p="xl" component="main">
      <EmptyState
        level={1}
        title={t('notFound.title')}
        actions={
          <Button component="a" href="/">
            {t('notFound.home')}
          </Button>
        }
      >
        {t('notFound.hint')}
      </EmptyState>
    </Group>
  )
}
