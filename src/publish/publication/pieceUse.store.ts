import { sql } from 'kysely'
import type { Call } from '../../kernel/call.ts'

/** Which of the pieces have a publication, planned or done, so that taking an import back leaves them. */
export async function piecesWithPublication(call: Call, pieceIds: readonly string[]): Promise<string[]> {
  const rows = await call.db
    .selectFrom('publish.publication')
    .select('pieceId')
    .distinct()
    .where('workspaceId', '=', call.workspaceId)
    .where('pieceId', '=', sql<string>`any(${pieceIds}::uuid[])`)
    .execute()
  return rows.map((row) => row.pieceId)
}
