import { ActionIcon, Group, Stack, Text, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconHelp } from '@tabler/icons-react'
import { lazy, Suspense, useEffect, type ReactNode } from 'react'
import { useText } from './language.tsx'
import { Loading } from './Notes.tsx'
import { kitText } from './text.ts'
import type { HandbookPage } from './handbook.ts'

const HelpDrawer = lazy(() => import('./HelpDrawer.tsx').then((module) => ({ default: module.HelpDrawer })))

export type PageProps = {
  /** Heading, and the first words of the window's title. */
  title: string
  /** Shown instead of the plain heading, e.g. an editable one; keep it an `h1`. */
  heading?: ReactNode
  /** One line below the heading. */
  subtitle?: ReactNode
  /** Where this page hangs: a link back. */
  back?: ReactNode
  actions?: ReactNode
  /** The page of the handbook that the `?` button opens. */
  help?: HandbookPage
  children: ReactNode
}

/** The frame of every page: heading, actions, help, window title. */
export function Page({ title, heading, subtitle, back, actions, help, children }: PageProps) {
  const t = useText(kitText)
  const [isHelpOpen, helpDrawer] = useDisclosure(false)
  useEffect(() => {
    document.title = `${title} · Leitstand`
  }, [title])
  return (
    <Stack gap="md">
      {back !== undefined && <div>{back}</div>}
      <Group justify="space-between" align="flex-start" gap="xs" component="header">
        <div className="ls-page-heading">
          <Group gap={4} wrap="nowrap">
            {heading ?? (
              <Title order={1} size="h2">
                {title}
              </Title>
            )}
            {help && (
              <ActionIcon
                variant="subtle"
                color="gray"
                onClick={helpDrawer.open}
                aria-label={t('help')}
                title={t('help')}
              >
                <IconHelp size={18} />
              </ActionIcon>
            )}
          </Group>
          {subtitle !== undefined && (
            <Text c="dimmed" size="sm" component="div">
              {subtitle}
            </Text>
          )}
        </div>
        {actions !== undefined && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
      {help && isHelpOpen && (
        <Suspense fallback={<Loading />}>
          <HelpDrawer page={help} onClose={helpDrawer.close} />
        </Suspense>
      )}
    </Stack>
  )
}
