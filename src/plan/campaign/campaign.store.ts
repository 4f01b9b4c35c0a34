import { userIdOf } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import { utmNameFrom } from './campaign.rules.ts'
import type { Campaign, CampaignChange, NewCampaign } from './campaign.schema.ts'

/** All campaigns by name, the archived ones only when asked for. */
export async function listCampaigns(call: Call, withArchived: boolean): Promise<Campaign[]> {
  let campaigns = selectCampaigns(call).orderBy('name').limit(1000)
  if (!withArchived) campaigns = campaigns.where('archivedAt', 'is', null)
  return (await campaigns.execute()).map(campaignOf)
}

/** The campaign; archived ones are still there. */
export async function campaignOrRefuse(call: Call, id: string): Promise<Campaign> {
  const row = await selectCampaigns(call).where('id', '=', id).executeTakeFirst()
  return campaignOf(foundOrRefuse(row, 'campaign.not_found'))
}

/** Refuses to bind something to a campaign that is not there; nothing to do for null. */
export async function refuseGoneCampaign(call: Call, id: string | null | undefined): Promise<void> {
  if (id == null) return
  const row = await selectCampaigns(call).where('id', '=', id).executeTakeFirst()
  if (!row)
    throw new Refusal('campaign.not_found', 'invalid', {}, [
      { path: 'campaignId', code: 'campaign.not_found' },
    ])
}

function selectCampaigns(call: Call) {
  return call.db
    .selectFrom('plan.campaign')
    .select(['id', 'name', 'utmName', 'startsOn', 'endsOn', 'colour', 'note', 'archivedAt', 'version'])
    .where('workspaceId', '=', call.workspaceId)
    .where('deletedAt', 'is', null)
}

function campaignOf(
  row: Awaited<ReturnType<ReturnType<typeof selectCampaigns>['executeTakeFirstOrThrow']>>,
): Campaign {
  const { archivedAt, ...campaign } = row
  return { ...campaign, isArchived: archivedAt !== null }
}

/** Writes a new campaign; the name in links follows from the name unless one is given. Answers its id. */
export async function insertCampaign(call: Call, input: NewCampaign): Promise<string> {
  const id = newId()
  await call.db
    .insertInto('plan.campaign')
    .values({
      ...input,
      utmName: input.utmName ?? utmNameFrom(input.name),
      id,
      workspaceId: call.workspaceId,
      createdAt: call.now,
      createdBy: userIdOf(call.actor),
      updatedAt: call.now,
    })
    .execute()
  return id
}

export type CampaignColumns = Partial<Omit<CampaignChange, 'id' | 'version'>> & { archivedAt?: Date | null }

/** Writes columns of a campaign that still has this version; otherwise refuses as stale. */
export async function updateCampaign(
  call: Call,
  id: string,
  version: number,
  set: CampaignColumns,
): Promise<void> {
  const updated = await call.db
    .updateTable('plan.campaign')
    .set({ ...set, version: version + 1, updatedAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('deletedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (!updated) throw new Refusal('campaign.stale', 'stale')
}
