import { Button, CopyButton, Group, Stack, Text, TextInput } from '@mantine/core'
import { useText } from '../../../kit/language.tsx'
import { Note } from '../../../kit/Notes.tsx'
import { toast } from '../../../kit/toast.tsx'
import { reviewText } from '../review.text.ts'

/** A guest's link; `isMailHeld` when there is no mail server and nothing reaches the guest by itself. */
export type SharedLink = { name: string; email: string; link: string; isMailHeld: boolean }

/** The link of a guest to hand over, and what becomes of the mail. */
export function LinkToShare({ name, email, link, isMailHeld, onClose }: SharedLink & { onClose(): void }) {
  const t = useText(reviewText)
  return (
    <Stack>
      {isMailHeld ? (
        <Note tone="waiting" title={t('request.linkHeldTitle')}>
          {t('request.linkHeld', { name })}
        </Note>
      ) : (
        <Text>{t('request.linkHow', { name, email })}</Text>
      )}
      <TextInput readOnly aria-label={t('request.linkTitle', { name })} value={link} />
      <Group justify="flex-end">
        <CopyButton value={link}>
          {({ copy }) => (
            <Button
              variant="default"
              onClick={() => {
                copy()
                toast({ message: t(isMailHeld ? 'panel.linkCopiedHeld' : 'panel.linkCopied', { name }) })
              }}
            >
              {t('panel.copyLink')}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{t('request.close')}</Button>
      </Group>
    </Stack>
  )
}
