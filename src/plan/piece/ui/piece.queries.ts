import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
  type QueryClient,
} from '@tanstack/react-query'
import type { Day } from '../../../kernel/calendar.ts'
import { sliceClient } from '../../../kit/api.ts'
import { useFormat, useText } from '../../../kit/language.tsx'
import { showRefusal, undoToast } from '../../../kit/toast.tsx'
import type { planApi } from '../../api.ts'
import { plannedFrom } from '../piece.rules.ts'
import type {
  Piece,
  PieceCard,
  PieceChange,
  PieceFilter,
  PiecePage,
  PieceRange,
  PieceSort,
  PieceStatus,
} from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { rangeAfterMove, type PlannedChange } from './period.rules.ts'

export const plan = sliceClient<typeof planApi>('plan')

const rowsPerPage = 100

export function pieceQuery(id: string) {
  return queryOptions({ queryKey: ['piece', 'show', id], queryFn: () => plan.piece.show({ id }) })
}

export function historyQuery(id: string) {
  return queryOptions({ queryKey: ['piece', 'history', id], queryFn: () => plan.piece.history({ id }) })
}

export function rangeQuery(span: { from: Day; to: Day }, perDay: number, filter: PieceFilter) {
  return queryOptions({
    queryKey: ['piece', 'range', span, perDay, filter],
    queryFn: async ({ signal }) => {
      // Reading while a move is under way would put the card back for a moment.
      await Promise.allSettled(underWay.values())
      return plan.piece.range({ ...filter, ...span, perDay }, { signal })
    },
    placeholderData: keepPreviousData,
  })
}

export function pageQuery(filter: PieceFilter, sort: PieceSort, descending: boolean) {
  return infiniteQueryOptions({
    queryKey: ['piece', 'page', filter, sort, descending],
    queryFn: ({ pageParam, signal }) =>
      plan.piece.list({ ...filter, sort, descending, offset: pageParam, limit: rowsPerPage }, { signal }),
    initialPageParam: 0,
    getNextPageParam: (last: PiecePage, _pages, offset: number) =>
      last.pieces.length < rowsPerPage ? undefined : offset + rowsPerPage,
    placeholderData: keepPreviousData,
  })
}

export const choicesQuery = queryOptions({
  queryKey: ['piece', 'choices'],
  queryFn: () => plan.piece.choices({}),
})

/** Whether the plan holds anything at all, to tell an empty plan from an empty month. */
export const anyQuery = queryOptions({
  queryKey: ['piece', 'any'],
  queryFn: async () => (await plan.piece.list({ limit: 1 })).total > 0,
})

type Wish = {
  plannedOn: Day | null
  plannedPrecision?: PieceCard['plannedPrecision']
  plannedTime?: string | null
}
type Move = { piece: PieceCard; wish: Wish }

// Somebody who presses a key five times sends five moves; each waits for the one before and goes on from the version
// that one left behind, which the card under the key may not show yet.
const underWay = new Map<string, Promise<Piece>>()
const ownVersions = new Map<string, number>()
async function moveInTurn({ piece, wish }: Move): Promise<Piece> {
  const { id } = piece
  const before = underWay.get(id)
  const move = (async () => {
    await before
    const moved = await plan.piece.move({
      id,
      version: Math.max(piece.version, ownVersions.get(id) ?? 0),
      ...wish,
    })
    ownVersions.set(id, moved.version)
    return moved
  })()
  underWay.set(id, move)
  try {
    return await move
  } finally {
    if (underWay.get(id) === move) underWay.delete(id)
  }
}

/** Moves a piece at once, tells the server, offers to take it back, and puts it back when it is refused. */
export function useMovePiece(): (piece: PieceCard, wish: Wish) => void {
  const cache = useQueryClient()
  const t = useText(pieceText)
  const format = useFormat()
  const { mutate } = useMutation({
    mutationFn: moveInTurn,
    onMutate: ({ piece, wish }) => {
      // Not waited for: the card must be in its new place before the next key is pressed.
      void cache.cancelQueries({ queryKey: ['piece'] })
      const before = cache.getQueriesData<PieceRange>({ queryKey: ['piece', 'range'] })
      showMoved(
        cache,
        piece,
        plannedFrom({
          ...wish,
          plannedTime: wish.plannedTime === undefined ? piece.plannedTime : wish.plannedTime,
        }),
      )
      return before
    },
    onSuccess: (moved, { piece }) =>
      undoToast({
        about: piece.id,
        message:
          moved.plannedOn === null
            ? t('done.unplanned', { title: moved.title })
            : t('done.moved', { title: moved.title, day: format.dayShort(moved.plannedOn) }),
        undo: async () => {
          const { plannedOn, plannedPrecision, plannedTime } = piece
          await moveInTurn({ piece: moved, wish: { plannedOn, plannedPrecision, plannedTime } })
          await cache.invalidateQueries({ queryKey: ['piece'] })
        },
      }),
    onError: (error, _move, before) => {
      for (const [key, range] of before ?? []) cache.setQueryData(key, range)
      showRefusal(error)
    },
    onSettled: () => (underWay.size === 0 ? cache.invalidateQueries({ queryKey: ['piece'] }) : undefined),
  })
  return (piece, wish) => mutate({ piece, wish })
}

function showMoved(cache: QueryClient, piece: PieceCard, change: PlannedChange): void {
  cache.setQueriesData<PieceRange>(
    { queryKey: ['piece', 'range'] },
    (range) => range && rangeAfterMove(range, piece, change),
  )
}

/** Takes a piece to another status, with an undo where the way back is open. */
export function useChangeStatus(): (piece: PieceCard, status: PieceStatus) => void {
  const cache = useQueryClient()
  const t = useText(pieceText)
  const { mutate } = useMutation({
    mutationFn: ({ piece, status }: { piece: PieceCard; status: PieceStatus }) =>
      plan.piece.changeStatus({ id: piece.id, version: piece.version, status }),
    onSuccess: (changed, { piece }) =>
      undoToast({
        about: piece.id,
        message: t('done.status', { title: changed.title, status: t(`status.${changed.status}`) }),
        undo: async () => {
          await plan.piece.changeStatus({ id: piece.id, version: changed.version, status: piece.status })
          await cache.invalidateQueries({ queryKey: ['piece'] })
        },
      }),
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: ['piece'] }),
  })
  return (piece, status) => mutate({ piece, status })
}

/** Deletes a piece and offers to bring it back. */
export function useDeletePiece(onGone?: () => void): (piece: Pick<PieceCard, 'id' | 'title'>) => void {
  const cache = useQueryClient()
  const t = useText(pieceText)
  const { mutate } = useMutation({
    mutationFn: ({ id }: Pick<PieceCard, 'id' | 'title'>) => plan.piece.delete({ id }),
    onSuccess: (_, { id, title }) => {
      onGone?.()
      undoToast({
        about: id,
        message: t('done.deleted', { title }),
        undo: async () => {
          await plan.piece.restore({ id })
          await cache.invalidateQueries({ queryKey: ['piece'] })
        },
      })
    },
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: ['piece'] }),
  })
  return (piece) => mutate(piece)
}

/** Changes fields of a piece in place (table cells): refusals are shown, the list is read again. */
export function useChangePiece() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (change: PieceChange) => plan.piece.change(change),
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: ['piece'] }),
  }).mutate
}
