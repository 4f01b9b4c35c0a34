import type { Texts } from '../../kernel/text/text.ts'
import { outboxDe } from './outbox.text.de.ts'
import { outboxEn } from './outbox.text.en.ts'

export const outboxText: Texts<typeof outboxDe> = { de: outboxDe, en: outboxEn }
