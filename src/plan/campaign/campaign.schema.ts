import { z } from 'zod'
import { Day } from '../../kernel/calendar.ts'

/** The colours a campaign can have in the calendar; names of the theme's palette. */
export const campaignColours = [
  'blue',
  'cyan',
  'teal',
  'green',
  'lime',
  'yellow',
  'orange',
  'red',
  'pink',
  'grape',
  'violet',
  'gray',
] as const
export const CampaignColour = z.enum(campaignColours)

const name = z.string().trim().min(1).max(120)
/** What stands in `utm_campaign`: small letters, digits, `-`, `_`. */
export const UtmName = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,79}$/)

export const Campaign = z.object({
  id: z.uuid(),
  name: z.string(),
  utmName: z.string(),
  startsOn: z.string().nullable(),
  endsOn: z.string().nullable(),
  colour: z.string(),
  note: z.string(),
  isArchived: z.boolean(),
  version: z.number().int(),
})
export type Campaign = z.infer<typeof Campaign>

const fields = {
  name,
  utmName: UtmName,
  startsOn: Day.nullable(),
  endsOn: Day.nullable(),
  colour: CampaignColour,
  note: z.string().max(5000),
}

/** Only the name is needed; the rest follows from it. */
export const NewCampaign = z.object({ ...z.object(fields).partial().shape, name })
export type NewCampaign = z.infer<typeof NewCampaign>

export const CampaignChange = z.object({
  id: z.uuid(),
  version: z.number().int().min(1).max(2_000_000_000),
  ...z.object(fields).partial().shape,
})
export type CampaignChange = z.infer<typeof CampaignChange>

export const CampaignVersion = z.object({ id: z.uuid(), version: z.number().int().min(1).max(2_000_000_000) })
export const CampaignQuery = z.object({ withArchived: z.boolean().default(false) })
export const CampaignList = z.object({ campaigns: z.array(Campaign) })
