import { z } from 'zod'
import { everyMember, writers } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import type { Call } from '../../kernel/call.ts'
import { command, query } from '../../kernel/procedure.ts'
import { refuseIf } from '../../kernel/refusal.ts'
import { findPieceCards, pieceOrRefuse, whyNotEdit, type StoredPiece } from '../../plan/index.ts'
import { settleApprovals } from '../review/settle.ts'
import {
  Manuscript,
  ManuscriptOverview,
  ManuscriptSave,
  OfPiece,
  Restoration,
  Saved,
  Version,
  VersionName,
  VersionOfPiece,
  VersionSummary,
} from './manuscript.schema.ts'
import {
  findManuscript,
  listVersions,
  nameState,
  overviewOf,
  saveManuscript,
  versionOrRefuse,
  type ManuscriptRow,
  type VersionRow,
} from './manuscript.store.ts'
import { emptyTree } from './tree.schema.ts'

export const manuscriptProcedures = {
  show: query({
    path: '/pieces/{pieceId}/manuscript',
    allow: everyMember,
    summary: 'Shows the text of a piece.',
    input: OfPiece,
    output: Manuscript,
    run: async (call, { pieceId }) => {
      const piece = await pieceOrRefuse(call, pieceId)
      return shown(call, piece, await findManuscript(call, pieceId))
    },
  }),
  overview: query({
    path: '/manuscripts',
    allow: everyMember,
    summary: 'Tells how far the texts of these pieces are.',
    input: z.object({ pieceIds: z.array(z.uuid()).max(200).default([]) }),
    output: z.array(ManuscriptOverview),
    run: async (call, { pieceIds }) => {
      const visible = await findPieceCards(call, pieceIds)
      const rows = await overviewOf(
        call,
        visible.map((card) => card.id),
      )
      return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }))
    },
  }),
  save: command({
    method: 'PUT',
    path: '/pieces/{pieceId}/manuscript',
    allow: writers,
    audit: 'manuscript.save',
    // Autosave, every few seconds while somebody writes: who wrote what is kept in the versions.
    auditing: 'none',
    summary: 'Saves the text of a piece on top of the version it was changed from.',
    input: ManuscriptSave,
    output: Saved,
    run: async (call, input) => {
      const piece = await pieceOrRefuse(call, input.pieceId)
      refuseIf(whyNotEdit(piece, call.actor), 'forbidden')
      const { row, isChanged } = await saveManuscript(call, input)
      recordChange(call, { objectType: 'piece', objectId: input.pieceId, label: piece.title })
      return saved(row, isChanged ? await settleApprovals(call, input.pieceId) : 0)
    },
  }),
  versions: query({
    path: '/pieces/{pieceId}/manuscript/versions',
    allow: everyMember,
    summary: 'Lists the versions of a text, the newest first.',
    input: OfPiece,
    output: z.array(VersionSummary),
    run: async (call, { pieceId }) => {
      await pieceOrRefuse(call, pieceId)
      const row = await findManuscript(call, pieceId)
      return row ? (await listVersions(call, row.id)).map(shownSummary) : []
    },
  }),
  version: query({
    path: '/pieces/{pieceId}/manuscript/versions/{versionId}',
    allow: everyMember,
    summary: 'Shows one version of a text.',
    input: VersionOfPiece,
    output: Version,
    run: async (call, { pieceId, versionId }) => {
      await pieceOrRefuse(call, pieceId)
      return shownVersion(await versionOrRefuse(call, pieceId, versionId))
    },
  }),
  nameVersion: command({
    path: '/pieces/{pieceId}/manuscript/versions',
    allow: writers,
    audit: 'manuscript.name_version',
    summary: 'Keeps the present state of a text under a name.',
    input: VersionName,
    output: Version,
    run: async (call, { pieceId, label }) => {
      const piece = await pieceOrRefuse(call, pieceId)
      refuseIf(whyNotEdit(piece, call.actor), 'forbidden')
      const version = await nameState(call, pieceId, label)
      recordChange(call, {
        objectType: 'piece',
        objectId: pieceId,
        label: piece.title,
        after: { version: label },
      })
      return shownVersion(version)
    },
  }),
  restore: command({
    path: '/pieces/{pieceId}/manuscript/versions/{versionId}/restoration',
    allow: writers,
    audit: 'manuscript.restore',
    summary: 'Brings back a version; the present state stays among the versions.',
    input: Restoration,
    output: Saved,
    run: async (call, { pieceId, versionId, baseVersion }) => {
      const piece = await pieceOrRefuse(call, pieceId)
      refuseIf(whyNotEdit(piece, call.actor), 'forbidden')
      const {
        body: tree,
        headline,
        slug,
        excerpt,
        featuredAssetId,
        number,
      } = await versionOrRefuse(call, pieceId, versionId)
      const content = { tree, headline, slug, excerpt, featuredAssetId }
      const save = { pieceId, baseVersion, ...content, keepsPrevious: true }
      const { row, isChanged } = await saveManuscript(call, save, { kind: 'restored', label: String(number) })
      recordChange(call, {
        objectType: 'piece',
        objectId: pieceId,
        label: piece.title,
        after: { restored: number },
      })
      return saved(row, isChanged ? await settleApprovals(call, pieceId) : 0)
    },
  }),
}

function shown(call: Call, piece: StoredPiece, row: ManuscriptRow | undefined): Manuscript {
  return {
    pieceId: piece.id,
    version: row?.version ?? 0,
    tree: row?.body ?? emptyTree,
    headline: row?.headline ?? '',
    pieceTitle: piece.title,
    slug: row?.slug ?? '',
    excerpt: row?.excerpt ?? '',
    featuredAssetId: row?.featuredAssetId ?? null,
    wordCount: row?.wordCount ?? 0,
    updatedAt: row?.updatedAt.toISOString() ?? null,
    updatedByUserId: row?.updatedBy ?? null,
    updatedByName: row?.updatedByName ?? '',
    may: { edit: whyNotEdit(piece, call.actor) },
  }
}

function saved(row: ManuscriptRow, voidedApprovals: number): Saved {
  const { version, wordCount, updatedAt } = row
  return { version, wordCount, updatedAt: updatedAt.toISOString(), voidedApprovals }
}

type SummaryRow = Awaited<ReturnType<typeof listVersions>>[number]

function shownSummary(row: SummaryRow): VersionSummary {
  const { id, number, label, wordCount, authorName, manuscriptRevision: revision } = row
  return {
    ...{ id, number, label, wordCount, authorName, revision },
    kind: VersionSummary.shape.kind.parse(row.kind),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }
}

function shownVersion(row: VersionRow): Version {
  const { body: tree, headline, slug, excerpt, featuredAssetId } = row
  return { ...shownSummary(row), tree, headline, slug, excerpt, featuredAssetId }
}
