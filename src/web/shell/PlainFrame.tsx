import { Center, Group, Paper, Title } from '@mantine/core'
import { Outlet } from '@tanstack/react-router'
import { useText } from '../../kit/language.tsx'
import { webText } from '../text.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { Mark } from './Mark.tsx'

/** The frame of the pages outside a workspace: a sheet in the middle with the name above it. */
export function PlainFrame() {
  const t = useText(webText)
  return (
    <Center component="main" mih="100dvh" p="md">
      <div style={{ width: 'min(100%, 30rem)' }}>
        <Group justify="space-between" mb="sm" wrap="nowrap">
          <Group gap="xs" wrap="nowrap">
            <Mark />
            <Title order={2} size="h4" component="p">
              {t('app')}
            </Title>
          </Group>
          <LanguageChoice />
        </Group>
        <Paper withBorder p="lg" radius="md" bg="var(--ls-panel)">
          <Outlet />
        </Paper>
      </div>
    </Center>
  )
}

/** The frame of what guests see: as wide as a page, with nothing around it but the name. */
export function GuestFrame() {
  const t = useText(webText)
  return (
    <main style={{ maxWidth: '52rem', margin: '0 auto', padding: '1rem' }}>
      <Group justify="space-between" mb="md" wrap="nowrap">
        <Group gap="xs" wrap="nowrap">
          <Mark />
          <Title order={2} size="h4" component="p">
            {t('app')}
          </Title>
        </Group>
        <LanguageChoice />
      </Group>
      <Outlet />
    </main>
  )
}
