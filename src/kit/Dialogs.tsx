import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useText } from './language.tsx'
import { RefusalNote } from './Notes.tsx'
import { kitText } from './text.ts'

export type ConfirmProps = {
  opened: boolean
  onClose(): void
  title: ReactNode
  /** What will happen, and whether it can be taken back. */
  children: ReactNode
  /** The verb on the button: never "OK". */
  confirm: ReactNode
  isDangerous?: boolean
  /** Runs the action; the dialog closes when it worked and shows the refusal when not. */
  onConfirm(): Promise<unknown>
}

/** Asks before something that cannot be undone. What can be undone uses `undoToast` instead. */
export function ConfirmDialog(props: ConfirmProps) {
  const { opened, onClose, title, children, confirm, isDangerous = false, onConfirm } = props
  const t = useText(kitText)
  const [error, setError] = useState<unknown>(null)
  const [isRunning, setRunning] = useState(false)
  const run = async () => {
    setError(null)
    setRunning(true)
    try {
      await onConfirm()
      onClose()
    } catch (refused) {
      setError(refused)
    } finally {
      setRunning(false)
    }
  }
  return (
    <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('close') }}>
      <Stack>
        <div>{children}</div>
        <RefusalNote error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button color={isDangerous ? 'red' : undefined} loading={isRunning} onClick={() => void run()}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** A window over the page, with the words of the close button in place. */
export function Dialog(props: {
  opened: boolean
  onClose(): void
  title: ReactNode
  size?: 'sm' | 'md' | 'lg' | 'xl'
  children: ReactNode
}) {
  const t = useText(kitText)
  return (
    <Modal {...props} closeButtonProps={{ 'aria-label': t('close') }}>
      {props.children}
    </Modal>
  )
}
