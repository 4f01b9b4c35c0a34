import { assetProcedures } from './asset/asset.procedures.ts'
import { costProcedures } from './cost/cost.procedures.ts'
import { manuscriptProcedures } from './manuscript/manuscript.procedures.ts'
import { guestProcedures } from './review/guest.procedures.ts'
import { reviewProcedures } from './review/review.procedures.ts'

/** The procedures of production. */
export const produceApi = {
  manuscript: manuscriptProcedures,
  asset: assetProcedures,
  review: reviewProcedures,
  guest: guestProcedures,
  cost: costProcedures,
}
