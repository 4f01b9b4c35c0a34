import type { Texts } from '../kernel/text/text.ts'
import { campaignDe } from './campaign/campaign.text.de.ts'
import { campaignEn } from './campaign/campaign.text.en.ts'
import { exchangeDe } from './exchange/exchange.text.de.ts'
import { exchangeEn } from './exchange/exchange.text.en.ts'
import { pieceDe } from './piece/piece.text.de.ts'
import { pieceEn } from './piece/piece.text.en.ts'

const de = { ...pieceDe.refusal, ...campaignDe.refusal, ...exchangeDe.refusal }

/** What the refusals of the plan say, by code. */
export const refusalText: Texts<typeof de> = {
  de,
  en: { ...pieceEn.refusal, ...campaignEn.refusal, ...exchangeEn.refusal },
}

/** What the notifications of the plan say, by kind. */
export const notificationText: Texts<typeof pieceDe.notification> = {
  de: pieceDe.notification,
  en: pieceEn.notification,
}
