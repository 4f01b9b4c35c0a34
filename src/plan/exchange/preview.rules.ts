import type { Drafts } from './drafts.rules.ts'
import type { ImportPreview, SheetMapping } from './exchange.schema.ts'
import { cellText } from './cells.rules.ts'
import {
  memberOfWord,
  folded,
  isBlankWord,
  peopleOfCell,
  statusOfWord,
  type Candidate,
} from './words.rules.ts'
import type { Sheet } from './reading/workbook.ts'

const shownPieces = 10
const shownProblems = 500

/** The member each owner's name means; the first who is one, when a cell names several. */
export function ownersOf(drafts: Drafts, members: readonly Candidate[]): Map<string, Candidate | null> {
  const found = new Map<string, Candidate | null>()
  for (const { owner } of drafts.pieces) {
    if (owner === '' || found.has(owner)) continue
    const names = [owner, ...peopleOfCell(owner)]
    found.set(
      owner,
      names.map((name) => memberOfWord(name, members)).find((member) => member !== null) ?? null,
    )
  }
  return found
}

/** What an import would do, for people to judge before it is done. */
export function previewOf(
  drafts: Drafts,
  sheet: Sheet,
  mapping: SheetMapping,
  known: {
    members: readonly Candidate[]
    campaigns: ReadonlyMap<string, string>
    importedBefore: Date | null
    today: string
  },
): ImportPreview {
  const { pieces, problems, leftOut } = drafts
  const owners = ownersOf(drafts, known.members)
  const days = pieces.flatMap(({ planned }) => (planned.day === null ? [] : [planned.day])).toSorted()
  const withPrecision = (precision: string) =>
    pieces.filter((piece) => piece.planned.precision === precision).length
  const newCampaigns = pieces.filter(
    ({ campaign }) => campaign !== '' && !known.campaigns.has(folded(campaign)),
  ).length
  const strangers = pieces.filter(({ owner }) => owner !== '' && owners.get(owner) === null).length
  return {
    counts: {
      pieces: pieces.length,
      withDay: withPrecision('day'),
      withWeek: withPrecision('week'),
      withMonth: withPrecision('month'),
      withoutDate: withPrecision('none'),
      published: pieces.filter(({ status }) => status === 'published').length,
      extraFields: pieces.reduce((sum, { extra }) => sum + extra.length, 0),
      leftOut: leftOut.filter(({ reason }) => reason !== 'above_header').length,
      problems: problems.length,
    },
    firstDay: days[0] ?? null,
    lastDay: days.at(-1) ?? null,
    pieces: pieces.slice(0, shownPieces),
    statusWords: statusWordsOf(sheet, mapping),
    owners: counted(pieces.map(({ owner }) => owner)).map((entry) => ({
      ...entry,
      member: owners.get(entry.word)?.name ?? null,
    })),
    channels: counted(pieces.flatMap(({ channels }) => channels)),
    problemCounts: [
      ...counted(problems.map(({ code }) => code)).map(({ word, count }) => ({ code: word, count })),
      ...(newCampaigns > 0 ? [{ code: 'campaign_unknown' as const, count: newCampaigns }] : []),
      ...(strangers > 0 ? [{ code: 'owner_unknown' as const, count: strangers }] : []),
    ],
    problems: problems.slice(0, shownProblems),
    leftOut: leftOut.slice(0, shownProblems),
    pastWithoutStatus: pastWithoutStatus(drafts, known.today),
    importedBefore: known.importedBefore?.toISOString() ?? null,
  }
}

function statusWordsOf(sheet: Sheet, mapping: SheetMapping): ImportPreview['statusWords'] {
  const column = mapping.columns.find(({ field }) => field === 'status')?.column
  if (column === undefined) return []
  const words = sheet.rows
    .filter((row) => row.number > mapping.headerRow)
    .map((row) => cellText(row.cells[column - 1]).slice(0, 200))
    .filter((word) => !isBlankWord(word))
  const chosen = new Map(mapping.statusWords.map(({ word, status }) => [folded(word), status]))
  return counted(words)
    .slice(0, 200)
    .map(({ word, count }) => ({ word, count, status: chosen.get(folded(word)) ?? statusOfWord(word) }))
}

function pastWithoutStatus({ pieces }: Drafts, today: string): number {
  return pieces.filter(
    ({ cells, planned }) =>
      cells.status === undefined && planned.precision === 'day' && (planned.day ?? '') < today,
  ).length
}

function counted<W extends string>(words: readonly W[]): { word: W; count: number }[] {
  const counts = new Map<W, number>()
  for (const word of words) if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].map(([word, count]) => ({ word, count })).toSorted((a, b) => b.count - a.count)
}
