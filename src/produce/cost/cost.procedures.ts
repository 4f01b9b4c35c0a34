import { z } from 'zod'
import { planners } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import type { Call } from '../../kernel/call.ts'
import { command, query } from '../../kernel/procedure.ts'
import { workspaceOf } from '../../manage/index.ts'
import { pieceOrRefuse } from '../../plan/index.ts'
import { costReaders, sumOf, whyNotEnterCosts } from './cost.rules.ts'
import { CostLine, CostLineById, CostLineChange, NewCostLine, PieceCost } from './cost.schema.ts'
import { insertLine, lineOrRefuse, linesOf, markLine, updateLine } from './cost.store.ts'

export const costProcedures = {
  ofPiece: query({
    path: '/pieces/{pieceId}/costs',
    allow: costReaders,
    summary: 'Lists what a piece is planned to cost and has cost, with sums.',
    input: z.object({ pieceId: z.uuid() }),
    output: PieceCost,
    run: async (call, { pieceId }) => {
      await pieceOrRefuse(call, pieceId)
      const { currency } = await workspaceOf(call)
      const lines = await linesOf(call, pieceId)
      return {
        lines,
        planned: sumOf(lines, 'planned', currency),
        actual: sumOf(lines, 'actual', currency),
        may: { edit: whyNotEnterCosts(call.actor) },
      }
    },
  }),
  enter: command({
    path: '/pieces/{pieceId}/costs',
    allow: planners,
    audit: 'cost.enter',
    summary: 'Enters a planned or actual cost on a piece.',
    input: NewCostLine,
    output: CostLine,
    run: async (call, input) => {
      const piece = await pieceOrRefuse(call, input.pieceId)
      const { currency } = await workspaceOf(call)
      const line = await insertLine(call, input, currency)
      recordChange(call, { objectType: 'piece', objectId: piece.id, label: piece.title, after: line })
      return line
    },
  }),
  change: command({
    method: 'PATCH',
    path: '/costs/{id}',
    allow: planners,
    audit: 'cost.change',
    summary: 'Changes a cost line.',
    input: CostLineChange,
    output: CostLine,
    run: async (call, input) => {
      const before = await lineOrRefuse(call, input.id)
      const after = await updateLine(call, input)
      await recordOnPiece(call, before, before, after)
      return after
    },
  }),
  remove: command({
    method: 'DELETE',
    path: '/costs/{id}',
    allow: planners,
    audit: 'cost.remove',
    summary: 'Removes a cost line; it can be brought back for 30 days.',
    input: CostLineById,
    output: CostLineById,
    run: async (call, { id }) => {
      const before = await lineOrRefuse(call, id)
      await markLine(call, id, call.now)
      await recordOnPiece(call, before, before, null)
      return { id }
    },
  }),
  restore: command({
    path: '/costs/{id}/restoration',
    allow: planners,
    audit: 'cost.restore',
    summary: 'Brings a removed cost line back.',
    input: CostLineById,
    output: CostLine,
    run: async (call, { id }) => {
      const line = await lineOrRefuse(call, id, true)
      await markLine(call, id, null)
      await recordOnPiece(call, line, null, line)
      return line
    },
  }),
}

/** Costs are read in the history of their piece. Refuses when the actor does not see it. */
async function recordOnPiece(call: Call, { pieceId }: CostLine, before: object | null, after: object | null) {
  const piece = await pieceOrRefuse(call, pieceId)
  recordChange(call, { objectType: 'piece', objectId: pieceId, label: piece.title, before, after })
}
