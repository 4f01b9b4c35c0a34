import { Button, ColorSwatch, Group, Stack, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import type { Campaign } from '../campaign.schema.ts'
import { campaignText } from '../campaign.text.ts'
import { CampaignForm } from './CampaignForm.tsx'
import { campaignsQuery, plan } from './campaign.queries.ts'

/** The campaigns, with adding, changing and archiving. */
export function CampaignsDialog({ onClose }: { onClose(): void }) {
  const t = useText(campaignText)
  const [edited, setEdited] = useState<Campaign | 'new' | null>(null)
  const query = useQuery(campaignsQuery)
  const title = edited === null ? t('title') : edited === 'new' ? t('new') : t('edit')
  const back = () => setEdited(null)
  return (
    <Dialog opened onClose={onClose} title={title} size="lg">
      {edited !== null ? (
        <CampaignForm campaign={edited === 'new' ? null : edited} onDone={back} />
      ) : (
        <Stack>
          <Text c="dimmed" size="sm">
            {t('intro')}
          </Text>
          <Loaded query={query}>
            {({ campaigns }) =>
              campaigns.length === 0 ? (
                <Text>{t('empty')}</Text>
              ) : (
                <Stack gap="xs" component="ul" p={0} m={0}>
                  {campaigns.map((campaign) => (
                    <Row key={campaign.id} campaign={campaign} onEdit={() => setEdited(campaign)} />
                  ))}
                </Stack>
              )
            }
          </Loaded>
          <Group justify="flex-end">
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
              {t('new')}
            </Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}

function Row({ campaign, onEdit }: { campaign: Campaign; onEdit(): void }) {
  const t = useText(campaignText)
  const format = useFormat()
  const topics = ['campaign', 'piece']
  const archive = useCommand(plan.campaign.archive, {
    topics,
    done: t('done.archived', { name: campaign.name }),
  })
  const unarchive = useCommand(plan.campaign.unarchive, { topics })
  const { id, version, startsOn, endsOn, isArchived } = campaign
  const span = [startsOn, endsOn].map((day) => (day === null ? '' : format.day(day)))
  return (
    <Group component="li" justify="space-between" wrap="nowrap">
      <Group gap="xs" wrap="nowrap">
        <ColorSwatch size={14} color={`var(--mantine-color-${campaign.colour}-6)`} aria-hidden />
        <div>
          <Text fw={550}>
            {campaign.name}
            {isArchived && ` (${t('archived')})`}
          </Text>
          <Text size="xs" c="dimmed">
            {[campaign.utmName, span.some(Boolean) ? span.join(' – ') : ''].filter(Boolean).join(' · ')}
          </Text>
        </div>
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Button
          variant="default"
          size="compact-sm"
          onClick={onEdit}
          aria-label={`${t('action.edit')}: ${campaign.name}`}
        >
          {t('action.edit')}
        </Button>
        <Button
          variant="subtle"
          size="compact-sm"
          loading={archive.isPending || unarchive.isPending}
          onClick={() => (isArchived ? unarchive : archive).mutate({ id, version })}
        >
          {isArchived ? t('unarchive') : t('archive')}
        </Button>
      </Group>
    </Group>
  )
}
