import { queryOptions } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import type { produceApi } from '../../api.ts'

export const client = sliceClient<typeof produceApi>('produce')

/** The text of a piece; read again whenever anybody saves it. */
export const manuscriptOf = (pieceId: string) =>
  queryOptions({
    queryKey: ['manuscript', 'show', pieceId],
    queryFn: () => client.manuscript.show({ pieceId }),
  })

export const versionsOf = (pieceId: string) =>
  queryOptions({
    queryKey: ['manuscript', 'versions', pieceId],
    queryFn: () => client.manuscript.versions({ pieceId }),
  })

/** A version never changes its number, but the newest follows the writing for some minutes. */
export const versionOf = (pieceId: string, versionId: string) =>
  queryOptions({
    queryKey: ['manuscript', 'version', pieceId, versionId],
    queryFn: () => client.manuscript.version({ pieceId, versionId }),
  })
