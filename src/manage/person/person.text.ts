import type { Texts } from '../../kernel/text/text.ts'
import { personDe } from './person.text.de.ts'
import { personEn } from './person.text.en.ts'

export const personText: Texts<typeof personDe> = { de: personDe, en: personEn }
