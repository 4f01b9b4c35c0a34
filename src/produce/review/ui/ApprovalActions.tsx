import { Button, Group } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { ConfirmDialog, Dialog } from '../../../kit/Dialogs.tsx'
import { useText } from '../../../kit/language.tsx'
import { useCommand } from '../../../kit/query.ts'
import { showRefusal, toast } from '../../../kit/toast.tsx'
import type { Approval } from '../review.schema.ts'
import { reviewText } from '../review.text.ts'
import { LinkToShare } from './LinkToShare.tsx'
import { client, topic } from './review.queries.ts'

/** What those who asked can do with a request: remind, hand over the link, renew it, take it back. */
export function ApprovalActions({ approval }: { approval: Approval }) {
  const t = useText(reviewText)
  const cache = useQueryClient()
  const { copy } = useClipboard()
  const [isWithdrawing, setWithdrawing] = useState(false)
  const { id, may, askedName: name, state } = approval
  const remind = useCommand(() => client.review().remind({ id }), {
    topics: [topic],
    onDone: ({ isMailHeld }) =>
      toast({ message: isMailHeld ? t('panel.reminderHeld', { name }) : t('panel.reminderSent') }),
  })
  const [renewed, setRenewed] = useState<{ link: string; isMailHeld: boolean } | null>(null)
  const renew = useCommand(() => client.review().renewLink({ id }), {
    topics: [topic],
    onDone: ({ link, isMailHeld }) => {
      if (isMailHeld && link !== null) setRenewed({ link, isMailHeld })
      else toast({ message: t('panel.linkRenewed') })
    },
  })
  const copyLink = () => {
    client
      .review()
      .link({ id })
      .then(({ link, isMailHeld }) => {
        copy(link)
        toast({ message: t(isMailHeld ? 'panel.linkCopiedHeld' : 'panel.linkCopied', { name }) })
      }, showRefusal)
  }
  const consequence =
    state === 'approved' ? 'withdrawApproved' : approval.isGuest ? 'withdrawGuest' : 'withdrawMember'
  return (
    <Group gap={4}>
      {may.remind === null && (
        <Button
          size="compact-sm"
          variant="default"
          loading={remind.isPending}
          onClick={() => remind.mutate(undefined)}
        >
          {t('panel.remind')}
        </Button>
      )}
      {may.renewLink === null && state === 'requested' && (
        <Button size="compact-sm" variant="default" onClick={copyLink}>
          {t('panel.copyLink')}
        </Button>
      )}
      {may.renewLink === null && (
        <Button
          size="compact-sm"
          variant="default"
          loading={renew.isPending}
          onClick={() => renew.mutate(undefined)}
        >
          {t('panel.renewLink')}
        </Button>
      )}
      {may.withdraw === null && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setWithdrawing(true)}>
          {t('panel.withdraw')}
        </Button>
      )}
      {renewed && (
        <Dialog opened onClose={() => setRenewed(null)} title={t('request.linkTitle', { name })}>
          <LinkToShare
            {...renewed}
            name={name}
            email={approval.askedEmail}
            onClose={() => setRenewed(null)}
          />
        </Dialog>
      )}
      <ConfirmDialog
        opened={isWithdrawing}
        onClose={() => setWithdrawing(false)}
        title={t('panel.withdrawTitle')}
        confirm={t('panel.withdraw')}
        onConfirm={async () => {
          await client.review().withdraw({ id })
          await cache.invalidateQueries({ queryKey: [topic] })
          toast({ message: t('panel.withdrawnDone') })
        }}
      >
        {t(`panel.${consequence}`, { name })}
      </ConfirmDialog>
    </Group>
  )
}
