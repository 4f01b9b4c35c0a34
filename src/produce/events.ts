import { z } from 'zod'
import { on, type Subscription } from '../kernel/events.ts'
import { settleApprovals } from './review/settle.ts'

const AboutPiece = z.object({ pieceId: z.uuid() })

/** What production hears of the plan: a new title is another content. */
export const produceSubscriptions: readonly Subscription[] = [
  on('piece.changed', AboutPiece, async (call, { pieceId }) => {
    await settleApprovals(call, pieceId)
  }),
]
