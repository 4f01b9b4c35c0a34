import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ButtonLink } from '../../../kit/AppLink.tsx'
import { useFormat, useLanguage, useText } from '../../../kit/language.tsx'
import { Loaded } from '../../../kit/Notes.tsx'
import { refusalText } from '../../../kit/refusal.ts'
import { manuscriptOf } from '../../manuscript/ui/manuscript.queries.ts'
import type { Approval, PieceReview } from '../review.schema.ts'
import { reviewText } from '../review.text.ts'
import { ApprovalActions } from './ApprovalActions.tsx'
import { RequestDialog } from './RequestDialog.tsx'
import { reviewOfPiece, topic } from './review.queries.ts'
import { StateBadge } from './StateBadge.tsx'
import classes from './review.module.css'

/** Where a piece stands with those who decide on it, on the page of the piece. */
export function ReviewPanel({ pieceId }: { pieceId: string }) {
  const t = useText(reviewText)
  const query = useQuery(reviewOfPiece(pieceId))
  useAfterSaves(pieceId)
  const [isAsking, setAsking] = useState(false)
  return (
    <section aria-labelledby="review-title">
      <Loaded query={query}>
        {(review) => (
          <Stack gap="sm">
            <Group justify="space-between" gap="xs">
              <Group gap="xs">
                <Title order={2} size="h4" id="review-title">
                  {t('panel.title')}
                </Title>
                <StateBadge state={review.state} />
              </Group>
              <RequestButton review={review} onClick={() => setAsking(true)} />
            </Group>
            {review.approvals.length === 0 ? (
              <Text c="dimmed">{t('panel.none')}</Text>
            ) : (
              <ul className={classes.list}>
                {review.approvals.map((approval) => (
                  <li key={approval.id}>
                    <ApprovalLine approval={approval} />
                  </li>
                ))}
              </ul>
            )}
          </Stack>
        )}
      </Loaded>
      {isAsking && <RequestDialog pieceId={pieceId} onClose={() => setAsking(false)} />}
    </section>
  )
}

/** A saved text may void an approval, or make the first request possible. */
function useAfterSaves(pieceId: string): void {
  const cache = useQueryClient()
  const { data: version } = useQuery({ ...manuscriptOf(pieceId), select: (manuscript) => manuscript.version })
  useEffect(() => {
    if (version !== undefined) void cache.invalidateQueries({ queryKey: [topic, 'piece', pieceId] })
  }, [version, cache, pieceId])
}

function RequestButton({ review, onClick }: { review: PieceReview; onClick(): void }) {
  const t = useText(reviewText)
  const language = useLanguage()
  const refusal = review.may.request
  if (refusal === 'approval.writers_only') return null
  return (
    <Button
      size="sm"
      // One asked person is usually enough: the next step is then theirs.
      variant={review.state === 'requested' || review.state === 'approved' ? 'default' : 'filled'}
      onClick={onClick}
      disabled={refusal !== null}
      title={refusal === null ? undefined : (refusalText(refusal, language) ?? undefined)}
    >
      {t('panel.request')}
    </Button>
  )
}

function ApprovalLine({ approval }: { approval: Approval }) {
  const t = useText(reviewText)
  const format = useFormat()
  const asked = {
    name: approval.askedName,
    by: approval.requestedByName,
    day: format.instant(approval.requestedAt),
  }
  return (
    <Stack gap={4}>
      <Group gap="xs">
        <Text fw={550}>{approval.askedName}</Text>
        {approval.isGuest && (
          <Text size="sm" c="dimmed">
            {t('panel.guest')}
            {approval.askedEmail !== '' && ` · ${approval.askedEmail}`}
          </Text>
        )}
        <StateBadge state={approval.state} />
      </Group>
      <Text size="sm" c="dimmed">
        {t('panel.asked', asked)}
        {approval.state === 'requested' &&
          ` · ${t('panel.until', { day: format.instant(approval.expiresAt) })}`}
        {approval.state === 'requested' &&
          approval.remindedAt !== null &&
          ` · ${t('panel.reminded', { day: format.instant(approval.remindedAt) })}`}
      </Text>
      <Ending approval={approval} />
      <Group gap="xs">
        {approval.may.decide === null && (
          <ButtonLink size="compact-sm" to="/produce/reviews" search={{ approval: approval.id }}>
            {t('panel.open')}
          </ButtonLink>
        )}
        <ApprovalActions approval={approval} />
      </Group>
    </Stack>
  )
}

function Ending({ approval }: { approval: Approval }) {
  const t = useText(reviewText)
  const format = useFormat()
  const { state, decidedAt, decidedByName: name, reason, endedAt } = approval
  const decided = decidedAt === null ? null : { name, day: format.instant(decidedAt) }
  return (
    <>
      {decided && (
        <Text size="sm">{t(state === 'rejected' ? 'panel.rejectedBy' : 'panel.approvedBy', decided)}</Text>
      )}
      {reason !== '' && <Text size="sm">{t('mail.quote', { text: reason })}</Text>}
      {state === 'void' && <Text size="sm">{t('panel.voided')}</Text>}
      {state === 'expired' && (
        <Text size="sm">{t('panel.expired', { day: format.instant(approval.expiresAt) })}</Text>
      )}
      {state === 'withdrawn' && endedAt !== null && (
        <Text size="sm">{t('panel.withdrawn', { day: format.instant(endedAt) })}</Text>
      )}
    </>
  )
}
