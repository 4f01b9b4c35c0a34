import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useText } from '../../../kit/language.tsx'
import { Loaded, Note } from '../../../kit/Notes.tsx'
import { toast } from '../../../kit/toast.tsx'
import type { manageApi } from '../../api.ts'
import type { OutboxMail } from '../outbox.schema.ts'
import { outboxText } from '../outbox.text.ts'

const client = sliceClient<typeof manageApi>('manage')

/** A mail that did not go out, with its links to copy. */
export function OpenedMailDialog({ mail, onClose }: { mail: OutboxMail; onClose(): void }) {
  const t = useText(outboxText)
  // Every opening is written down on the server, so it is not repeated behind the reader's back.
  const opened = useQuery({
    queryKey: ['openedMail', mail.id],
    queryFn: () => client.outbox.open({ id: mail.id }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  return (
    <Dialog opened onClose={onClose} title={mail.subject} size="lg">
      <Loaded query={opened}>
        {({ text, links }) => (
          <Stack>
            <Note tone="waiting">{t('warning', { to: mail.toName || mail.toAddress })}</Note>
            {links.length > 0 && (
              <Stack gap="xs">
                <Text fw={550}>{t('links')}</Text>
                {links.map((link) => (
                  <LinkLine key={link} link={link} />
                ))}
              </Stack>
            )}
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {text}
            </Text>
          </Stack>
        )}
      </Loaded>
    </Dialog>
  )
}

function LinkLine({ link }: { link: string }) {
  const t = useText(outboxText)
  const clipboard = useClipboard()
  const copy = () => {
    clipboard.copy(link)
    toast({ message: t('copied') })
  }
  return (
    <Group wrap="nowrap" gap="xs">
      <TextInput
        aria-label={link}
        value={link}
        readOnly
        flex={1}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={copy}>
        {t('copy')}
      </Button>
    </Group>
  )
}
