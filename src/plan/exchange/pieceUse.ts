import type { App } from '../../kernel/app.ts'
import type { Call } from '../../kernel/call.ts'

/** Which of these pieces hold work of a later slice: a text, a publication. */
export type PieceUse = (call: Call, pieceIds: readonly string[]) => Promise<readonly string[]>

const ofApp = new WeakMap<App, readonly PieceUse[]>()

/** Lets later slices say which pieces they hold work for; the undo of an import leaves those in the plan. */
export function providePieceUses(app: App, uses: readonly PieceUse[]): void {
  ofApp.set(app, uses)
}

/** Those of the pieces that any later slice holds work for. */
export async function piecesInUse(call: Call, pieceIds: readonly string[]): Promise<ReadonlySet<string>> {
  const inUse = new Set<string>()
  for (const use of ofApp.get(call.app) ?? []) for (const id of await use(call, pieceIds)) inUse.add(id)
  return inUse
}
