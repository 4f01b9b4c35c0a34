import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { Tone } from '../../../kit/tone.ts'
import type { PublicationState } from '../publication.schema.ts'
import { publishClient } from '../../channel/ui/publishClient.ts'

/** Where and when a piece goes out. */
export function publicationsOfPieceQuery(pieceId: string) {
  return queryOptions({
    queryKey: ['publication', 'piece', pieceId],
    queryFn: () => publishClient.publication.ofPiece({ pieceId }),
  })
}

/** Words to copy for publishing by hand. */
export function materialsQuery(id: string) {
  return queryOptions({
    queryKey: ['publication', 'materials', id],
    queryFn: () => publishClient.publication.materials({ id }),
  })
}

export type QueueFilter = Parameters<typeof publishClient.publication.list>[0]

/** A page of the queue. */
export function queueQuery(filter: QueueFilter) {
  return queryOptions({
    queryKey: ['publication', 'queue', filter],
    queryFn: () => publishClient.publication.list(filter),
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
