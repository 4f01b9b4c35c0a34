import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { textsIn } from '../kernel/text/text.ts'
import { useLanguage, useText } from './language.tsx'
import { refusalMessage } from './refusal.ts'
import { kitText } from './text.ts'
import type { Tone } from './tone.ts'

const secondsShown = 6_000
const secondsForUndo = 10_000

// Toasts are shown from outside of components, where the page says its language.
const closeButtonProps = () => ({
  'aria-label': textsIn(kitText, document.documentElement.lang === 'en' ? 'en' : 'de')('close'),
})

/** A short message at the edge of the screen. `tone` colours its edge; the words carry the meaning. */
export function toast({ message, tone = 'good' }: { message: string; tone?: Tone }): void {
  notifications.show({
    message,
    autoClose: secondsShown,
    className: `ls-tone-${tone}`,
    closeButtonProps: closeButtonProps(),
  })
}

/** Says why something was refused. Fit for `onError` of queries and mutations. */
export function showRefusal(error: unknown): void {
  notifications.show({
    message: <RefusalText error={error} />,
    autoClose: secondsForUndo,
    closeButtonProps: closeButtonProps(),
    className: 'ls-tone-bad',
    role: 'alert',
  })
}

function RefusalText({ error }: { error: unknown }) {
  return refusalMessage(error, useLanguage())
}

/**
 * Says what happened and offers to take it back:
 * `undoToast({ message: t('deleted'), undo: () => client.piece.restore({ id }), about: id })`. With `about`, a later
 * offer about the same object takes the place of the earlier one.
 */
export function undoToast({
  message,
  undo,
  about,
}: {
  message: string
  undo(): Promise<unknown>
  about?: string
}): void {
  if (about !== undefined) notifications.hide(about)
  const id = notifications.show({
    id: about,
    message: <UndoOffer message={message} undo={undo} onTaken={() => notifications.hide(id)} />,
    autoClose: secondsForUndo,
    closeButtonProps: closeButtonProps(),
    className: 'ls-tone-good',
  })
}

function UndoOffer(props: { message: string; undo(): Promise<unknown>; onTaken(): void }) {
  const t = useText(kitText)
  const take = () => {
    props.onTaken()
    props.undo().then(() => toast({ message: t('undone') }), showRefusal)
  }
  return (
    <Group justify="space-between" wrap="nowrap" gap="sm">
      <Text size="sm">{props.message}</Text>
      <Button size="compact-sm" variant="default" flex="none" onClick={take}>
        {t('undo')}
      </Button>
    </Group>
  )
}
