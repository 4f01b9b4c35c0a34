import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useFormat, useText } from '../../../kit/language.tsx'
import { Loaded, Note } from '../../../kit/Notes.tsx'
import { reviewText } from '../review.text.ts'
import { ContentView } from './ContentView.tsx'
import { DecisionBar, Outcome } from './DecisionBar.tsx'
import { reviewView } from './review.queries.ts'

/** Everything somebody needs to decide, and the decision: the same for guests and members. */
export function ReviewContent({ approvalId }: { approvalId: string }) {
  const t = useText(reviewText)
  const format = useFormat()
  const query = useQuery(reviewView(approvalId))
  return (
    <Loaded query={query}>
      {(view) => {
        const { approval } = view
        const params = { name: approval.requestedByName, day: format.instant(approval.expiresAt) }
        const isOpen = approval.state === 'requested'
        return (
          <Stack gap="md">
            <Outcome view={view} when={format.instant} />
            {isOpen && <Text>{t('decide.asks', params)}</Text>}
            {approval.note !== '' && (
              <Note tone="info" title={t('decide.note', params)}>
                {approval.note}
              </Note>
            )}
            {isOpen && view.isChanged && <Note tone="waiting">{t('decide.changed')}</Note>}
            <ContentView view={view} />
            {approval.may.decide === null && <DecisionBar view={view} />}
          </Stack>
        )
      }}
    </Loaded>
  )
}
