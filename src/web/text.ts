import type { Texts } from '../kernel/text/text.ts'
import { webDe } from './web.text.de.ts'
import { webEn } from './web.text.en.ts'

export const webText: Texts<typeof webDe> = { de: webDe, en: webEn }
