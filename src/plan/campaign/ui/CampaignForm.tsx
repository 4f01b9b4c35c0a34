import { Button, Group, Select, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { z } from 'zod'
import { useZodForm } from '../../../kit/form.ts'
import { DayInput } from '../../../kit/inputs.tsx'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { toast } from '../../../kit/toast.tsx'
import { CampaignColour, campaignColours, NewCampaign, UtmName, type Campaign } from '../campaign.schema.ts'
import { campaignText } from '../campaign.text.ts'
import { plan } from './campaign.queries.ts'

// An empty short name follows from the name; the server never sees it empty.
const Fields = NewCampaign.required().extend({ utmName: UtmName.or(z.literal('')) })

/** Adds or changes a campaign. */
export function CampaignForm({ campaign, onDone }: { campaign: Campaign | null; onDone(): void }) {
  const t = useText(campaignText)
  const cache = useQueryClient()
  const form = useZodForm(Fields, {
    name: campaign?.name ?? '',
    utmName: campaign?.utmName ?? '',
    startsOn: campaign?.startsOn ?? null,
    endsOn: campaign?.endsOn ?? null,
    colour: CampaignColour.catch('blue').parse(campaign?.colour),
    note: campaign?.note ?? '',
  })
  const send = async ({ utmName, ...fields }: z.input<typeof Fields>) => {
    const values = utmName === '' ? fields : { ...fields, utmName }
    if (campaign) await plan.campaign.change({ id: campaign.id, version: campaign.version, ...values })
    else await plan.campaign.create(values)
    await Promise.all(['campaign', 'piece'].map((topic) => cache.invalidateQueries({ queryKey: [topic] })))
    toast({ message: campaign ? t('done.saved') : t('done.created', { name: fields.name }) })
    onDone()
  }
  return (
    <form noValidate onSubmit={form.submit(send)}>
      <Stack>
        <RefusalNote error={form.refusal} />
        <TextInput label={t('field.name')} required data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label={t('field.utmName')}
          description={t('field.utmHint')}
          {...form.getInputProps('utmName')}
        />
        <SimpleGrid cols={{ base: 1, xs: 3 }}>
          <DayInput
            label={t('field.startsOn')}
            value={form.values.startsOn}
            onChange={(startsOn) => form.setValues({ startsOn })}
            error={form.errors['startsOn']}
            clearable
          />
          <DayInput
            label={t('field.endsOn')}
            value={form.values.endsOn}
            onChange={(endsOn) => form.setValues({ endsOn })}
            error={form.errors['endsOn']}
            clearable
          />
          <Select
            label={t('field.colour')}
            allowDeselect={false}
            data={campaignColours.map((value) => ({ value, label: t(`colour.${value}`) }))}
            {...form.getInputProps('colour')}
          />
        </SimpleGrid>
        <Textarea label={t('field.note')} autosize minRows={2} maxRows={8} {...form.getInputProps('note')} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.isSending}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
