import type { Texts } from '../../kernel/text/text.ts'
import { memberDe } from './member.text.de.ts'
import { memberEn } from './member.text.en.ts'

export const memberText: Texts<typeof memberDe> = { de: memberDe, en: memberEn }
