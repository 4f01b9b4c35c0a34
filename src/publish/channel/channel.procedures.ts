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
  unlockedChannelOrRefuse,
  updateChannel,
  wakeWaiting,
} from './channel.store.ts'
import type { ChannelRow } from './channel.store.ts'
import { connectorOrRefuse } from './connectors.ts'
import { ChannelAccount } from './port.ts'
import type { ChannelAccess, ChannelCategory, Connector, Finding } from './port.ts'

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
  prepare: ({ app }, { name: _name, ...access }) => examine(connectorOrRefuse(app, 'wordpress'), access),
  run: async (call, { name, ...access }, examined) => {
    const id = newId()
    const utm = { utmSource: utmValueOf(name), utmMedium: 'blog' }
    await insertChannel(
      call,
      { id, kind: 'wordpress', name, ...utm },
      { ...accessColumns(call, id, access), ...examinedColumns(call, examined) },
    )
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
  prepare: async ({ app, read }, { id, ...access }) => {
    const row = await read((call) => unlockedChannelOrRefuse(call, id))
    return examine(connectorOrRefuse(app, row.kind), access)
  },
  run: async (call, { id, ...access }, examined) => {
    const row = await channelOrRefuse(call, { id })
    refuseIf(
      whyNotReconnect(row.account === null ? null : ChannelAccount.parse(row.account), examined.account),
    )
    await updateChannel(call, row, {
      ...accessColumns(call, id, access),
      ...examinedColumns(call, examined, row),
      ...stateOfAnswer(row),
    })
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
  prepare: async ({ app, read }, { id }) => {
    const row = await read((call) => unlockedChannelOrRefuse(call, id))
    const connector = connectorOrRefuse(app, row.kind)
    const { account, user, secret } = openSession(app.secrets, row)
    const examined = await examine(connector, { address: account.address, user, secret })
    return { examined, sealedSecret: row.sealedSecret }
  },
  run: async (call, { id }, { examined, sealedSecret }) => {
    const row = await channelOrRefuse(call, { id })
    // New credentials came while the old ones were tried: the answer is about what no longer stands.
    if (row.sealedSecret !== sealedSecret) throw new Refusal('channel.stale', 'stale')
    await updateChannel(call, row, { ...examinedColumns(call, examined, row), ...stateOfAnswer(row) })
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

type Examined = {
  account: ChannelAccount
  findings: readonly Finding[]
  categories: readonly ChannelCategory[] | null
}

/**
 * What stands behind an address: account, rights, categories. Asks the site, which may take half a minute: never in a
 * transaction. Refuses in plain words what is wrong there.
 */
async function examine(connector: Connector, access: ChannelAccess): Promise<Examined> {
  const connected = await connector.connect(access)
  if (!connected.ok) throw new Refusal(connected.key, 'invalid', connected.params)
  const { account, findings } = connected
  const found = await connector.categories({ account, user: access.user, secret: access.secret })
  // A channel without readable categories still publishes; the next test reads them again.
  return { account, findings, categories: 'kind' in found ? null : found }
}

/** The columns that keep what was found; standard categories that the site no longer has are dropped. */
function examinedColumns(call: Call, examined: Examined, row?: ChannelRow) {
  const { account, findings, categories } = examined
  const ids = new Set(categories?.map((category) => category.id))
  return {
    account: JSON.stringify(account),
    findings: JSON.stringify(findings),
    testedAt: call.now,
    ...(categories === null
      ? {}
      : {
          categories: JSON.stringify(categories),
          categoriesReadAt: call.now,
          defaultCategoryIds: row?.defaultCategoryIds.filter((category) => ids.has(category)) ?? [],
        }),
  }
}

// A channel somebody has paused stays paused.
function stateOfAnswer(row: ChannelRow) {
  return row.state === 'needs_reconnect' ? { state: 'connected' } : {}
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
