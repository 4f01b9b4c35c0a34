import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { sliceClient } from '../../../kit/api.ts'
import type { planApi } from '../../api.ts'
import type { SheetMapping } from '../exchange.schema.ts'

export const client = sliceClient<typeof planApi>('plan').import

const piecesPerPage = 50

export const pastImports = queryOptions({ queryKey: ['import', 'list'], queryFn: () => client.list({}) })

/** A file that was read, with its sheets. Kept as it is while the person corrects the mapping. */
export function openedQuery(id: string) {
  return queryOptions({
    queryKey: ['import', 'show', id],
    queryFn: () => client.show({ id }),
    staleTime: Infinity,
  })
}

/** What an import would do. Its key has a topic of its own: the server keeps the mapping and announces that. */
export function previewQuery(id: string, mapping: SheetMapping) {
  return queryOptions({
    queryKey: ['import-preview', id, mapping],
    queryFn: ({ signal }) => client.preview({ id, mapping }, { signal }),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

export function reportQuery(id: string) {
  return queryOptions({
    queryKey: ['import', 'report', id],
    queryFn: () => client.report({ id }),
    staleTime: Infinity,
  })
}

/** The pieces an import brought; under the topic of pieces, because they change like all others. */
export function importedQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['piece', 'import', id],
    queryFn: ({ pageParam, signal }) =>
      client.pieces({ id, offset: pageParam, limit: piecesPerPage }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last, _pages, offset: number) =>
      offset + last.pieces.length < last.total ? offset + piecesPerPage : undefined,
  })
}
