import { z } from 'zod'
import { userIdOf } from '../../kernel/access/actor.ts'
import { everyMember, planners } from '../../kernel/access/role.ts'
import { recordChange } from '../../kernel/audit.ts'
import type { Call } from '../../kernel/call.ts'
import { emit } from '../../kernel/events.ts'
import { newId } from '../../kernel/id.ts'
import { announce } from '../../kernel/live.ts'
import { command, query } from '../../kernel/procedure.ts'
import { foundOrRefuse, refuseIf } from '../../kernel/refusal.ts'
import { listCampaigns } from '../campaign/campaign.store.ts'
import { deletePieces, insertPieces } from '../piece/piece.store.ts'
import { todayOf, zoneOf } from '../piece/pieceList.store.ts'
import { draftsOf } from './drafts.rules.ts'
import { bindDraft, tidyFileName, whyNotMapping, whyNotRun, whyNotUndo } from './exchange.rules.ts'
import {
  ImportById,
  ImportedPieces,
  ImportJob,
  ImportMapping,
  ImportOpened,
  ImportPiecesQuery,
  ImportPreview,
  ImportReport,
  ImportSheetQuery,
  ImportUndone,
  ImportUpload,
  SheetProposal,
  type SheetMapping,
} from './exchange.schema.ts'
import {
  bytesOfImport,
  finishImport,
  importedBefore,
  importOrRefuse,
  insertImport,
  listCandidates,
  listImports,
  lockImport,
  markUndone,
  piecesOfImport,
  reportOfImport,
  saveMapping,
  touchedSince,
  type StoredImport,
} from './exchange.store.ts'
import { ownersOf, previewOf } from './preview.rules.ts'
import { proposeSheet } from './proposal.rules.ts'
import { readSheets } from './reading/readSheets.ts'
import type { Sheet, Workbook } from './reading/workbook.ts'
import { folded } from './words.rules.ts'
import { keepCached, readCached } from './workbookCache.ts'

const cacheKey = (call: Call, job: StoredImport) => `${call.workspaceId}/${job.sha256}/${job.fileName}`

function workbookOf(call: Call, job: StoredImport): Promise<Workbook> {
  return readCached(cacheKey(call, job), async () => readSheets(await bytesOfImport(call, job), job.fileName))
}

async function sheetOf(call: Call, job: StoredImport, name: string): Promise<Sheet> {
  const { sheets } = await workbookOf(call, job)
  return foundOrRefuse(
    sheets.find((sheet) => sheet.name === name),
    'import.no_such_sheet',
  )
}

function opened({ sha256: _, ...job }: StoredImport, workbook: Workbook): ImportOpened {
  const sheets = workbook.sheets.map((sheet) => {
    const headerRow = job.mapping?.sheet === sheet.name ? job.mapping.headerRow : undefined
    const proposal = proposeSheet(sheet, job.fileName, headerRow)
    // What the person already corrected stands when they come back to the page.
    return job.mapping?.sheet === sheet.name ? { ...proposal, mapping: job.mapping } : proposal
  })
  return { ...job, recognised: workbook.recognised, sheets }
}

/** Reads the sheet as mapped and holds it against people and campaigns of the workspace. */
async function readAsMapped(call: Call, job: StoredImport, mapping: SheetMapping) {
  refuseIf(whyNotMapping(mapping), 'invalid')
  const sheet = await sheetOf(call, job, mapping.sheet)
  const today = await todayOf(call)
  const drafts = draftsOf(sheet, mapping, today)
  const members = await listCandidates(call)
  const campaigns = new Map((await listCampaigns(call, true)).map(({ id, name }) => [folded(name), id]))
  return { sheet, today, drafts, members, campaigns }
}

/** Tells open plans to read again: an import changes pieces, not only itself. */
async function announcePieces(call: Call, importId: string): Promise<void> {
  const { workspaceId, actor } = call
  await announce(call.db, {
    workspaceId,
    action: 'piece.import',
    objectId: importId,
    byUserId: userIdOf(actor),
  })
}

export const importApi = {
  upload: command({
    path: '/imports',
    allow: planners,
    audit: 'import.upload',
    summary:
      'Reads an .xlsx, .xlsm or .csv file and proposes how each sheet comes into the plan. Changes nothing yet.',
    input: ImportUpload,
    output: ImportOpened,
    prepare: async (_, { file }) => {
      const bytes = new Uint8Array(await file.arrayBuffer())
      return { bytes, workbook: await readSheets(bytes, tidyFileName(file.name)) }
    },
    run: async (call, { file }, { bytes, workbook }) => {
      const name = tidyFileName(file.name)
      const id = await insertImport(call, { name, mediaType: file.type.slice(0, 200), bytes })
      const job = await importOrRefuse(call, id)
      keepCached(cacheKey(call, job), workbook)
      recordChange(call, { objectType: 'import', objectId: id, label: name })
      return opened(job, workbook)
    },
  }),
  list: query({
    path: '/imports',
    allow: everyMember,
    summary: 'Lists the latest imports, those taken back too.',
    input: z.object({}),
    output: z.array(ImportJob),
    run: async (call) => (await listImports(call, 50)).map(({ sha256: _, ...job }) => job),
  }),
  show: query({
    path: '/imports/{id}',
    allow: planners,
    summary: 'Shows an import with its sheets and how they are proposed to be read.',
    input: ImportById,
    output: ImportOpened,
    run: async (call, { id }) => {
      const job = await importOrRefuse(call, id)
      return opened(job, await workbookOf(call, job))
    },
  }),
  sheet: query({
    path: '/imports/{id}/sheet',
    allow: planners,
    summary:
      'Proposes how to read a sheet when its headers stand in another row; row 0 means there are none.',
    input: ImportSheetQuery,
    output: SheetProposal,
    run: async (call, { id, sheet, headerRow }) => {
      const job = await importOrRefuse(call, id)
      return proposeSheet(await sheetOf(call, job, sheet), job.fileName, headerRow)
    },
  }),
  preview: command({
    method: 'PUT',
    path: '/imports/{id}/mapping',
    allow: planners,
    audit: 'import.map',
    // Each change of a column asks anew; nothing but the draft of the mapping is written.
    auditing: 'none',
    summary: 'Keeps the mapping of a sheet and shows what its import would do. Changes nothing in the plan.',
    input: ImportMapping,
    output: ImportPreview,
    run: async (call, { id, mapping }) => {
      const job = await lockImport(call, id)
      refuseIf(whyNotRun(job))
      const { sheet, today, drafts, members, campaigns } = await readAsMapped(call, job, mapping)
      await saveMapping(call, id, mapping)
      const before = await importedBefore(call, job)
      return previewOf(drafts, sheet, mapping, { members, campaigns, importedBefore: before, today })
    },
  }),
  run: command({
    path: '/imports/{id}/run',
    allow: planners,
    audit: 'import.run',
    summary: 'Brings the sheet into the plan, all of it or nothing. Publishes and schedules nothing.',
    input: ImportMapping,
    output: ImportJob,
    run: async (call, { id, mapping }) => {
      const job = await lockImport(call, id)
      refuseIf(whyNotRun(job))
      const { sheet, drafts, members, campaigns } = await readAsMapped(call, job, mapping)
      refuseIf(drafts.pieces.length === 0 ? 'import.nothing_to_import' : null, 'invalid')
      const owners = ownersOf(drafts, members)
      const zone = await zoneOf(call)
      await insertPieces(
        call,
        drafts.pieces.map((draft) => ({
          ...bindDraft(draft, sheet, mapping, { owners, campaigns }),
          id: newId(),
          zone,
          importJobId: id,
          source: { file: job.fileName, sheet: mapping.sheet, row: draft.row },
        })),
      )
      await finishImport(call, id, mapping, drafts)
      const pieceCount = drafts.pieces.length
      const after = { sheet: mapping.sheet, pieceCount, problemCount: drafts.problems.length }
      recordChange(call, { objectType: 'import', objectId: id, label: job.fileName, after })
      await emit(call, 'import.done', { importId: id, pieceCount })
      await announcePieces(call, id)
      const { sha256: _, ...done } = await importOrRefuse(call, id)
      return done
    },
  }),
  undo: command({
    path: '/imports/{id}/undo',
    allow: planners,
    audit: 'import.undo',
    summary:
      'Takes the pieces of an import out of the plan again, except those somebody has worked on since.',
    input: ImportById,
    output: ImportUndone,
    run: async (call, { id }) => {
      const job = await lockImport(call, id)
      refuseIf(whyNotUndo(job))
      const { untouched, touched } = await touchedSince(call, id)
      const removed = await deletePieces(call, untouched)
      await markUndone(call, id, touched.length)
      const after = { removed: removed.length, kept: touched.length }
      recordChange(call, { objectType: 'import', objectId: id, label: job.fileName, after })
      await emit(call, 'import.undone', { importId: id, ...after })
      await announcePieces(call, id)
      return {
        removed: removed.length,
        kept: touched.map(({ id, number, title }) => ({ id, number, title })),
      }
    },
  }),
  pieces: query({
    path: '/imports/{id}/pieces',
    allow: planners,
    summary: 'Lists the pieces an import brought, in the order of the sheet.',
    input: ImportPiecesQuery,
    output: ImportedPieces,
    run: async (call, { id, offset, limit }) => {
      await importOrRefuse(call, id)
      return piecesOfImport(call, id, offset, limit)
    },
  }),
  report: query({
    path: '/imports/{id}/report',
    allow: planners,
    summary: 'Tells what was reported and left out when the sheet came in.',
    input: ImportById,
    output: ImportReport,
    run: async (call, { id }) =>
      ImportReport.parse((await reportOfImport(call, id)) ?? { problems: [], leftOut: [] }),
  }),
}
