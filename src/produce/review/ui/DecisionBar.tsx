import { Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Refusal } from '../../../kernel/refusal.ts'
import { useText } from '../../../kit/language.tsx'
import { Note, RefusalNote } from '../../../kit/Notes.tsx'
import type { ReviewView } from '../review.schema.ts'
import { reviewText } from '../review.text.ts'
import { client, topic } from './review.queries.ts'
import classes from './review.module.css'

/** Approve, or send back with a reason; on exactly the content that is shown above. */
export function DecisionBar({ view }: { view: ReviewView }) {
  const t = useText(reviewText)
  const cache = useQueryClient()
  const [isRejecting, setRejecting] = useState(false)
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const [isSending, setSending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const isOutdated = error instanceof Refusal && error.code === 'approval.content_changed'

  const decide = (decision: 'approved' | 'rejected') => {
    if (decision === 'rejected' && reason.trim() === '') return setMissing(true)
    setError(null)
    setSending(true)
    void client
      .review()
      .decide({ id: view.approval.id, hash: view.hash, decision, reason })
      // What became of it stands at the top of the page.
      .then(() => window.scrollTo({ top: 0 }), setError)
      // Also after a refusal: then the content shown is not the one there is.
      .then(() => cache.invalidateQueries({ queryKey: [topic] }))
      .finally(() => setSending(false))
  }
  return (
    <div className={classes.bar}>
      <Stack gap="xs">
        {isOutdated ? <Note tone="waiting">{t('decide.justChanged')}</Note> : <RefusalNote error={error} />}
        {isRejecting && (
          <Textarea
            label={t('decide.reason')}
            autosize
            minRows={3}
            maxLength={4000}
            required
            data-autofocus
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value)
              setMissing(false)
            }}
            error={isMissing && t('decide.reasonRequired')}
          />
        )}
        <Group gap="xs" grow>
          {isRejecting ? (
            <>
              <Button variant="default" onClick={() => setRejecting(false)}>
                {t('decide.cancel')}
              </Button>
              <Button color="red" loading={isSending} onClick={() => decide('rejected')}>
                {t('decide.reject')}
              </Button>
            </>
          ) : (
            <>
              <Button variant="default" onClick={() => setRejecting(true)}>
                {t('decide.reject')}
              </Button>
              <Button loading={isSending} onClick={() => decide('approved')}>
                {t('decide.approve')}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </div>
  )
}

/** What was decided, or why nothing can be decided any more. */
export function Outcome({ view, when }: { view: ReviewView; when(instant: string): string }) {
  const t = useText(reviewText)
  const { approval } = view
  const { decidedAt, reason } = approval
  switch (approval.state) {
    case 'approved':
      return (
        <Note tone="good" title={t('decide.approved')}>
          {decidedAt !== null && t('decide.doneApproved', { day: when(decidedAt) })}
        </Note>
      )
    case 'rejected':
      return (
        <Note tone="info" title={t('decide.rejected')}>
          {decidedAt !== null && <Text>{t('decide.doneRejected', { day: when(decidedAt) })}</Text>}
          <Text>„{reason}“</Text>
        </Note>
      )
    case 'void':
      return <Note tone="waiting">{t('decide.doneVoid')}</Note>
    case 'withdrawn':
      return <Note tone="quiet">{t('decide.doneWithdrawn')}</Note>
    case 'expired':
      return <Note tone="quiet">{t('decide.doneExpired')}</Note>
    case 'requested':
      return null
  }
}
