import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { planners } from '../../../kernel/access/role.ts'
import { ButtonLink } from '../../../kit/AppLink.tsx'
import { useText } from '../../../kit/language.tsx'
import { Loaded, Note } from '../../../kit/Notes.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { channelsQuery } from '../../channel/ui/channel.queries.ts'
import { publicationText } from '../publication.text.ts'
import { PlanDialog } from './PlanDialog.tsx'
import { publicationsOfPieceQuery } from './publication.queries.ts'
import { PublicationCard } from './PublicationCard.tsx'

/** Where and when a piece goes out, on its page. */
export function PublicationPanel({ pieceId }: { pieceId: string }) {
  const t = useText(publicationText)
  const { role } = useWorkspace()
  const mayPlan = planners.some((each) => each === role)
  const [isPlanning, setPlanning] = useState(false)
  const publications = useQuery(publicationsOfPieceQuery(pieceId))
  const channels = useQuery(channelsQuery())
  const hasChannel = (channels.data?.length ?? 0) > 0
  return (
    <Stack component="section" gap="sm" aria-label={t('panel')}>
      <Group justify="space-between">
        <Title order={2} size="h4">
          {t('panel')}
        </Title>
        {mayPlan && hasChannel && (
          <Button
            size="compact-md"
            leftSection={<IconCalendarPlus size={16} aria-hidden />}
            onClick={() => setPlanning(true)}
          >
            {t('plan')}
          </Button>
        )}
      </Group>
      {channels.data?.length === 0 && (
        <Note
          actions={
            <ButtonLink to="/publish/channels" size="compact-sm" variant="default">
              {t('toChannels')}
            </ButtonLink>
          }
        >
          {t('noChannel')}
        </Note>
      )}
      <Loaded query={publications}>
        {(found) =>
          found.length === 0 ? (
            <Text c="dimmed">{t('none')}</Text>
          ) : (
            <Stack gap="xs">
              {found.map((publication) => (
                <PublicationCard key={publication.id} publication={publication} />
              ))}
            </Stack>
          )
        }
      </Loaded>
      {isPlanning && <PlanDialog pieceId={pieceId} onClose={() => setPlanning(false)} />}
    </Stack>
  )
}
