import type { Texts } from '../../kernel/text/text.ts'
import { auditDe } from './audit.text.de.ts'
import { auditEn } from './audit.text.en.ts'

export const auditText: Texts<typeof auditDe> = { de: auditDe, en: auditEn }
