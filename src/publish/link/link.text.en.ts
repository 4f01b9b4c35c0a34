import type { TextsLike } from '../../kernel/text/text.ts'
import type { linkDe } from './link.text.de.ts'

export const linkEn = {
  unknown: 'There is no such short link.',
  notYet: 'What this link leads to has not been published yet. Please try again later.',
} as const satisfies TextsLike<typeof linkDe>
