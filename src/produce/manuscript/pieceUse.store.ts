import { sql } from 'kysely'
import type { Call } from '../../kernel/call.ts'

/** Which of the pieces have a text, so that taking an import back does not take it away. */
export async function piecesWithText(call: Call, pieceIds: readonly string[]): Promise<string[]> {
  const rows = await call.db
    .selectFrom('produce.manuscript')
    .select('pieceId')
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', sql<string>`any(${pieceIds}::uuid[])`)
    .execute()
  return rows.map((row) => row.pieceId)
}
