import type { Texts } from '../../kernel/text/text.ts'
import { publicationDe } from './publication.text.de.ts'
import { publicationEn } from './publication.text.en.ts'

export const publicationText: Texts<typeof publicationDe> = { de: publicationDe, en: publicationEn }
