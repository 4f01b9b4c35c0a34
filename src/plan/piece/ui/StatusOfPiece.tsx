import { useText } from '../../../kit/language.tsx'
import { StatusBadge } from '../../../kit/StatusBadge.tsx'
import type { PieceStatus } from '../piece.schema.ts'
import { pieceText } from '../piece.text.ts'
import { toneOfStatus } from './tones.ts'

/** The status of a piece by colour and word. */
export function StatusOfPiece({ status }: { status: PieceStatus }) {
  const t = useText(pieceText)
  return <StatusBadge tone={toneOfStatus[status]} label={t(`status.${status}`)} />
}
