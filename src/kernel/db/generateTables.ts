import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/**
 * The TypeScript types of all tables of a migrated database, as Kysely wants them: camelCase columns, bigint as
 * number, date and numeric as string (what `database.ts` makes the driver answer).
 */
export async function tableTypes(databaseUrl: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'leitstand-tables-'))
  const file = join(folder, 'tables.ts')
  try {
    await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, '../../../node_modules/kysely-codegen/dist/cli/bin.js'),
      ...['--url', databaseUrl, '--dialect', 'postgres', '--camel-case', '--out-file', file],
      ...['--date-parser', 'string', '--numeric-parser', 'string'],
      ...['--type-mapping', '{"int8":"number"}', '--exclude-pattern', 'pgboss.*'],
    ])
    return await readFile(file, 'utf8')
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
