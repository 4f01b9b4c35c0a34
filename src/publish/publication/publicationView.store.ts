import { z } from 'zod'
import { leaders, planners, writers } from '../../kernel/access/role.ts'
import type { Role } from '../../kernel/access/role.ts'
import type { Call } from '../../kernel/call.ts'
import { workspaceOf } from '../../manage/index.ts'
import { visiblePieces } from '../../plan/index.ts'
import { shortAddress } from '../link/link.rules.ts'
import {
  lateMinutes,
  whyNotCancel,
  whyNotConfirmManual,
  whyNotMove,
  whyNotPublishNow,
  whyNotRetry,
  whyNotSayOffline,
  whyNotSayOnline,
  whyNotUpdate,
} from './publication.rules.ts'
import { Notice, Step, statesForPeople } from './publication.schema.ts'
import type { Publication, PublicationFilter, TimelineEntry } from './publication.schema.ts'
import { judged, slotOf, typedRow } from './publication.store.ts'

/** Publications whose piece the actor may see, with piece, channel and link. */
function visiblePublications(call: Call) {
  return call.db
    .selectFrom('publish.publication as publication')
    .innerJoin(visiblePieces(call).select(['piece.id', 'piece.number', 'piece.title']).as('piece'), (join) =>
      join.onRef('piece.id', '=', 'publication.pieceId'),
    )
    .innerJoin('publish.channel as channel', (join) =>
      join
        .onRef('channel.workspaceId', '=', 'publication.workspaceId')
        .onRef('channel.id', '=', 'publication.channelId'),
    )
    .innerJoin('publish.shortLink as link', (join) =>
      join
        .onRef('link.workspaceId', '=', 'publication.workspaceId')
        .onRef('link.publicationId', '=', 'publication.id'),
    )
    .where('publication.workspaceId', '=', call.workspaceId)
}

function narrowed(call: Call, filter: PublicationFilter) {
  let rows = visiblePublications(call)
  if (filter.states?.length) rows = rows.where('publication.state', 'in', filter.states)
  if (filter.channelId !== undefined) rows = rows.where('publication.channelId', '=', filter.channelId)
  if (filter.from !== undefined) rows = rows.where('publication.dueAt', '>=', new Date(filter.from))
  if (filter.to !== undefined) rows = rows.where('publication.dueAt', '<', new Date(filter.to))
  const text = filter.text?.trim() ?? ''
  if (text !== '') rows = rows.where('piece.title', 'ilike', `%${text.replace(/[\\%_]/g, '\\$&')}%`)
  return rows
}

const shown = [
  'piece.number as pieceNumber',
  'piece.title as pieceTitle',
  'channel.name as channelName',
  'channel.kind as channelKind',
  'channel.composeUrl',
  'link.code',
  'link.targetUrl',
] as const

/** A page of the queue by due time, with the number of all rows. */
export async function listPublications(
  call: Call,
  filter: PublicationFilter,
): Promise<{ rows: Publication[]; total: number }> {
  const { total } = await narrowed(call, filter)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await narrowed(call, filter)
    .selectAll('publication')
    .select(shown)
    .orderBy('publication.dueAt', (order) => order.asc().nullsLast())
    .orderBy('publication.id')
    .limit(filter.pageSize)
    .offset((filter.page - 1) * filter.pageSize)
    .execute()
  return { rows: await viewsOf(call, rows), total: Number(total) }
}

/** How many wait for people, by state. */
export async function countWaiting(call: Call): Promise<Record<string, number>> {
  const counts = await visiblePublications(call)
    .select(['publication.state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('publication.state', 'in', [...statesForPeople])
    .groupBy('publication.state')
    .execute()
  return Object.fromEntries(counts.map((one) => [one.state, Number(one.count)]))
}

/** The publications of a piece, by time. */
export async function publicationsOf(call: Call, pieceId: string): Promise<Publication[]> {
  const rows = await visiblePublications(call)
    .selectAll('publication')
    .select(shown)
    .where('publication.pieceId', '=', pieceId)
    .orderBy('publication.dueAt', (order) => order.asc().nullsLast())
    .orderBy('publication.id')
    .limit(200)
    .execute()
  return viewsOf(call, rows)
}

/** One publication; null when it is not there or its piece is not the actor's to see. */
export async function findPublication(call: Call, id: string): Promise<Publication | null> {
  const rows = await visiblePublications(call)
    .selectAll('publication')
    .select(shown)
    .where('publication.id', '=', id)
    .execute()
  return (await viewsOf(call, rows))[0] ?? null
}

type Joined = Awaited<ReturnType<typeof joinedRow>>
const joinedRow = (call: Call) =>
  visiblePublications(call).selectAll('publication').select(shown).executeTakeFirstOrThrow()

async function viewsOf(call: Call, rows: Joined[]): Promise<Publication[]> {
  const { approvalRequired } = await workspaceOf(call)
  return rows.map((row) => viewOf(call, row, approvalRequired))
}

function viewOf(call: Call, joined: Joined, approvalRequired: boolean): Publication {
  const row = typedRow(joined)
  const rules = judged(row, joined.channelKind)
  return {
    id: row.id,
    piece: { id: row.pieceId, number: joined.pieceNumber, title: joined.pieceTitle },
    channel: {
      id: row.channelId,
      name: joined.channelName,
      kind: rules.isManual ? 'manual' : 'wordpress',
      composeUrl: joined.composeUrl,
    },
    state: row.state,
    blockedBy: row.blockedBy,
    slot: slotOf(row),
    dueAt: row.dueAt?.toISOString() ?? null,
    adjusted: row.slotAdjusted === 'gap' || row.slotAdjusted === 'overlap' ? row.slotAdjusted : null,
    notAfter: row.notAfter?.toISOString() ?? null,
    nextAt: row.nextAt?.toISOString() ?? null,
    attempt: row.attempt,
    categoryIds: row.categoryIds,
    liveUrl: row.liveUrl,
    publishedAt: row.publishedAt?.toISOString() ?? null,
    lateMinutes: lateMinutes(row.dueAt, row.publishedAt),
    failure:
      row.failureKind === null || row.failureKey === null
        ? null
        : {
            kind: row.failureKind,
            key: row.failureKey,
            params: paramsOf(row.failureParams),
            // What the platform said is for those who can mend it.
            detail: hasRole(call, leaders) ? (row.failureDetail ?? '') : '',
          },
    warnings: z.array(Notice).parse(row.warnings),
    link: {
      code: joined.code,
      url: shortAddress(call.app.settings.publicUrl, joined.code),
      targetUrl: joined.targetUrl,
    },
    version: row.version,
    may: mayOf(call, rules, approvalRequired),
  }
}

function mayOf(call: Call, rules: ReturnType<typeof judged>, approvalRequired: boolean): Publication['may'] {
  const planner = hasRole(call, planners) ? null : 'access.role'
  const writer = hasRole(call, writers) ? null : 'access.role'
  return {
    move: planner ?? whyNotMove(rules),
    cancel: planner ?? whyNotCancel(rules),
    publishNow: planner ?? whyNotPublishNow(rules, call.now, approvalRequired),
    retry: planner ?? whyNotRetry(rules),
    sayOnline: planner ?? whyNotSayOnline(rules),
    sayOffline: planner ?? whyNotSayOffline(rules),
    confirmManual: writer ?? whyNotConfirmManual(rules),
    update: planner ?? whyNotUpdate(rules),
  }
}

function hasRole({ actor }: Call, roles: readonly Role[]): boolean {
  return actor.kind === 'user' && roles.includes(actor.role)
}

const Params = z.record(z.string(), z.union([z.string(), z.number()])).catch({})
function paramsOf(stored: unknown): Record<string, string | number> {
  return Params.parse(stored ?? {})
}

/** What happened to publications, oldest first; the caller has checked who may see them. */
export async function timelinesOf(call: Call, ids: readonly string[]): Promise<Map<string, TimelineEntry[]>> {
  const found = new Map<string, TimelineEntry[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return found
  const rows = await call.db
    .selectFrom('publish.publicationStep')
    .selectAll()
    .where('workspaceId', '=', call.workspaceId)
    .where('publicationId', 'in', [...ids])
    .orderBy('id')
    .limit(2000)
    .execute()
  for (const row of rows) {
    found.get(row.publicationId)?.push({
      id: row.id,
      at: row.at.toISOString(),
      step: Step.parse(row.step),
      attempt: row.attempt,
      actor: row.actorLabel,
      key: row.key,
      params: paramsOf(row.params),
      detail: hasRole(call, leaders) ? (row.detail ?? '') : '',
    })
  }
  return found
}
