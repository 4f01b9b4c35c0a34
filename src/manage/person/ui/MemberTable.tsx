import { ActionIcon, Menu, Select, Text } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { roles, type Role } from '../../../kernel/access/role.ts'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { ConfirmDialog } from '../../../kit/Dialogs.tsx'
import { useLanguage, useText } from '../../../kit/language.tsx'
import { PersonBadge } from '../../../kit/Person.tsx'
import { useCommand } from '../../../kit/query.ts'
import { refusalText } from '../../../kit/refusal.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import type { Tone } from '../../../kit/tone.ts'
import { useWorkspace } from '../../../kit/workspace.tsx'
import type { MemberShown, MemberState } from '../member.schema.ts'
import { memberText } from '../member.text.ts'
import { personText } from '../person.text.ts'
import { client } from './person.queries.ts'

const toneOf: Record<MemberState, Tone> = {
  invited: 'waiting',
  active: 'good',
  suspended: 'bad',
  removed: 'quiet',
}
const topics = ['member', 'invitation', 'person']

/** The people of the workspace with their roles, and what the reader may do about each. */
export function MemberTable({ members }: { members: readonly MemberShown[] }) {
  const t = useText(memberText)
  const { role } = useWorkspace()
  const isLeader = role === 'owner' || role === 'manager'
  const columns: Column<MemberShown>[] = [
    {
      key: 'name',
      header: t('name'),
      width: '2fr',
      card: 'title',
      sortValue: ({ name }) => name,
      cell: (member) => <PersonBadge person={member} />,
    },
    ...(isLeader
      ? [
          {
            key: 'email',
            header: t('email'),
            width: '2fr',
            sortValue: ({ email }: MemberShown) => email,
            cell: ({ email }: MemberShown) => (
              <Text size="sm" truncate title={email ?? undefined}>
                {email}
              </Text>
            ),
          },
        ]
      : []),
    { key: 'role', header: t('role'), width: '11rem', cell: (member) => <RoleCell member={member} /> },
    {
      key: 'state',
      header: t('state'),
      width: '8rem',
      sortValue: ({ state }) => state,
      cell: ({ state }) => <StatusBadge tone={toneOf[state]} label={t(`stateName.${state}`)} />,
    },
    ...(isLeader
      ? [
          {
            key: 'actions',
            header: '',
            card: 'menu' as const,
            width: '3rem',
            cell: (member: MemberShown) => <MemberMenu member={member} />,
          },
        ]
      : []),
  ]
  return (
    <DataTable label={t('members')} rows={members} columns={columns} rowKey={({ memberId }) => memberId} />
  )
}

function RoleCell({ member }: { member: MemberShown }) {
  const t = useText(memberText)
  const words = useText(personText)
  const { role: ownRole } = useWorkspace()
  const change = useCommand(client.member.changeRole, { topics })
  if (member.may.changeRole !== null) return <Text size="sm">{words(`role.${member.role}`)}</Text>
  const offered = roles.filter((role) => role !== 'owner' || ownRole === 'owner')
  return (
    <Select
      size="xs"
      aria-label={t('roleOf', { name: member.name })}
      value={member.role}
      allowDeselect={false}
      disabled={change.isPending}
      comboboxProps={{ width: 'max-content' }}
      data={offered.map((role) => ({ value: role, label: words(`role.${role}`) }))}
      renderOption={({ option }) => (
        <div>
          <Text size="sm">{option.label}</Text>
          <Text size="xs" c="dimmed">
            {words(`roleHint.${option.value as Role}`)}
          </Text>
        </div>
      )}
      onChange={(role) => {
        const chosen = roles.find((known) => known === role)
        if (chosen) change.mutate({ memberId: member.memberId, version: member.version, role: chosen })
      }}
    />
  )
}

function MemberMenu({ member }: { member: MemberShown }) {
  const t = useText(memberText)
  const language = useLanguage()
  const [isAsking, setAsking] = useState(false)
  const { memberId, version, name, may } = member
  const suspend = useCommand(client.member.suspend, { topics, done: t('done.suspended', { name }) })
  const resume = useCommand(client.member.resume, { topics, done: t('done.resumed', { name }) })
  const remove = useCommand(client.member.remove, {
    topics,
    done: t('done.removed', { name }),
    onRefused: () => {},
  })
  // What cannot be done says why; what makes no sense in this state is not offered.
  const item = (code: string | null | undefined, label: string, onClick: () => void, isDangerous = false) =>
    code === 'member.wrong_state' ? null : (
      <Menu.Item
        disabled={code !== null}
        title={code ? (refusalText(code, language) ?? undefined) : undefined}
        onClick={onClick}
        className={isDangerous ? 'ls-tone-bad' : undefined}
        style={isDangerous ? { color: 'var(--tone-text)' } : undefined}
      >
        {label}
      </Menu.Item>
    )
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('actionsFor', { name })}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {item(may.suspend, t('suspend'), () => suspend.mutate({ memberId, version }))}
          {item(may.resume, t('resume'), () => resume.mutate({ memberId, version }))}
          {item(may.remove, t('remove'), () => setAsking(true), true)}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t('removeTitle', { name })}
        confirm={t('remove')}
        isDangerous
        onConfirm={() => remove.mutateAsync({ memberId, version })}
      >
        {t('removeWhat', { name })}
      </ConfirmDialog>
    </>
  )
}
