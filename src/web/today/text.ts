import type { Texts } from '../../kernel/text/text.ts'
import { todayDe } from './today.text.de.ts'
import { todayEn } from './today.text.en.ts'

export const todayText: Texts<typeof todayDe> = { de: todayDe, en: todayEn }
