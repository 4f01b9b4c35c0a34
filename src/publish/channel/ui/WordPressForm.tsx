import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useZodForm } from '../../../kit/form.ts'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { ChannelReconnect, NewWordPress } from '../channel.schema.ts'
import type { Channel } from '../channel.schema.ts'
import { channelText } from '../channel.text.ts'
import { publishClient } from './publishClient.ts'

type Props = { opened: boolean; onClose(): void; onDone(channel: Channel): void }

/** Connects a new WordPress: says in plain words what is wrong when it does not work. */
export function ConnectWordPress({ opened, onClose, onDone }: Props) {
  const t = useText(channelText)
  return (
    <Dialog opened={opened} onClose={onClose} title={t('add.wordpress')} size="md">
      <NewConnection onClose={onClose} onDone={onDone} />
    </Dialog>
  )
}

function NewConnection({ onClose, onDone }: Omit<Props, 'opened'>) {
  const t = useText(channelText)
  const form = useZodForm(NewWordPress, { name: '', address: '', user: '', secret: '' })
  return (
    <form
      onSubmit={form.submit(async (values) => onDone(await publishClient.channel.connectWordPress(values)))}
    >
      <Stack>
        <TextInput label={t('field.name')} required data-autofocus {...form.getInputProps('name')} />
        <AccessFields form={form} />
        <RefusalNote error={form.refusal} />
        <Buttons isSending={form.isSending} onClose={onClose} />
      </Stack>
    </form>
  )
}

/** Gives a channel new credentials. */
export function ReconnectWordPress({
  channel,
  onClose,
  onDone,
}: Omit<Props, 'opened'> & { channel: Channel }) {
  const t = useText(channelText)
  const form = useZodForm(ChannelReconnect, {
    id: channel.id,
    address: channel.account?.address ?? '',
    user: channel.accessUser,
    secret: '',
  })
  return (
    <Dialog opened onClose={onClose} title={t('reconnectTitle', { name: channel.name })} size="md">
      <form onSubmit={form.submit(async (values) => onDone(await publishClient.channel.reconnect(values)))}>
        <Stack>
          <AccessFields form={form} />
          <RefusalNote error={form.refusal} />
          <Buttons isSending={form.isSending} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  )
}

type InputProps = ReturnType<ReturnType<typeof useForm>['getInputProps']>

function AccessFields({
  form,
}: {
  form: { getInputProps(name: 'address' | 'user' | 'secret'): InputProps }
}) {
  const t = useText(channelText)
  return (
    <>
      <TextInput
        label={t('field.address')}
        description={t('field.addressHint')}
        required
        inputMode="url"
        autoComplete="off"
        {...form.getInputProps('address')}
      />
      <TextInput label={t('field.user')} required autoComplete="off" {...form.getInputProps('user')} />
      <PasswordInput
        label={t('field.secret')}
        description={t('field.secretHint')}
        required
        autoComplete="new-password"
        {...form.getInputProps('secret')}
      />
    </>
  )
}

function Buttons({ isSending, onClose }: { isSending: boolean; onClose(): void }) {
  const t = useText(channelText)
  return (
    <Group justify="flex-end">
      <Button variant="default" onClick={onClose}>
        {t('dismiss')}
      </Button>
      <Button type="submit" loading={isSending}>
        {t('connect')}
      </Button>
    </Group>
  )
}
