import type { Texts } from '../../kernel/text/text.ts'
import { costDe } from './cost.text.de.ts'
import { costEn } from './cost.text.en.ts'

export const costText: Texts<typeof costDe> = { de: costDe, en: costEn }
