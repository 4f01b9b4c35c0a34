import { Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { roles, type Role } from '../../../kernel/access/role.ts'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useZodForm } from '../../../kit/form.ts'
import { useText } from '../../../kit/language.tsx'
import { RefusalNote } from '../../../kit/Notes.tsx'
import { useCommand } from '../../../kit/query.ts'
import { toast } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { NewInvitation } from '../member.schema.ts'
import { memberText } from '../member.text.ts'
import { personText } from '../person.text.ts'
import { InvitationLink } from './InvitationLink.tsx'
import { client } from './person.queries.ts'

type Made = { name: string; link: string; isMailWanted: boolean }

/** Invites a person: by mail, or with a link that is shown once to be passed on. */
export function InviteDialog({ onClose }: { onClose(): void }) {
  const t = useText(memberText)
  const [made, setMade] = useState<Made | null>(null)
  return (
    <Dialog opened onClose={onClose} title={t('invite.title')}>
      {made === null ? (
        <InviteForm onClose={onClose} onLink={setMade} />
      ) : (
        <Stack>
          <InvitationLink {...made} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('invite.close')}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
  )
}

function InviteForm({ onClose, onLink }: { onClose(): void; onLink(made: Made): void }) {
  const t = useText(memberText)
  const words = useText(personText)
  const { role: ownRole } = useWorkspace()
  const form = useZodForm(NewInvitation, { email: '', name: '', role: 'editor', sendMail: true })
  const create = useCommand(client.invitation.create, {
    topics: ['member', 'invitation'],
    onDone: ({ invitation: { email, name }, link, isMailed }) => {
      if (!isMailed) return onLink({ name, link, isMailWanted: form.values.sendMail === true })
      toast({ message: t('done.invited', { email }) })
      onClose()
    },
    // Shown in the dialog instead of as a toast.
    onRefused: () => {},
  })
  const offered = roles.filter((role) => role !== 'owner' || ownRole === 'owner')
  return (
    <form onSubmit={form.submit((values) => create.mutateAsync(values))} noValidate>
      <Stack>
        <TextInput type="email" label={t('email')} data-autofocus {...form.getInputProps('email')} />
        <TextInput
          label={t('invite.name')}
          description={t('invite.nameHint')}
          {...form.getInputProps('name')}
        />
        <Select
          label={t('role')}
          allowDeselect={false}
          data={offered.map((role) => ({ value: role, label: words(`role.${role}`) }))}
          renderOption={({ option }) => (
            <div>
              <Text size="sm">{option.label}</Text>
              <Text size="xs" c="dimmed">
                {words(`roleHint.${option.value as Role}`)}
              </Text>
            </div>
          )}
          {...form.getInputProps('role')}
        />
        <Checkbox
          label={t('invite.sendMail')}
          description={t('invite.sendMailHint')}
          {...form.getInputProps('sendMail', { type: 'checkbox' })}
        />
        <RefusalNote error={form.refusal} />
        <Group justify="flex-end">
          <Button type="submit" loading={form.isSending}>
            {t('invite.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
