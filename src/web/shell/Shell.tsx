import { ActionIcon, AppShell, Burger, Group, Kbd, UnstyledButton } from '@mantine/core'
import { useDisclosure, useHotkeys, useMediaQuery } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useText } from '../../kit/language.tsx'
import { useLiveUpdates } from '../../kit/query.ts'
import { useGo } from '../../kit/AppLink.tsx'
import { useWorkspace, WorkspaceProvider, type OpenWorkspace } from '../../kit/workspace.tsx'
import type { Me } from '../../manage/person/person.schema.ts'
import { navigationFor } from '../navigation.ts'
import { webText } from '../text.ts'
import { ConnectionGuard } from './ConnectionGuard.tsx'
import { BottomBar, SideNavigation } from './Navigation.tsx'
import { NotificationBell } from './NotificationBell.tsx'
import { ProfileMenu } from './ProfileMenu.tsx'
import { useGoSequences } from './useGoSequences.ts'
import { WorkspaceSwitcher } from './WorkspaceSwitcher.tsx'
import classes from './Shell.module.css'

const CommandPalette = lazy(() => import('./CommandPalette.tsx').then((m) => ({ default: m.CommandPalette })))
const ShortcutList = lazy(() => import('./ShortcutList.tsx').then((m) => ({ default: m.ShortcutList })))

/** The frame of a workspace: navigation, search, notifications, profile, and the page in the middle. */
export function Shell({ me, workspace }: { me: Me; workspace: OpenWorkspace }) {
  return (
    <WorkspaceProvider workspace={workspace}>
      <ShellFrame me={me} />
    </WorkspaceProvider>
  )
}

function ShellFrame({ me }: { me: Me }) {
  const t = useText(webText)
  const { slug, role } = useWorkspace()
  const words = navigationFor(role)
  const go = useGo()
  const [isMenuOpen, menu] = useDisclosure(false)
  const [opened, setOpened] = useState<'palette' | 'keys' | null>(null)
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const path = useRouterState({ select: (state) => state.location.pathname })
  useLiveUpdates(slug)
  const closeMenu = menu.close
  useEffect(() => closeMenu(), [path, closeMenu])
  useHotkeys([['mod+K', () => setOpened('palette')]], [])
  useHotkeys([
    ['shift+?', () => setOpened('keys')],
    ['?', () => setOpened('keys')],
    ['/', () => setOpened('palette')],
    ['n', () => go('/plan', { create: true })],
  ])
  useGoSequences(words, go)

  return (
    <>
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <AppShell
        layout="alt"
        header={{ height: 52 }}
        navbar={{ width: 224, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
        footer={isNarrow ? { height: 58 } : undefined}
        padding={{ base: 'sm', sm: 'lg' }}
        transitionDuration={0}
      >
        <AppShell.Header className={classes.header}>
          <Group h="100%" px="sm" gap="xs" wrap="nowrap" justify="space-between">
            <Group gap="xs" wrap="nowrap">
              <Burger
                opened={isMenuOpen}
                onClick={menu.toggle}
                hiddenFrom="sm"
                size="sm"
                aria-label={t(isMenuOpen ? 'closeMenu' : 'openMenu')}
              />
              <SearchButton isNarrow={isNarrow} onOpen={() => setOpened('palette')} />
            </Group>
            <Group gap="xs" wrap="nowrap">
              <NotificationBell />
              <ProfileMenu me={me} onKeys={() => setOpened('keys')} />
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar className={classes.side} aria-label={t('navigation')}>
          <Group justify="space-between" p="xs" wrap="nowrap">
            <WorkspaceSwitcher me={me} />
            <Burger opened onClick={menu.close} hiddenFrom="sm" size="sm" aria-label={t('closeMenu')} />
          </Group>
          <SideNavigation words={words} />
        </AppShell.Navbar>
        <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
          <ConnectionGuard />
          <Outlet />
        </AppShell.Main>
        {isNarrow && (
          <AppShell.Footer className={classes.bottom}>
            <BottomBar words={words} onMore={menu.open} />
          </AppShell.Footer>
        )}
      </AppShell>
      <Suspense>
        {opened === 'palette' && (
          <CommandPalette onClose={() => setOpened(null)} onKeys={() => setOpened('keys')} />
        )}
        {opened === 'keys' && <ShortcutList words={words} onClose={() => setOpened(null)} />}
      </Suspense>
    </>
  )
}

function SearchButton({ isNarrow, onOpen }: { isNarrow: boolean; onOpen(): void }) {
  const t = useText(webText)
  if (isNarrow)
    return (
      <ActionIcon variant="subtle" color="gray" size="lg" onClick={onOpen} aria-label={t('palette.open')}>
        <IconSearch size={20} />
      </ActionIcon>
    )
  return (
    <UnstyledButton className={classes.search} onClick={onOpen} aria-keyshortcuts="Control+K Meta+K">
      <IconSearch size={16} aria-hidden />
      <span>{t('palette.open')}</span>
      <Kbd size="xs" aria-hidden>
        {navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl'} K
      </Kbd>
    </UnstyledButton>
  )
}
