import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useText } from '../../../kit/language.tsx'
import { toast } from '../../../kit/toast.tsx'
import { memberText } from '../member.text.ts'

/** The link of an invitation, to be copied and passed on by hand. */
export function InvitationLink({ name, link }: { name: string; link: string }) {
  const t = useText(memberText)
  const clipboard = useClipboard()
  const copy = () => {
    clipboard.copy(link)
    toast({ message: t('done.copied') })
  }
  return (
    <Stack gap="xs">
      <TextInput
        label={t('invite.link', { name })}
        value={link}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        data-autofocus
      />
      <Text size="sm" c="dimmed">
        {t('invite.linkWhat', { name })}
      </Text>
      <div>
        <Button variant="default" onClick={copy}>
          {t('invite.copy')}
        </Button>
      </div>
    </Stack>
  )
}
