import type { Texts } from '../../kernel/text/text.ts'
import { campaignDe } from './campaign.text.de.ts'
import { campaignEn } from './campaign.text.en.ts'

export const campaignText: Texts<typeof campaignDe> = { de: campaignDe, en: campaignEn }
