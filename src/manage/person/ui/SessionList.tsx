import { Button, Group, Paper, Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import type { SessionShown } from '../person.schema.ts'
import { personText } from '../person.text.ts'
import { deviceOf } from './device.rules.ts'
import { client, sessionsQuery } from './person.queries.ts'

type Session = z.output<typeof SessionShown>

/** The browsers that are signed in to the own account, each with a button that ends it. */
export function SessionList() {
  const t = useText(personText)
  const sessions = useQuery(sessionsQuery)
  const endOthers = useCommand(client.person.endOtherSessions, {
    topics: ['person'],
    done: t('profile.ended'),
  })
  return (
    <Paper withBorder p="md" component="section">
      <Stack>
        <Title order={2} size="h4">
          {t('profile.sessions')}
        </Title>
        <Text size="sm" c="dimmed">
          {t('profile.sessionsIntro')}
        </Text>
        <Loaded query={sessions}>
          {(found) => (
            <>
              {found.map((session) => (
                <SessionRow key={session.id} session={session} />
              ))}
              {found.length > 1 && (
                <Group>
                  <Button
                    variant="default"
                    loading={endOthers.isPending}
                    onClick={() => endOthers.mutate({})}
                  >
                    {t('profile.endOthers')}
                  </Button>
                </Group>
              )}
            </>
          )}
        </Loaded>
      </Stack>
    </Paper>
  )
}

function SessionRow({ session }: { session: Session }) {
  const t = useText(personText)
  const format = useFormat()
  const end = useCommand(client.person.endSession, { topics: ['person'], done: t('profile.ended') })
  const { browser, system } = deviceOf(session.userAgent)
  const known = browser ?? system
  const device =
    browser !== null && system !== null
      ? t('profile.browserOn', { browser, system })
      : (known ?? t('profile.unknownDevice'))
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Group gap="xs">
          <Text fw={550}>{device}</Text>
          {session.isThis && <StatusBadge tone="good" label={t('profile.thisDevice')} />}
        </Group>
        <Text size="sm" c="dimmed">
          {[
            `${t('profile.usedAt')}: ${format.instant(session.usedAt)}`,
            `${t('profile.signedInAt')}: ${format.instant(session.signedInAt)}`,
            session.network === 'none' ? '' : `${t('profile.network')}: ${session.network}`,
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </Text>
      </div>
      {!session.isThis && (
        <Button
          variant="default"
          size="compact-sm"
          loading={end.isPending}
          onClick={() => end.mutate({ id: session.id })}
        >
          {t('profile.end')}
        </Button>
      )}
    </Group>
  )
}
