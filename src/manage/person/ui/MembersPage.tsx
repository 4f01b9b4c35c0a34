import { Button, Stack, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../kit/language.tsx'
import { EmptyState, Loaded } from '../../../kit/Notes.tsx'
import { Page } from '../../../kit/Page.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { memberText } from '../member.text.ts'
import { InvitationList } from './InvitationList.tsx'
import { InviteDialog } from './InviteDialog.tsx'
import { MemberTable } from './MemberTable.tsx'
import { membersQuery } from './person.queries.ts'

/** Who works in the workspace; for those who lead also who is invited, and the ways to change it. */
export function MembersPage() {
  const t = useText(memberText)
  const { role } = useWorkspace()
  const isLeader = role === 'owner' || role === 'manager'
  const members = useQuery(membersQuery)
  const [isInviting, inviting] = useDisclosure(false)
  const inviteButton = isLeader && <Button onClick={inviting.open}>{t('invite.open')}</Button>
  return (
    <Page
      title={t('title')}
      help={{ de: 'team-einladen', en: 'invite-your-team' }}
      actions={isLeader ? inviteButton : undefined}
    >
      <Loaded query={members}>
        {(found) => (
          <Stack>
            <MemberTable members={found} />
            {found.length === 1 && isLeader && <EmptyState title={t('alone')} actions={inviteButton} />}
          </Stack>
        )}
      </Loaded>
      {isLeader && (
        <Stack component="section" gap="xs">
          <Title order={2} size="h4">
            {t('invitations')}
          </Title>
          <InvitationList />
        </Stack>
      )}
      {isInviting && <InviteDialog onClose={inviting.close} />}
    </Page>
  )
}
