import type { Piece, PieceFields } from '../piece.schema.ts'

/** A form nothing has been filled into. */
export const emptyFields: PieceFields = {
  title: '',
  format: '',
  channelWords: [],
  campaignId: null,
  ownerMemberId: null,
  dueOn: null,
  goal: '',
  note: '',
  plannedOn: null,
  plannedPrecision: 'day',
  plannedTime: null,
}

/** What the form holds of a piece. */
export function fieldsOf(piece: Piece): PieceFields {
  const { title, format, channelWords, dueOn, goal, note, plannedOn, plannedPrecision, plannedTime } = piece
  return {
    title,
    format,
    channelWords,
    campaignId: piece.campaign?.id ?? null,
    ownerMemberId: piece.owner.memberId,
    dueOn,
    goal,
    note,
    plannedOn,
    // A piece without a day gets one by the day when it gets one.
    plannedPrecision: plannedPrecision === 'none' ? 'day' : plannedPrecision,
    plannedTime,
  }
}

/** The fields that differ, so that nothing is sent that was not touched. */
export function changedFields(before: PieceFields, after: PieceFields): Partial<PieceFields> {
  const changed = Object.fromEntries(
    differing(before, after).map((key) => [key, after[key]]),
  ) as Partial<PieceFields>
  // The precision belongs to its day: alone it would be read against the old one.
  if (changed.plannedOn !== undefined) changed.plannedPrecision = after.plannedPrecision
  return changed
}

/** The names of the fields that differ. */
export function differing(one: PieceFields, other: PieceFields): (keyof PieceFields)[] {
  const keys = Object.keys(emptyFields) as (keyof PieceFields)[]
  return keys.filter((key) => JSON.stringify(one[key]) !== JSON.stringify(other[key]))
}
