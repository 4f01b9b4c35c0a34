import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { StartFailure } from '../startFailure.ts'

/** The migrations of this version. */
export const migrationsDir = fileURLToPath(new URL('../../../migrations', import.meta.url))

export type Migration = { number: number; name: string; text: string; checksum: string }
type Applied = { number: number; name: string; checksum: string }

/** Any fixed number: two processes that start together migrate one after the other. */
const migrationLock = 7_105_349

const fileName = /^(\d{4})_([a-z0-9_]+)\.sql$/

/** Reads `NNNN_name.sql` files in order. Throws on a name that is none and on a number given twice. */
export function readMigrations(directory: string): Migration[] {
  const names = readdirSync(directory)
    .filter((name) => name.endsWith('.sql'))
    .sort()
  return names.map((file, index) => {
    const [, digits, name] = file.match(fileName) ?? []
    if (!digits || !name) throw new Error(`migrations/${file}: the name must be NNNN_lower_case.sql`)
    if (index > 0 && names[index - 1]?.startsWith(`${digits}_`))
      throw new Error(`migration ${digits} exists twice`)
    const text = readFileSync(join(directory, file), 'utf8')
    // A checkout with other line ends is the same migration.
    const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
    return { number: Number(digits), name, text, checksum }
  })
}

/** Why a database with these applied migrations must not be touched by this version; null when it may. */
function whyNotMigrate(known: readonly Migration[], applied: readonly Applied[]): string | null {
  const newer = applied.find((row) => !known.some((migration) => migration.number === row.number))
  if (newer) {
    return (
      `The database was made by a newer Leitstand (migration ${newer.number} ${newer.name} is unknown here): ` +
      'start that version, or restore the backup made before the upgrade.'
    )
  }
  const changed = known.find((migration) =>
    applied.some((row) => row.number === migration.number && row.checksum !== migration.checksum),
  )
  if (changed) {
    return (
      `Migration ${changed.number} ${changed.name} was changed after it ran on this database: restore the file as it ` +
      'was and put the change into a new migration.'
    )
  }
  const newest = Math.max(0, ...applied.map((row) => row.number))
  const late = known.find(
    (migration) => migration.number < newest && !applied.some((row) => row.number === migration.number),
  )
  return late
    ? `Migration ${late.number} ${late.name} is missing in the database although newer ones ran: renumber it.`
    : null
}

/**
 * Brings the schema up to this version, each migration in a transaction of its own together with its record: killed
 * anywhere, the next start goes on where this one ended. Answers the names that ran. Throws `StartFailure`.
 */
export async function migrate(connection: pg.ClientConfig, directory = migrationsDir): Promise<string[]> {
  const known = readMigrations(directory)
  const client = new pg.Client({ ...connection, application_name: 'leitstand migrations' })
  // A lost connection fails the query under way; without a listener it would end the process as well.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(`
      create schema if not exists kernel;
      create table if not exists kernel.migration (
        number int primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
      )`)
    const applied = await client.query<Applied>(
      'select number, name, checksum from kernel.migration order by number',
    )
    const refusal = whyNotMigrate(known, applied.rows)
    if (refusal) throw new StartFailure(refusal, 78)
    const open = known.filter((migration) => !applied.rows.some((row) => row.number === migration.number))
    for (const migration of open) await apply(client, migration)
    return open.map((migration) => migration.name)
  } finally {
    await client.end()
  }
}

/** What `migrate` would do, without doing it: how many are open, and why it would refuse. */
export async function migrationState(
  client: pg.ClientBase,
  directory = migrationsDir,
): Promise<{ open: number; refusal: string | null }> {
  const known = readMigrations(directory)
  const present = await client.query("select to_regclass('kernel.migration') is not null as found")
  if (!present.rows[0]?.found) return { open: known.length, refusal: null }
  const applied = await client.query<Applied>(
    'select number, name, checksum from kernel.migration order by number',
  )
  return { open: known.length - (applied.rowCount ?? 0), refusal: whyNotMigrate(known, applied.rows) }
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.text)
    await client.query('insert into kernel.migration (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new Error(`migration ${migration.number} ${migration.name} failed: ${(error as Error).message}`, {
      cause: error,
    })
  }
}
