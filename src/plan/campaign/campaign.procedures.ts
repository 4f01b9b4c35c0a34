import { everyMember, planners } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import type { Call } from '../../kernel/call.ts'
import { refuseOnConstraint } from '../../kernel/db/databaseRefusal.ts'
import { command, query } from '../../kernel/procedure.ts'
import { refuseIf } from '../../kernel/refusal.ts'
import { whyNotSpan } from './campaign.rules.ts'
import {
  Campaign,
  CampaignChange,
  CampaignList,
  CampaignQuery,
  CampaignVersion,
  NewCampaign,
} from './campaign.schema.ts'
import { campaignOrRefuse, insertCampaign, listCampaigns, updateCampaign } from './campaign.store.ts'

refuseOnConstraint('campaign_name', 'campaign.name_taken')
refuseOnConstraint('campaign_utm_name', 'campaign.utm_name_taken')

async function createCampaign(call: Call, input: NewCampaign): Promise<Campaign> {
  refuseIf(whyNotSpan(input.startsOn ?? null, input.endsOn ?? null), 'invalid')
  const campaign = await campaignOrRefuse(call, await insertCampaign(call, input))
  recordChange(call, { objectType: 'campaign', objectId: campaign.id, label: campaign.name, after: campaign })
  return campaign
}

async function changeCampaign(call: Call, { id, version, ...change }: CampaignChange): Promise<Campaign> {
  const before = await campaignOrRefuse(call, id)
  const { startsOn, endsOn } = { ...before, ...change }
  refuseIf(whyNotSpan(startsOn ?? null, endsOn ?? null), 'invalid')
  await updateCampaign(call, id, version, change)
  return answered(call, before)
}

async function setArchived(
  call: Call,
  id: string,
  version: number,
  archivedAt: Date | null,
): Promise<Campaign> {
  const before = await campaignOrRefuse(call, id)
  await updateCampaign(call, id, version, { archivedAt })
  return answered(call, before)
}

async function answered(call: Call, before: Campaign): Promise<Campaign> {
  const after = await campaignOrRefuse(call, before.id)
  recordChange(call, { objectType: 'campaign', objectId: after.id, label: after.name, before, after })
  return after
}

export const campaignApi = {
  list: query({
    path: '/campaigns',
    allow: everyMember,
    summary: 'Lists the campaigns by name.',
    input: CampaignQuery,
    output: CampaignList,
    run: async (call, { withArchived }) => ({ campaigns: await listCampaigns(call, withArchived) }),
  }),
  create: command({
    path: '/campaigns',
    allow: planners,
    audit: 'campaign.create',
    summary: 'Adds a campaign.',
    input: NewCampaign,
    output: Campaign,
    run: createCampaign,
  }),
  change: command({
    path: '/campaigns/{id}',
    method: 'PATCH',
    allow: planners,
    audit: 'campaign.change',
    summary: 'Changes fields of a campaign; refused as stale when it was changed since it was read.',
    input: CampaignChange,
    output: Campaign,
    run: changeCampaign,
  }),
  archive: command({
    path: '/campaigns/{id}/archive',
    method: 'PUT',
    allow: planners,
    audit: 'campaign.archive',
    summary: 'Takes a campaign out of the choices; its pieces keep it.',
    input: CampaignVersion,
    output: Campaign,
    run: (call, { id, version }) => setArchived(call, id, version, call.now),
  }),
  unarchive: command({
    path: '/campaigns/{id}/archive',
    method: 'DELETE',
    allow: planners,
    audit: 'campaign.unarchive',
    summary: 'Offers an archived campaign again.',
    input: CampaignVersion,
    output: Campaign,
    run: (call, { id, version }) => setArchived(call, id, version, null),
  }),
}
