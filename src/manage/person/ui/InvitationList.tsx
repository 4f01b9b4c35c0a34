import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { DataTable, type Column } from '../../../kit/DataTable.tsx'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import { toast } from '../../../kit/toast.tsx'
import type { Invitation } from '../member.schema.ts'
import { memberText } from '../member.text.ts'
import { personText } from '../person.text.ts'
import { InvitationLink } from './InvitationLink.tsx'
import { client, invitationsQuery } from './person.queries.ts'

/** Invitations that wait: mail again, new link, withdraw. */
export function InvitationList() {
  const t = useText(memberText)
  const words = useText(personText)
  const format = useFormat()
  const invitations = useQuery(invitationsQuery)
  const columns: Column<Invitation>[] = [
    { key: 'name', header: t('name'), width: '2fr', card: 'title', cell: ({ name }) => name },
    { key: 'email', header: t('email'), width: '2fr', cell: ({ email }) => email },
    { key: 'role', header: t('role'), width: '8rem', cell: ({ role }) => words(`role.${role}`) },
    { key: 'by', header: t('invite.by'), cell: ({ invitedBy }) => invitedBy },
    {
      key: 'until',
      header: t('invite.until'),
      width: '10rem',
      cell: ({ expiresAt, isExpired }) =>
        isExpired ? <StatusBadge tone="bad" label={t('invite.expired')} /> : format.instant(expiresAt),
    },
    {
      key: 'actions',
      header: '',
      card: 'wide',
      width: '24rem',
      cell: (invitation) => <Actions invitation={invitation} />,
    },
  ]
  return (
    <Loaded query={invitations}>
      {(found) => (
        <DataTable
          label={t('invitations')}
          rows={found}
          columns={columns}
          rowKey={({ id }) => id}
          empty={
            <Text size="sm" c="dimmed">
              {t('invite.none')}
            </Text>
          }
        />
      )}
    </Loaded>
  )
}

const topics = ['invitation', 'member']

function Actions({ invitation: { id, name, email } }: { invitation: Invitation }) {
  const t = useText(memberText)
  const [made, setMade] = useState<{ link: string; isMailWanted: boolean } | null>(null)
  const renew = useCommand(client.invitation.renew, { topics })
  const handOver = (isMailWanted: boolean) =>
    renew.mutate(
      { id, sendMail: isMailWanted },
      {
        onSuccess: ({ isMailed, link }) =>
          isMailed ? toast({ message: t('done.invited', { email }) }) : setMade({ link, isMailWanted }),
      },
    )
  const revoke = useCommand(client.invitation.revoke, { topics, done: t('done.revoked') })
  return (
    <Group gap={4}>
      <Button size="compact-xs" variant="default" loading={renew.isPending} onClick={() => handOver(false)}>
        {t('invite.renew')}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => handOver(true)}>
        {t('invite.mailAgain')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        loading={revoke.isPending}
        onClick={() => revoke.mutate({ id })}
      >
        {t('invite.revoke')}
      </Button>
      {made !== null && (
        <Dialog opened onClose={() => setMade(null)} title={t('invite.link', { name })}>
          <InvitationLink name={name} {...made} />
        </Dialog>
      )}
    </Group>
  )
}
