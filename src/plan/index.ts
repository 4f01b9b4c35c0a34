export { planSubscriptions } from './events.ts'
export { planJobs } from './exchange/exchange.jobs.ts'
export { providePieceUses } from './exchange/pieceUse.ts'
export { campaignOrRefuse, insertCampaign, listCampaigns } from './campaign/campaign.store.ts'
export type { Campaign } from './campaign/campaign.schema.ts'
export {
  deletePieces,
  findPiece,
  insertPieces,
  pieceOrRefuse,
  type PieceDraft,
  type StoredPiece,
} from './piece/piece.store.ts'
export { findPieceCards } from './piece/pieceCard.store.ts'
export { searchPieces, todayOf, zoneOf } from './piece/pieceList.store.ts'
export { filtered as filteredPieces, visiblePieces } from './piece/pieceFilter.store.ts'
export {
  channelKeyOf,
  fold,
  isPlanner,
  plannedFrom,
  tidyChannelWords,
  whyNotEdit,
  whyNotReplan,
} from './piece/piece.rules.ts'
export {
  pieceStatuses,
  PieceStatus,
  type ExtraField,
  type PieceCard,
  type PieceSource,
  type PlannedPrecision,
} from './piece/piece.schema.ts'
