import { expect, it } from 'vitest'
import { newId } from '../id.ts'
import { testLeitstand } from '../testing/harness.ts'

const { app, workspace } = await testLeitstand()
const { pool } = app.database

// Tables of the installation, which belong to no workspace; each is named here on purpose.
const ofTheInstallation = [
  'identity.account',
  'identity.known_network',
  'identity.session',
  'identity.user',
  'identity.verification',
  'kernel.instance',
  'kernel.migration',
  'manage.workspace',
  'measure.salt',
  'publish.engine_pulse',
]

const ours = `c.relkind in ('r', 'p') and n.nspname in
  ('kernel', 'identity', 'manage', 'plan', 'produce', 'publish', 'promote', 'measure')`
const hasWorkspace = `exists (
  select 1 from pg_attribute where attrelid = c.oid and attname = 'workspace_id' and not attisdropped)`

async function names(query: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(query)
  return rows.map(({ name }) => name)
}

it('every table of a workspace is guarded, also against its owner', async () => {
  const guarded = await names(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and ${hasWorkspace} and c.relrowsecurity and c.relforcerowsecurity
      and exists (select 1 from pg_policy where polrelid = c.oid)`)
  const all = await names(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and ${hasWorkspace} order by 1`)
  expect(all.length).toBeGreaterThan(20)
  expect(all.filter((name) => !guarded.includes(name))).toEqual([])
})

it('a table without a workspace is one of the installation', async () => {
  const without = await names(`
    select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not ${hasWorkspace} order by 1`)
  expect(without.filter((name) => !ofTheInstallation.includes(name))).toEqual([])
})

it('the role of the program is bound by the guard', async () => {
  const { rows } = await pool.query(
    'select rolsuper, rolbypassrls from pg_roles where rolname = current_user',
  )
  expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }])
})

it('primary keys begin with the workspace, so that tables can be spread over machines', async () => {
  const wrong = await names(`
    select n.nspname || '.' || c.relname as name
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not c.relispartition and ${hasWorkspace} and i.indisprimary
      and (select attname from pg_attribute where attrelid = c.oid and attnum = i.indkey[0]) <> 'workspace_id'`)
  expect(wrong).toEqual([])
})

it('references between tables of a workspace cannot leave it', async () => {
  const wrong = await names(`
    select k.conrelid::regclass || ' ' || k.conname as name
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and ${ours} and ${hasWorkspace}
      and exists (select 1 from pg_attribute where attrelid = k.confrelid and attname = 'workspace_id')
      and not exists (select 1 from unnest(k.conkey) at
        where (select attname from pg_attribute where attrelid = c.oid and attnum = at) = 'workspace_id')`)
  expect(wrong).toEqual([])
})

it('references follow the order of the slices', async () => {
  const order = ['kernel', 'identity', 'manage', 'plan', 'produce', 'publish', 'promote', 'measure']
  const { rows } = await pool.query<{ from: string; to: string }>(
    `
    select distinct split_part(k.conrelid::regclass::text, '.', 1) as from,
      split_part(k.confrelid::regclass::text, '.', 1) as to
    from pg_constraint k where k.contype = 'f' and k.connamespace::regnamespace::text = any ($1)`,
    [order],
  )
  expect(rows.filter(({ from, to }) => order.indexOf(to) > order.indexOf(from))).toEqual([])
})

it('without a workspace nothing is seen and nothing can be written', async () => {
  const { id } = await workspace()
  expect((await pool.query('select 1 from manage.workspace where id = $1', [id])).rowCount).toBe(0)
  const insert = `insert into kernel.event (workspace_id, id, name, payload, created_at, next_at)
    values ($1, $2, 'x', '{}', now(), now())`
  await expect(pool.query(insert, [id, newId()])).rejects.toThrow('row-level security')
})

it('the guard outlives its transaction on no connection of the pool', async () => {
  const { id } = await workspace()
  await app.database.inWorkspace(id, async () => {})
  await app.database.asSystem(async () => {})
  await app.database.inWorkspace(id, () => Promise.reject(new Error('rolled back'))).catch(() => {})
  for (let tries = 0; tries < 10; tries++) {
    const { rows } = await pool.query(`
      select coalesce(current_setting('leitstand.workspace', true), '') as workspace,
        coalesce(current_setting('leitstand.system', true), '') as system`)
    expect(rows).toEqual([{ workspace: '', system: '' }])
  }
})
