import type { Texts } from '../kernel/text/text.ts'
import { kitDe } from './kit.text.de.ts'
import { kitEn } from './kit.text.en.ts'

export const kitText: Texts<typeof kitDe> = { de: kitDe, en: kitEn }
