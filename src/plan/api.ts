import { campaignApi } from './campaign/campaign.procedures.ts'
import { importApi } from './exchange/exchange.procedures.ts'
import { pieceApi } from './piece/piece.procedures.ts'

/** The procedures of the plan. */
export const planApi = { piece: pieceApi, campaign: campaignApi, import: importApi }
