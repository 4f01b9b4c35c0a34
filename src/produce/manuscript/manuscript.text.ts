import type { Texts } from '../../kernel/text/text.ts'
import { manuscriptDe } from './manuscript.text.de.ts'
import { manuscriptEn } from './manuscript.text.en.ts'

export const manuscriptText: Texts<typeof manuscriptDe> = { de: manuscriptDe, en: manuscriptEn }
