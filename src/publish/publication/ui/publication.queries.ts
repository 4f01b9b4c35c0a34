import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import type { Tone } from '../../../kit/tone.ts'
import type { publishApi } from '../../api.ts'
import type { PublicationState } from '../publication.schema.ts'

/** The publication procedures, as the pages of this slice call them. */
export const publicationClient = sliceClient<typeof publishApi>('publish').publication

/** Where and when a piece goes out. */
export function publicationsOfPieceQuery(pieceId: string) {
  return queryOptions({
    queryKey: ['publication', 'piece', pieceId],
    queryFn: () => publicationClient.ofPiece({ pieceId }),
  })
}

/** Words to copy for publishing by hand. */
export function materialsQuery(id: string) {
  return queryOptions({
    queryKey: ['publication', 'materials', id],
    queryFn: () => publicationClient.materials({ id }),
  })
}

export type QueueFilter = Parameters<typeof publicationClient.list>[0]

/** A page of the queue. */
export function queueQuery(filter: QueueFilter) {
  return queryOptions({
    queryKey: ['publication', 'queue', filter],
    queryFn: () => publicationClient.list(filter),
    placeholderData: keepPreviousData,
    // Without an event the engine may stand still unnoticed.
    refetchInterval: 60_000,
  })
}

/** What the colour of a state means; the word always stands beside it. */
export const toneOfState: Record<PublicationState, Tone> = {
  draft: 'quiet',
  scheduled: 'info',
  preparing: 'active',
  armed: 'info',
  committing: 'active',
  published: 'good',
  unconfirmed: 'waiting',
  failed: 'bad',
  missed: 'bad',
  blocked: 'waiting',
  awaiting_manual: 'waiting',
  cancelled: 'quiet',
}

/** What commands on publications change on the page: the plan shows the state of the piece too. */
export const publicationTopics = ['publication', 'piece', 'approval'] as const
