import type { Selectable, Updateable } from 'kysely'
import { z } from 'zod'
import { userIdOf } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import { refuseOnConstraint } from '../../kernel/db/databaseRefusal.ts'
import type { DB } from '../../kernel/db/tables.gen.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import type { Secrets } from '../../kernel/secret/secrets.ts'
import { SecretUnreadable } from '../../kernel/secret/secrets.ts'
import { ChannelCategory, ChannelFinding, ChannelKind, ChannelState } from './channel.schema.ts'
import type { Channel } from './channel.schema.ts'
import { ChannelAccount } from './port.ts'
import type { ChannelAccess, ChannelSession } from './port.ts'

refuseOnConstraint('channel_name', 'channel.name_taken')

export type ChannelRow = Selectable<DB['publish.channel']>

const stillToGo = [
  'scheduled',
  'preparing',
  'armed',
  'committing',
  'unconfirmed',
  'blocked',
  'awaiting_manual',
] as const

/** The channel, locked; refused when it is not there or changed since `version` was read. */
export async function channelOrRefuse(
  call: Call,
  seen: { id: string; version?: number },
): Promise<ChannelRow> {
  const found = foundOrRefuse(await rowOf(call, seen.id).forUpdate().executeTakeFirst(), 'channel.not_found')
  if (seen.version !== undefined && found.version !== seen.version)
    throw new Refusal('channel.stale', 'stale')
  return found
}

/** The channel as it stands, not locked: for reading before something slow is asked of its platform. */
export async function unlockedChannelOrRefuse(call: Call, id: string): Promise<ChannelRow> {
  return foundOrRefuse(await rowOf(call, id).executeTakeFirst(), 'channel.not_found')
}

function rowOf(call: Call, id: string) {
  return call.db
    .selectFrom('publish.channel')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
}

/** All channels by name, archived ones last and only when asked for. */
export async function listChannels(call: Call, withArchived: boolean): Promise<Channel[]> {
  let rows = call.db.selectFrom('publish.channel').selectAll().where('workspaceId', '=', call.workspaceId)
  if (!withArchived) rows = rows.where('archivedAt', 'is', null)
  const found = await rows.orderBy('name').limit(500).execute()
  const planned = await call.db
    .selectFrom('publish.publication')
    .select(['channelId', (eb) => eb.fn.countAll<number>().as('count')])
    .where('workspaceId', '=', call.workspaceId)
    .where('state', 'in', stillToGo)
    .groupBy('channelId')
    .execute()
  const counts = new Map(planned.map((one) => [one.channelId, Number(one.count)]))
  return found.map((row) => channelOf(row, counts.get(row.id) ?? 0))
}

/** One channel as people see it. */
export async function readChannel(call: Call, id: string): Promise<Channel> {
  const all = await listChannels(call, true)
  return foundOrRefuse(
    all.find((channel) => channel.id === id),
    'channel.not_found',
  )
}

function channelOf(row: ChannelRow, plannedCount: number): Channel {
  return {
    id: row.id,
    kind: ChannelKind.parse(row.kind),
    name: row.name,
    utmSource: row.utmSource,
    utmMedium: row.utmMedium,
    composeUrl: row.composeUrl,
    state: ChannelState.parse(row.state),
    account: row.account === null ? null : ChannelAccount.parse(row.account),
    accessUser: row.accessUser,
    findings: z.array(ChannelFinding).parse(row.findings),
    categories: z.array(ChannelCategory).parse(row.categories),
    categoriesReadAt: row.categoriesReadAt?.toISOString() ?? null,
    defaultCategoryIds: row.defaultCategoryIds,
    spacingSeconds: row.spacingSeconds,
    testedAt: row.testedAt?.toISOString() ?? null,
    isArchived: row.archivedAt !== null,
    plannedCount,
    version: row.version,
  }
}

/** The columns that keep the access to an account. The seal is bound to the row it stands in. */
export function accessColumns(call: Call, channelId: string, access: ChannelAccess) {
  return {
    accessUser: access.user,
    sealedSecret: call.app.secrets.seal(access.secret, sealedFor(call.workspaceId, channelId)),
  }
}

const sealedFor = (workspaceId: string, id: string) => `publish.channel/${workspaceId}/${id}/secret`

/** Opens the access of a channel for a request. Throws SecretUnreadable with another key (T56). */
export function openSession(secrets: Secrets, channel: ChannelRow): ChannelSession {
  if (channel.sealedSecret === null) throw new SecretUnreadable()
  return {
    account: ChannelAccount.parse(channel.account),
    user: channel.accessUser,
    secret: secrets.open(channel.sealedSecret, sealedFor(channel.workspaceId, channel.id)),
  }
}

type NewChannel = {
  id?: string
  kind: ChannelKind
  name: string
  utmSource: string
  utmMedium: string
  composeUrl?: string
}

/** Writes a new channel; answers its id. */
export async function insertChannel(
  call: Call,
  channel: NewChannel,
  access: Updateable<DB['publish.channel']> = {},
): Promise<string> {
  const id = channel.id ?? newId()
  await call.db
    .insertInto('publish.channel')
    .values({
      ...channel,
      ...access,
      workspaceId: call.workspaceId,
      id,
      createdAt: call.now,
      createdBy: userIdOf(call.actor),
      updatedAt: call.now,
    })
    .execute()
  return id
}

/** Changes a locked channel and its version. */
export async function updateChannel(
  call: Call,
  row: ChannelRow,
  change: Updateable<DB['publish.channel']>,
): Promise<void> {
  await call.db
    .updateTable('publish.channel')
    .set({ ...change, version: row.version + 1, updatedAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', row.id)
    .execute()
}

/** Publications that waited for the channel are looked at again now. */
export async function wakeWaiting(call: Call, channelId: string): Promise<void> {
  await call.db
    .updateTable('publish.publication')
    .set({ nextAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('channelId', '=', channelId)
    .where('state', '=', 'blocked')
    .where('blockedBy', 'in', ['auth', 'channel'])
    .execute()
}
