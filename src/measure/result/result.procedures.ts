import { everyMember } from '../../kernel/access/role.ts'
import type { Call } from '../../kernel/call.ts'
import { query } from '../../kernel/procedure.ts'
import { findPieceCards, pieceOrRefuse, todayOf } from '../../plan/index.ts'
import { costOf, costReaders } from '../../produce/index.ts'
import { clicksByDay, shortAddress, trackingOfPiece, type ClicksOfDay } from '../../publish/index.ts'
import { countingSetup } from '../visit/site.store.ts'
import { costPerVisit, everyDay, spanOf } from './result.rules.ts'
import {
  PieceResult,
  PieceResultQuery,
  ResultFilter,
  ResultPage,
  type PlannedAndActual,
  type ResultRow,
} from './result.schema.ts'
import { listRead, readByDay, readEver, readOfPublications } from './result.store.ts'

const sumClicks = (rows: readonly ClicksOfDay[] = []) => rows.reduce((sum, row) => sum + row.clicks, 0)

const noCost: PlannedAndActual = { planned: null, actual: null }

// What a piece costs is for those who see cost lines; others see the rest of the result.
async function costsOf(call: Call, pieceIds: readonly string[]): Promise<Map<string, PlannedAndActual>> {
  const { actor } = call
  if (actor.kind !== 'user' || !costReaders.some((role) => role === actor.role)) return new Map()
  const sums = await costOf(call, pieceIds)
  return new Map(
    sums.map(({ pieceId, planned, actual }) => [
      pieceId,
      { planned: planned.cents === 0 ? null : planned, actual: actual.cents === 0 ? null : actual },
    ]),
  )
}

async function pieceResult(call: Call, input: PieceResultQuery): Promise<PieceResult> {
  const { pieceId } = input
  await pieceOrRefuse(call, pieceId)
  const span = spanOf(input, await todayOf(call))
  const publications = await trackingOfPiece(call, pieceId)
  const clicks = await clicksByDay(call, [pieceId], '1900-01-01', '2199-12-31')
  const ever = (await readEver(call, [pieceId])).get(pieceId) ?? { views: 0, visits: 0 }
  const { viewsOf, visitsByLinkOf } = await readOfPublications(call, pieceId)
  const cost = (await costsOf(call, [pieceId])).get(pieceId) ?? noCost
  const setup = await countingSetup(call)
  const clicksOn = Map.groupBy(clicks, (row) => row.day)
  const read = everyDay(span, await readByDay(call, pieceId, span), { views: 0, visits: 0 })
  return {
    ...span,
    days: read.map((day) => ({ ...day, clicks: sumClicks(clicksOn.get(day.day)) })),
    total: { ...ever, clicks: sumClicks(clicks) },
    cost,
    costPerVisit: costPerVisit(cost, ever.visits),
    publications: publications.map(({ publicationId: id, channelName, liveUrl, linkCode }) => ({
      id,
      channelName,
      liveUrl,
      shortUrl: shortAddress(call.app.settings.publicUrl, linkCode),
      views: viewsOf.get(id) ?? 0,
      visitsByLink: visitsByLinkOf.get(id) ?? 0,
      clicks: sumClicks(clicks.filter((row) => row.publicationId === id)),
    })),
    isCounting: setup.isCounting,
    hasArrived: setup.lastViewAt !== null,
  }
}

async function resultPage(call: Call, filter: ResultFilter): Promise<ResultPage> {
  const span = spanOf(filter, await todayOf(call))
  const { rows, total, days } = await listRead(call, filter, span)
  const pieceIds = rows.map((row) => row.pieceId)
  const cards = new Map((await findPieceCards(call, pieceIds)).map((card) => [card.id, card]))
  const clicks = Map.groupBy(await clicksByDay(call, pieceIds, span.from, span.to), (row) => row.pieceId)
  const costs = await costsOf(call, pieceIds)
  // Only a cost needs the visits of a whole life.
  const ever = await readEver(call, [...costs.keys()])
  return {
    ...span,
    total,
    days: everyDay(span, days, { views: 0, visits: 0 }),
    rows: rows.flatMap(({ pieceId, views, visits }): ResultRow[] => {
      const card = cards.get(pieceId)
      if (!card) return []
      const { id, number, title, status, owner } = card
      const cost = costs.get(pieceId) ?? noCost
      return [
        {
          piece: { id, number, title, status, ownerName: owner.name },
          ...{ views, visits, cost },
          clicks: sumClicks(clicks.get(pieceId)),
          costPerVisit: costPerVisit(cost, ever.get(pieceId)?.visits ?? 0),
        },
      ]
    }),
  }
}

export const resultApi = {
  ofPiece: query({
    path: '/pieces/{pieceId}/result',
    allow: everyMember,
    summary: 'What a piece brought in: views, visits and clicks by day, and what a visit cost.',
    input: PieceResultQuery,
    output: PieceResult,
    run: pieceResult,
  }),
  list: query({
    path: '/results',
    allow: everyMember,
    summary:
      'Pieces with a publication: what was read of them within the days, what they cost, what a visit cost.',
    input: ResultFilter,
    output: ResultPage,
    run: resultPage,
  }),
}
