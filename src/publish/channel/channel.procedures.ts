import { z } from 'zod'
import { leaders, everyMember } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import { emit } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { command, query } from '../../kernel/procedure.ts'
import { Refusal, refuseIf } from '../../kernel/refusal.ts'
import type { Call } from '../../kernel/call.ts'
import { utmValueOf, whyNotArchive, whyNotPause, whyNotReconnect } from './channel.rules.ts'
import {
  Channel,
  ChannelById,
  ChannelChange,
  ChannelFilter,
  ChannelPause,
  ChannelReconnect,
  ChannelSeen,
  NewManualChannel,
  NewWordPress,
} from './channel.schema.ts'
import {
  accessColumns,
  channelOrRefuse,
  insertChannel,
  listChannels,
  openSession,
  readChannel,
  updateChannel,
  wakeWaiting,
} from './channel.store.ts'
import { connectorOrRefuse } from './connectors.ts'
import { ChannelAccount } from './port.ts'
import type { ChannelAccess, Connected, Connector } from './port.ts'

const list = query({
  path: '/channels',
  allow: everyMember,
  summary: 'Channels by name.',
  input: ChannelFilter,
  output: z.array(Channel),
  run: (call, input) => listChannels(call, input.withArchived ?? false),
})

const show = query({
  path: '/channels/{id}',
  allow: everyMember,
  summary: 'One channel.',
  input: ChannelById,
  output: Channel,
  run: (call, input) => readChannel(call, input.id),
})

const createManual = command({
  path: '/channels/manual',
  allow: leaders,
  audit: 'channel.create',
  summary: 'Adds a channel on which people publish by hand.',
  input: NewManualChannel,
  output: Channel,
  run: async (call, input) => {
    const id = await insertChannel(call, { kind: 'manual', ...input })
    return told(call, id)
  },
})

const connectWordPress = command({
  path: '/channels/wordpress',
  allow: leaders,
  audit: 'channel.create',
  summary: 'Connects a WordPress: tests the credentials there, keeps them sealed, reads the categories.',
  input: NewWordPress,
  output: Channel,
  run: async (call, { name, ...access }) => {
    const connector = connectorOrRefuse(call.app, 'wordpress')
    const { account, findings } = await connectedOrRefuse(connector, access)
    const id = newId()
    const utm = { utmSource: utmValueOf(name), utmMedium: 'blog' }
    await insertChannel(
      call,
      { id, kind: 'wordpress', name, ...utm },
      accessColumns(call, id, access, account, findings),
    )
    await readCategories(call, id)
    return told(call, id)
  },
})

const reconnect = command({
  path: '/channels/{id}/access',
  method: 'PUT',
  allow: leaders,
  audit: 'channel.reconnect',
  summary: 'Gives a channel new credentials for the same account; what waited for them goes on.',
  input: ChannelReconnect,
  output: Channel,
  run: async (call, { id, ...access }) => {
    const row = await channelOrRefuse(call, { id })
    const connector = connectorOrRefuse(call.app, row.kind)
    const { account, findings } = await connectedOrRefuse(connector, access)
    refuseIf(whyNotReconnect(row.account === null ? null : ChannelAccount.parse(row.account), account))
    await updateChannel(call, row, accessColumns(call, id, access, account, findings))
    await reopened(call, id)
    return told(call, id)
  },
})

const test = command({
  path: '/channels/{id}/test',
  allow: leaders,
  audit: 'channel.test',
  summary: 'Tests the connection and reads rights and categories anew.',
  input: ChannelById,
  output: Channel,
  run: async (call, { id }) => {
    const row = await channelOrRefuse(call, { id })
    const connector = connectorOrRefuse(call.app, row.kind)
    const session = openSession(call.app.secrets, row)
    const access = { address: session.account.address, user: session.user, secret: session.secret }
    const connected = await connectedOrRefuse(connector, access)
    await updateChannel(call, row, {
      account: JSON.stringify(connected.account),
      findings: JSON.stringify(connected.findings),
      testedAt: call.now,
      ...(row.state === 'needs_reconnect' ? { state: 'connected' } : {}),
    })
    await readCategories(call, id)
    await reopened(call, id)
    return told(call, id)
  },
})

const change = command({
  path: '/channels/{id}',
  method: 'PATCH',
  allow: leaders,
  audit: 'channel.change',
  summary: 'Changes name, link values, standard categories or the pause between publications.',
  input: ChannelChange,
  output: Channel,
  run: async (call, { id, version, ...changes }) => {
    const before = await readChannel(call, id)
    await updateChannel(call, await channelOrRefuse(call, { id, version }), changes)
    return told(call, id, before)
  },
})

const pause = command({
  path: '/channels/{id}/pause',
  method: 'PUT',
  allow: leaders,
  audit: 'channel.pause',
  summary: 'Stops everything on a channel, or lets it go on.',
  input: ChannelPause,
  output: Channel,
  run: async (call, { id, version, isPaused }) => {
    const before = await readChannel(call, id)
    const row = await channelOrRefuse(call, { id, version })
    refuseIf(whyNotPause(before.state, isPaused))
    await updateChannel(call, row, { state: isPaused ? 'paused' : 'connected' })
    if (!isPaused) await reopened(call, id)
    return told(call, id, before)
  },
})

const archive = command({
  path: '/channels/{id}/archive',
  allow: leaders,
  audit: 'channel.archive',
  summary: 'Takes a channel out of use; what went out on it stays.',
  input: ChannelSeen,
  output: Channel,
  run: async (call, seen) => {
    const before = await readChannel(call, seen.id)
    refuseIf(whyNotArchive(before.plannedCount))
    await updateChannel(call, await channelOrRefuse(call, seen), { archivedAt: call.now })
    return told(call, seen.id, before)
  },
})

const restore = command({
  path: '/channels/{id}/archive',
  method: 'DELETE',
  allow: leaders,
  audit: 'channel.restore',
  summary: 'Takes an archived channel back into use.',
  input: ChannelSeen,
  output: Channel,
  run: async (call, seen) => {
    const before = await readChannel(call, seen.id)
    await updateChannel(call, await channelOrRefuse(call, seen), { archivedAt: null })
    return told(call, seen.id, before)
  },
})

export const channelApi = {
  list,
  show,
  createManual,
  connectWordPress,
  reconnect,
  test,
  change,
  pause,
  archive,
  restore,
}

/** The account behind an address, or the refusal that says in plain words what is wrong there. */
async function connectedOrRefuse(
  connector: Connector,
  access: ChannelAccess,
): Promise<Extract<Connected, { ok: true }>> {
  const connected = await connector.connect(access)
  if (!connected.ok) throw new Refusal(connected.key, 'invalid', connected.params)
  return connected
}

async function readCategories(call: Call, id: string): Promise<void> {
  const row = await channelOrRefuse(call, { id })
  const found = await connectorOrRefuse(call.app, row.kind).categories(openSession(call.app.secrets, row))
  // A channel without readable categories still publishes; the next test reads them again.
  if ('kind' in found) return
  const ids = new Set(found.map((category) => category.id))
  await call.db
    .updateTable('publish.channel')
    .set({
      categories: JSON.stringify(found),
      categoriesReadAt: call.now,
      defaultCategoryIds: row.defaultCategoryIds.filter((category) => ids.has(category)),
    })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .execute()
}

async function reopened(call: Call, channelId: string): Promise<void> {
  await wakeWaiting(call, channelId)
  await emit(call, 'channel.reopened', { channelId })
}

/** The channel after a change, with its audit row. */
async function told(call: Call, id: string, before: Channel | null = null): Promise<Channel> {
  const after = await readChannel(call, id)
  recordChange(call, { objectType: 'channel', objectId: id, label: after.name, before, after })
  return after
}
