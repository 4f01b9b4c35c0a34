import type { Texts } from '../../kernel/text/text.ts'
import { de } from './guest.text.de.ts'
import { en } from './guest.text.en.ts'

export const guestText: Texts<typeof de> = { de, en }
