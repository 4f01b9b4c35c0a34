import { Menu, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconCheck, IconPlus, IconSelector } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Dialog } from '../../kit/Dialogs.tsx'
import { useText } from '../../kit/language.tsx'
import { Loading } from '../../kit/Notes.tsx'
import { StatusBadge } from '../../kit/StatusBadge.tsx'
import { useWorkspace } from '../../kit/workspace.tsx'
import type { Me } from '../../manage/person/person.schema.ts'
import { webText } from '../text.ts'
import { Mark } from './Mark.tsx'
import classes from './Shell.module.css'

const NewWorkspaceForm = lazy(() =>
  import('./NewWorkspaceForm.tsx').then((module) => ({ default: module.NewWorkspaceForm })),
)

/** Names the open workspace, leads to the others and makes new ones. */
export function WorkspaceSwitcher({ me }: { me: Me }) {
  const t = useText(webText)
  const open = useWorkspace()
  const [isCreating, create] = useDisclosure(false)
  return (
    <>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <UnstyledButton className={classes.switcher} title={t('workspace.switch')}>
            <Mark />
            <span className={classes.switcherName}>{open.name}</span>
            <IconSelector size={16} aria-hidden />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('workspace.switch')}</Menu.Label>
          {me.workspaces.map((workspace) => (
            <Menu.Item
              key={workspace.id}
              leftSection={
                <IconCheck
                  size={15}
                  visibility={workspace.id === open.id ? 'visible' : 'hidden'}
                  aria-hidden
                />
              }
              rightSection={
                workspace.isDemo ? <StatusBadge tone="waiting" label={t('workspace.demo')} /> : undefined
              }
              renderRoot={(root) => <Link {...root} to={`/w/${workspace.slug}/today`} />}
              aria-current={workspace.id === open.id || undefined}
            >
              {workspace.name}
            </Menu.Item>
          ))}
          {me.may.createWorkspace === null && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={15} aria-hidden />} onClick={create.open}>
                {t('workspace.create')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={isCreating} onClose={create.close} title={t('workspace.create')}>
        <Suspense fallback={<Loading />}>
          <NewWorkspaceForm />
        </Suspense>
      </Dialog>
    </>
  )
}
