import type { Tone } from '../../../kit/tone.ts'
import type { PieceStatus } from '../piece.schema.ts'

/** What the colour of a status means; the word always stands beside it. */
export const toneOfStatus: Record<PieceStatus, Tone> = {
  idea: 'quiet',
  backlog: 'quiet',
  briefing: 'info',
  in_progress: 'active',
  in_review: 'waiting',
  approved: 'good',
  scheduled: 'info',
  published: 'good',
  rework: 'waiting',
  deferred: 'quiet',
  declined: 'bad',
  archived: 'quiet',
}
