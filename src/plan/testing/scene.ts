import { newId } from '../../kernel/id.ts'
import type { PieceDraft } from '../piece/piece.store.ts'

/** A piece to be written, in the backlog without a day unless told otherwise. */
export function pieceDraft(title: string, more: Partial<PieceDraft> = {}): PieceDraft {
  return {
    id: newId(),
    title,
    status: 'backlog',
    plannedOn: null,
    plannedPrecision: more.plannedOn ? 'day' : 'none',
    plannedTime: null,
    zone: 'Europe/Berlin',
    ...more,
  }
}
