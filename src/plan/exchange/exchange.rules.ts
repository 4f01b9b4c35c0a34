import { cellText } from './cells.rules.ts'
import type { ImportField, PieceDraft, SheetMapping } from './exchange.schema.ts'
import type { Sheet } from './reading/workbook.ts'
import { folded, type Candidate } from './words.rules.ts'

type Job = { status: 'uploaded' | 'done' | 'undone' }

/** Why the sheet cannot come into the plan now; null when it can. */
export function whyNotRun(job: Job): string | null {
  if (job.status === 'done') return 'import.already_done'
  return job.status === 'undone' ? 'import.already_undone' : null
}

/** Why the import cannot be taken back now; null when it can. */
export function whyNotUndo(job: Job): string | null {
  if (job.status === 'uploaded') return 'import.not_done'
  return job.status === 'undone' ? 'import.already_undone' : null
}

/** Why a mapping makes no sense for a sheet; null when it does. */
export function whyNotMapping(mapping: SheetMapping): string | null {
  const fields = mapping.columns
    .map(({ field }) => field)
    .filter((field) => field !== 'extra' && field !== 'leave')
  if (new Set(fields).size !== fields.length) return 'import.field_twice'
  const columns = mapping.columns.map(({ column }) => column)
  return new Set(columns).size === columns.length ? null : 'import.column_twice'
}

export type Bindings = {
  owners: ReadonlyMap<string, Candidate | null>
  /** Ids by folded name. */
  campaigns: ReadonlyMap<string, string>
}

/** A draft as the piece that is written: bound to the member behind its owner's name and to its campaign. */
export function bindDraft(
  draft: PieceDraft,
  sheet: Sheet,
  mapping: SheetMapping,
  { owners, campaigns }: Bindings,
) {
  const member = owners.get(draft.owner) ?? null
  const campaignId = campaigns.get(folded(draft.campaign)) ?? null
  const extra = [...draft.extra]
  const keep = (field: 'campaign' | 'owner', value: string) =>
    extra.push({
      header: headerOf(sheet, mapping, field),
      value,
      sheet: sheet.name,
      cell: draft.cells[field] ?? '',
    })
  // A campaign is made by a person, not by a word in a sheet: the word is kept until there is one.
  if (draft.campaign !== '' && campaignId === null) keep('campaign', draft.campaign)
  // `Jana, Max`: Jana becomes the owner, the cell stays readable.
  if (member !== null && /[,;/+&\n]/.test(draft.owner)) keep('owner', draft.owner)
  const { title, status, planned, time, format, channels, dueOn, goal, note } = draft
  return {
    title,
    status,
    plannedOn: planned.day,
    plannedPrecision: planned.precision,
    plannedTime: time,
    format,
    channelWords: channels,
    dueOn,
    goal,
    note,
    ownerMemberId: member?.memberId ?? null,
    ownerName: member === null ? draft.owner : '',
    campaignId,
    extra,
  }
}

function headerOf(sheet: Sheet, mapping: SheetMapping, field: ImportField): string {
  const column = mapping.columns.find((entry) => entry.field === field)?.column ?? 0
  return cellText(sheet.rows.find((row) => row.number === mapping.headerRow)?.cells[column - 1]).slice(0, 200)
}

/** A file name without path and control characters, at most 300 characters. */
export function tidyFileName(name: string): string {
  // oxlint-disable-next-line no-control-regex
  const last =
    name
      .split(/[/\\]/)
      .at(-1)
      ?.replace(/[\u0000-\u001f\u007f\u202a-\u202e]/g, '')
      .trim() ?? ''
  return last.slice(-300) || 'Plan'
}
