import { Button, Code, CopyButton, Group, Paper, Stack, Switch, TagsInput, Text, Title } from '@mantine/core'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded, Note, RefusalNote } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { measureClient } from '../../client.ts'
import { visitText } from '../../text.ts'
import type { CountingSetup } from '../visit.schema.ts'

const setupQuery = queryOptions({
  queryKey: ['counting', 'setup'],
  queryFn: ({ signal }) => measureClient.visit.setup({}, { signal }),
})

/** How page views get counted: the line for the website, whether anything arrived, hosts, on and off. */
export function CountingSetupPanel() {
  const t = useText(visitText)
  const setup = useQuery(setupQuery)
  const { role } = useWorkspace()
  return (
    <Paper withBorder p="md" component="section" aria-label={t('setup.title')}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {t('setup.title')}
        </Title>
        <Text maw="42rem">{t('setup.intro')}</Text>
        <Loaded query={setup}>
          {(found) => (
            <>
              <ScriptTag setup={found} />
              <Arrival setup={found} isChecking={setup.isFetching} onCheck={() => void setup.refetch()} />
              {(role === 'owner' || role === 'manager') && <Settings key={found.version} setup={found} />}
            </>
          )}
        </Loaded>
        <Text size="sm" c="dimmed" maw="42rem">
          {t('setup.respects')}
        </Text>
      </Stack>
    </Paper>
  )
}

function ScriptTag({ setup }: { setup: CountingSetup }) {
  const t = useText(visitText)
  const tag = `<script defer src="${setup.scriptUrl}" data-site="${setup.siteKey}"></script>`
  return (
    <div>
      <Text size="sm" mb={4}>
        {t('setup.paste')}
      </Text>
      <Group gap="xs" align="center">
        <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {tag}
        </Code>
        <CopyButton value={tag}>
          {({ copied, copy }) => (
            <Button size="xs" variant="default" onClick={copy}>
              {copied ? t('setup.copied') : t('setup.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="sm" c="dimmed" mt={4} maw="42rem">
        {t('setup.wordpress')}
      </Text>
    </div>
  )
}

function Arrival(props: { setup: CountingSetup; isChecking: boolean; onCheck(): void }) {
  const { setup, isChecking, onCheck } = props
  const t = useText(visitText)
  const format = useFormat()
  const check = (
    <Button size="xs" variant="default" onClick={onCheck} loading={isChecking}>
      {t('setup.check')}
    </Button>
  )
  if (!setup.isCounting)
    return (
      <Note tone="waiting" actions={check}>
        {t('setup.off')}
      </Note>
    )
  if (setup.lastViewAt === null)
    return (
      <Note tone="info" actions={check}>
        {t('setup.nothing')}
      </Note>
    )
  return (
    <Note tone="good" actions={check}>
      {t('setup.arrived', { when: format.relative(setup.lastViewAt), host: setup.lastHost ?? '' })}{' '}
      {t('setup.today', { views: setup.viewsToday })}
    </Note>
  )
}

function Settings({ setup }: { setup: CountingSetup }) {
  const t = useText(visitText)
  const [isCounting, setCounting] = useState(setup.isCounting)
  const [allowedHosts, setHosts] = useState(setup.allowedHosts)
  const [refusal, setRefusal] = useState<unknown>(null)
  const save = useCommand(measureClient.visit.changeSetup, {
    topics: ['counting', 'result'],
    done: t('setup.saved'),
    onRefused: setRefusal,
  })
  const isChanged = isCounting !== setup.isCounting || allowedHosts.join() !== setup.allowedHosts.join()
  return (
    <Stack gap="sm">
      <Switch
        label={t('setup.counting')}
        checked={isCounting}
        onChange={(event) => setCounting(event.currentTarget.checked)}
      />
      <TagsInput
        label={t('setup.hosts')}
        description={t('setup.hostsHint')}
        value={allowedHosts}
        onChange={(hosts) => setHosts(hosts.map(hostIn))}
        maxTags={50}
        splitChars={[',', ' ', ';']}
        acceptValueOnBlur
        maw="42rem"
      />
      {refusal !== null && <RefusalNote error={refusal} />}
      <div>
        <Button
          disabled={!isChanged}
          loading={save.isPending}
          onClick={() => save.mutate({ isCounting, allowedHosts, version: setup.version })}
        >
          {t('setup.save')}
        </Button>
      </div>
    </Stack>
  )
}

// People paste whole addresses; what counts is the host.
function hostIn(text: string): string {
  const address = text.includes('://') ? text : `https://${text}`
  return URL.canParse(address) ? new URL(address).host : text.trim().toLowerCase()
}
