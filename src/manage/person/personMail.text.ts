import type { Texts } from '../../kernel/text/text.ts'
import { personMailDe } from './personMail.text.de.ts'
import { personMailEn } from './personMail.text.en.ts'

export const personMailText: Texts<typeof personMailDe> = { de: personMailDe, en: personMailEn }
