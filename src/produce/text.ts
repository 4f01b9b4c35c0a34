import type { Texts } from '../kernel/text/text.ts'
import { notificationDe, refusalDe } from './produce.text.de.ts'
import { notificationEn, refusalEn } from './produce.text.en.ts'

/** What the refusals of production say, by code. */
export const refusalText: Texts<typeof refusalDe> = { de: refusalDe, en: refusalEn }

/** What the notifications of production say, by kind. */
export const notificationText: Texts<typeof notificationDe> = { de: notificationDe, en: notificationEn }
