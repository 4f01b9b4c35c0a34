import type { Texts } from '../kernel/text/text.ts'
import { resultDe } from './result/result.text.de.ts'
import { resultEn } from './result/result.text.en.ts'
import { visitDe } from './visit/visit.text.de.ts'
import { visitEn } from './visit/visit.text.en.ts'

/** What the refusals of measurement say, by code. */
export const refusalText: Texts<typeof visitDe.refusal> = { de: visitDe.refusal, en: visitEn.refusal }

export const visitText: Texts<typeof visitDe> = { de: visitDe, en: visitEn }
export const resultText: Texts<typeof resultDe> = { de: resultDe, en: resultEn }
