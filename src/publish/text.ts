import type { Texts } from '../kernel/text/text.ts'
import { publishDe } from './publish.text.de.ts'
import { publishEn } from './publish.text.en.ts'

/** What refusals and failures of publishing say, by code. */
export const refusalText: Texts<typeof publishDe.refusal> = { de: publishDe.refusal, en: publishEn.refusal }

/** What the notifications of publishing say, by kind. */
export const notificationText: Texts<typeof publishDe.notification> = {
  de: publishDe.notification,
  en: publishEn.notification,
}
