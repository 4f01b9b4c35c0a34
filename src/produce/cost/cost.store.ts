import { userIdOf } from '../../kernel/access/actor.ts'
import type { Call } from '../../kernel/call.ts'
import { newId } from '../../kernel/id.ts'
import { foundOrRefuse, Refusal } from '../../kernel/refusal.ts'
import type { Money } from '../../kernel/money.ts'
import { costKinds, type CostLine, type CostLineChange, type NewCostLine } from './cost.schema.ts'

const columns = [
  'id',
  'pieceId',
  'kind',
  'label',
  'amountCents',
  'currency',
  'supplier',
  'incurredOn',
  'createdAt',
  'version',
] as const

function lines(call: Call) {
  return call.db.selectFrom('produce.costLine').select(columns).where('workspaceId', '=', call.workspaceId)
}
type Row = Awaited<ReturnType<ReturnType<typeof lines>['execute']>>[number]

function asLine({ amountCents: cents, currency, kind, createdAt, ...row }: Row): CostLine {
  const known = costKinds.find((name) => name === kind) ?? 'actual'
  return { ...row, kind: known, amount: { cents, currency }, createdAt: createdAt.toISOString() }
}

/** Cost lines of a piece in the order they were entered. */
export async function linesOf(call: Call, pieceId: string): Promise<CostLine[]> {
  const rows = await lines(call)
    .where('pieceId', '=', pieceId)
    .where('deletedAt', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map(asLine)
}

/** The line, or 404; removed ones only when asked for. */
export async function lineOrRefuse(call: Call, id: string, removed = false): Promise<CostLine> {
  const row = await lines(call)
    .where('id', '=', id)
    .where('deletedAt', removed ? 'is not' : 'is', null)
    .executeTakeFirst()
  return asLine(foundOrRefuse(row, 'cost.not_found'))
}

export async function insertLine(call: Call, line: NewCostLine, currency: string): Promise<CostLine> {
  const id = newId()
  const { pieceId, kind, label, cents, supplier, incurredOn } = line
  await call.db
    .insertInto('produce.costLine')
    .values({
      workspaceId: call.workspaceId,
      ...{ id, pieceId, kind, label, supplier, incurredOn, currency },
      amountCents: cents,
      createdBy: userIdOf(call.actor),
      createdAt: call.now,
      updatedAt: call.now,
    })
    .execute()
  return lineOrRefuse(call, id)
}

/** Changes a line that is still as it was read; refuses `cost.stale` when it is not. */
export async function updateLine(
  call: Call,
  { id, version, cents, ...change }: CostLineChange,
): Promise<CostLine> {
  const { numUpdatedRows } = await call.db
    .updateTable('produce.costLine')
    .set({
      ...change,
      ...(cents === undefined ? {} : { amountCents: cents }),
      version: version + 1,
      updatedAt: call.now,
    })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .where('version', '=', version)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('cost.stale', 'stale')
  return lineOrRefuse(call, id)
}

/** Removes a line, or brings it back. */
export async function markLine(call: Call, id: string, deletedAt: Date | null): Promise<void> {
  await call.db
    .updateTable('produce.costLine')
    .set({ deletedAt, updatedAt: call.now })
    .where('workspaceId', '=', call.workspaceId)
    .where('id', '=', id)
    .execute()
}

export type CostSum = { pieceId: string; planned: Money; actual: Money }

/** Sums of planned and actual cost by piece, in one query. Pieces without a line are left out. */
export async function costOf(call: Call, pieceIds: readonly string[]): Promise<CostSum[]> {
  if (pieceIds.length === 0) return []
  const rows = await call.db
    .selectFrom('produce.costLine')
    .select((eb) => [
      'pieceId',
      'kind',
      'currency',
      eb.cast<number>(eb.fn.sum('amountCents'), 'bigint').as('cents'),
    ])
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', 'in', [...pieceIds])
    .where('deletedAt', 'is', null)
    .groupBy(['pieceId', 'kind', 'currency'])
    .execute()
  return [...Map.groupBy(rows, (row) => `${row.pieceId} ${row.currency}`).values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const { pieceId, currency } = first
    const of = (kind: string) => ({ cents: group.find((row) => row.kind === kind)?.cents ?? 0, currency })
    return [{ pieceId, planned: of('planned'), actual: of('actual') }]
  })
}
