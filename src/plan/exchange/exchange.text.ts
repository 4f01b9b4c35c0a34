import type { Texts } from '../../kernel/text/text.ts'
import { exchangeDe } from './exchange.text.de.ts'
import { exchangeEn } from './exchange.text.en.ts'

export const exchangeText: Texts<typeof exchangeDe> = { de: exchangeDe, en: exchangeEn }
