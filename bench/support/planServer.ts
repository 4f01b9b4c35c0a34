import { sql } from 'kysely'
import { z } from 'zod'
import { api, doorOf, publicDoors, subscriptions } from '../../src/composition.ts'
import { readConfig } from '../../src/config.ts'
import { everyMember } from '../../src/kernel/access/role.ts'
import { startEventDelivery } from '../../src/kernel/events.ts'
import { listen } from '../../src/kernel/http/listen.ts'
import { httpShell } from '../../src/kernel/http/shell.ts'
import { query } from '../../src/kernel/procedure.ts'
import { openApp } from '../../src/main.ts'

// Leitstand as it is, with one procedure more: the least a procedure can do, so that what is measured above it is the
// work of the procedure itself. `node planServer.ts <data> <port>`

const [data, port] = process.argv.slice(2)
const bare = query({
  path: '/bare',
  allow: everyMember,
  summary: 'Asks the database for the number one.',
  input: z.object({}),
  output: z.object({ one: z.number() }),
  run: async (call) => {
    const { rows } = await sql<{ one: number }>`select 1 as one`.execute(call.db)
    return { one: rows[0]?.one ?? 0 }
  },
})

const config = readConfig(process.env, { data, port })
const opened = await openApp(config, { isServing: true })
const { app } = opened
const delivery = startEventDelivery(app, subscriptions)
const door = doorOf(app)
const shell = httpShell({
  app,
  door,
  api: { ...api, bench: { bare } },
  doors: publicDoors(app, door),
  webDir: null,
  health: async () => [],
})
const server = await listen(shell, config.host, opened.port)

process.once('SIGTERM', async () => {
  await server.stop(1000)
  await delivery.stop()
  await opened.end()
})
