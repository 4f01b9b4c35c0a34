import type { Texts } from '../../kernel/text/text.ts'
import { channelDe } from './channel.text.de.ts'
import { channelEn } from './channel.text.en.ts'

export const channelText: Texts<typeof channelDe> = { de: channelDe, en: channelEn }
