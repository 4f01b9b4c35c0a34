import { Button, Group, MultiSelect, NumberInput, Stack, TextInput } from '@mantine/core'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useZodForm } from '../../../kit/form.ts'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { ChannelChange } from '../channel.schema.ts'
import type { Channel } from '../channel.schema.ts'
import { channelText } from '../channel.text.ts'
import { publishClient } from './publishClient.ts'

/** Changes what people may change of a channel: name, link values, standard categories, pause. */
export function EditChannel(props: { channel: Channel; onClose(): void; onDone(channel: Channel): void }) {
  const { channel, onClose, onDone } = props
  const t = useText(channelText)
  const isManual = channel.kind === 'manual'
  const form = useZodForm(ChannelChange, {
    id: channel.id,
    version: channel.version,
    name: channel.name,
    utmSource: channel.utmSource,
    utmMedium: channel.utmMedium,
    composeUrl: channel.composeUrl,
    defaultCategoryIds: channel.defaultCategoryIds,
    spacingSeconds: channel.spacingSeconds,
  })
  return (
    <Dialog opened onClose={onClose} title={t('editTitle', { name: channel.name })} size="md">
      <form onSubmit={form.submit(async (values) => onDone(await publishClient.channel.change(values)))}>
        <Stack>
          <TextInput label={t('field.name')} required data-autofocus {...form.getInputProps('name')} />
          <Group grow align="flex-start">
            <TextInput label={t('field.utmSource')} {...form.getInputProps('utmSource')} />
            <TextInput label={t('field.utmMedium')} {...form.getInputProps('utmMedium')} />
          </Group>
          {isManual ? (
            <TextInput
              label={t('field.composeUrl')}
              description={t('field.composeHint', { example: '{url}' })}
              {...form.getInputProps('composeUrl')}
            />
          ) : (
            <>
              <MultiSelect
                label={t('field.categories')}
                data={channel.categories.map(({ id, name }) => ({ value: id, label: name }))}
                searchable
                clearable
                {...form.getInputProps('defaultCategoryIds')}
              />
              <NumberInput
                label={t('field.spacing')}
                min={0}
                max={86_400}
                allowDecimal={false}
                {...form.getInputProps('spacingSeconds')}
              />
            </>
          )}
          <RefusalNote error={form.refusal} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('dismiss')}
            </Button>
            <Button type="submit" loading={form.isSending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
