export { StatusOfPiece } from './piece/ui/StatusOfPiece.tsx'
