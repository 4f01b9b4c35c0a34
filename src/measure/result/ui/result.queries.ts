import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { z } from 'zod'
import { measureClient } from '../../client.ts'
import type { ResultFilter } from '../result.schema.ts'

// Page views arrive without an announcement: what is shown is read again after this time.
const freshMs = 30_000
const pageSize = 100

export const pieceResultQuery = (pieceId: string) =>
  queryOptions({
    queryKey: ['result', 'piece', pieceId],
    queryFn: ({ signal }) => measureClient.result.ofPiece({ pieceId }, { signal }),
    refetchInterval: freshMs,
  })

/** All pages of the table, one after the other. */
export const allResultsQuery = (filter: Omit<z.input<typeof ResultFilter>, 'page' | 'pageSize'>) =>
  infiniteQueryOptions({
    queryKey: ['result', 'list', filter],
    queryFn: ({ signal, pageParam }) =>
      measureClient.result.list({ ...filter, page: pageParam, pageSize }, { signal }),
    initialPageParam: 1,
    getNextPageParam: (last, pages) => (pages.length * pageSize < last.total ? pages.length + 1 : undefined),
    placeholderData: keepPreviousData,
  })
