import { useText } from '../../../kit/language.tsx'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import type { Tone } from '../../../kit/tone.ts'
import type { ReviewState } from '../review.schema.ts'
import { reviewText } from '../review.text.ts'

const toneOf: Record<ReviewState, Tone> = {
  none: 'quiet',
  requested: 'waiting',
  approved: 'good',
  rejected: 'bad',
  withdrawn: 'quiet',
  expired: 'quiet',
  void: 'bad',
}

/** Where an approval stands, by colour and word. */
export function StateBadge({ state }: { state: ReviewState }) {
  const t = useText(reviewText)
  return <StatusBadge tone={toneOf[state]} label={t(`state.${state}`)} />
}
