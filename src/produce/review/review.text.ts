import type { Texts } from '../../kernel/text/text.ts'
import { reviewDe } from './review.text.de.ts'
import { reviewEn } from './review.text.en.ts'

export const reviewText: Texts<typeof reviewDe> = { de: reviewDe, en: reviewEn }
