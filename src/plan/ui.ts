export { historyQuery, pieceQuery, useChangeStatus, useDeletePiece } from './piece/ui/piece.queries.ts'
export { PieceForm } from './piece/ui/PieceForm.tsx'
export { StatusOfPiece } from './piece/ui/StatusOfPiece.tsx'
