import { Button, Stack, Text, TextInput } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useText } from '../../../kit/language.tsx'
import { Note } from '../../../kit/Notes.tsx'
import { toast } from '../../../kit/toast.tsx'
import { memberText } from '../member.text.ts'

/** The link of an invitation, to be copied and passed on by hand. */
export function InvitationLink(props: { name: string; link: string; isMailWanted?: boolean }) {
  const { name, link, isMailWanted = false } = props
  const t = useText(memberText)
  const clipboard = useClipboard()
  const copy = () => {
    clipboard.copy(link)
    toast({ message: t('done.copied') })
  }
  return (
    <Stack gap="xs">
      {isMailWanted && <Note tone="waiting">{t('invite.noServer')}</Note>}
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
