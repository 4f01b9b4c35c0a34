import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useZodForm } from '../../../kit/form.ts'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { knownManualChannels, utmValueOf } from '../channel.rules.ts'
import { NewManualChannel } from '../channel.schema.ts'
import type { Channel } from '../channel.schema.ts'
import { channelText } from '../channel.text.ts'
import { publishClient } from './publishClient.ts'

type Props = { opened: boolean; onClose(): void; onDone(channel: Channel): void }

/** Adds a channel on which people publish by hand, from a template or freely. */
export function NewManual({ opened, onClose, onDone }: Props) {
  const t = useText(channelText)
  return (
    <Dialog opened={opened} onClose={onClose} title={t('add.manual')} size="md">
      <ManualFields onClose={onClose} onDone={onDone} />
    </Dialog>
  )
}

function ManualFields({ onClose, onDone }: Omit<Props, 'opened'>) {
  const t = useText(channelText)
  const form = useZodForm(NewManualChannel, { name: '', utmSource: '', utmMedium: 'social', composeUrl: '' })
  const fillFrom = (name: string | null) => {
    const known = knownManualChannels.find((one) => one.name === name)
    if (known) form.setValues({ ...known })
  }
  const rename = (name: string) => {
    const follows = form.values.utmSource === '' || form.values.utmSource === utmValueOf(form.values.name)
    form.setFieldValue('name', name)
    if (follows) form.setFieldValue('utmSource', name.trim() === '' ? '' : utmValueOf(name))
  }
  return (
    <form onSubmit={form.submit(async (values) => onDone(await publishClient.channel.createManual(values)))}>
      <Stack>
        <Select
          label={t('field.template')}
          data={knownManualChannels.map((known) => known.name)}
          onChange={fillFrom}
          clearable
        />
        <TextInput
          label={t('field.name')}
          required
          data-autofocus
          {...form.getInputProps('name')}
          onChange={(event) => rename(event.currentTarget.value)}
        />
        <Group grow align="flex-end">
          <TextInput label={t('field.utmSource')} required {...form.getInputProps('utmSource')} />
          <TextInput label={t('field.utmMedium')} required {...form.getInputProps('utmMedium')} />
        </Group>
        <TextInput
          label={t('field.composeUrl')}
          description={t('field.composeHint', { example: '{url}' })}
          {...form.getInputProps('composeUrl')}
        />
        <RefusalNote error={form.refusal} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('dismiss')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
