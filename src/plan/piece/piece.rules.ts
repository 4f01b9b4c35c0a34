import type { Actor } from '../../kernel/access/actor.ts'
import { planners } from '../../kernel/access/role.ts'
import { mondayOf, type Day } from '../../kernel/calendar.ts'
import { pieceStatuses, type PieceStatus, type PlannedPrecision } from './piece.schema.ts'

/** Where a status may go by hand. What happens by itself (approved, published) comes as a fact, see `afterFact`. */
export const transitions = {
  idea: ['backlog', 'briefing', 'in_progress', 'deferred', 'declined', 'archived'],
  backlog: ['idea', 'briefing', 'in_progress', 'published', 'deferred', 'declined', 'archived'],
  briefing: ['backlog', 'in_progress', 'published', 'deferred', 'declined'],
  in_progress: ['backlog', 'briefing', 'in_review', 'approved', 'published', 'deferred', 'declined'],
  in_review: ['in_progress', 'approved', 'deferred', 'declined'],
  approved: ['in_progress', 'in_review', 'scheduled', 'published', 'deferred'],
  scheduled: ['in_progress', 'approved', 'published', 'deferred'],
  published: ['rework', 'archived'],
  rework: ['in_progress', 'in_review', 'published', 'archived'],
  deferred: ['idea', 'backlog', 'in_progress', 'declined', 'archived'],
  declined: ['idea', 'backlog', 'archived'],
  archived: ['backlog', 'rework'],
} as const satisfies Record<PieceStatus, readonly PieceStatus[]>

/** The states an author sets; approving, scheduling, publishing and putting aside are decisions of planners. */
const authorStatuses: readonly PieceStatus[] = ['briefing', 'in_progress', 'in_review']

/** Everything before `published` waits for somebody; rank of the status counts from 1, as in the database. */
export function rankOf(status: PieceStatus): number {
  return pieceStatuses.indexOf(status) + 1
}
/** Pieces below this rank are open. */
export const publishedRank = rankOf('published')

type Owned = { owner: { memberId: string | null } }

/** Whether the actor plans for all (managers, editors, the system). */
export function isPlanner(actor: Actor): boolean {
  return actor.kind === 'system' || (actor.kind === 'user' && planners.some((role) => role === actor.role))
}

/** Why the actor cannot change title, text and notes of the piece; null when they can. */
export function whyNotEdit(piece: Owned, actor: Actor): string | null {
  if (isPlanner(actor)) return null
  if (actor.kind !== 'user' || actor.role !== 'author') return 'piece.read_only'
  return piece.owner.memberId === actor.memberId ? null : 'piece.not_yours'
}

/** Why the actor cannot change day, channels, campaign, owner of a piece or delete it; null when they can. */
export function whyNotReplan(actor: Actor): string | null {
  return isPlanner(actor) ? null : 'piece.planners_only'
}

/** Why the status cannot become `next`; null when it can. Staying is allowed. */
export function whyNotChangeStatus(
  piece: Owned & { status: PieceStatus },
  next: PieceStatus,
  actor: Actor,
): string | null {
  const editRefusal = whyNotEdit(piece, actor)
  if (editRefusal !== null) return editRefusal
  if (piece.status === next) return null
  const reachable: readonly PieceStatus[] = transitions[piece.status]
  if (!reachable.includes(next)) return 'piece.no_such_step'
  if (!isPlanner(actor) && !authorStatuses.includes(next)) return 'piece.status_of_planners'
  return null
}

/** The states the actor may choose for the piece now. */
export function nextStatuses(piece: Owned & { status: PieceStatus }, actor: Actor): PieceStatus[] {
  return transitions[piece.status].filter((next) => whyNotChangeStatus(piece, next, actor) === null)
}

/** What happened to the piece elsewhere. */
export type PieceFact =
  | 'approval_requested'
  | 'approved'
  | 'sent_back'
  | 'approval_voided'
  | 'approval_ended'
  | 'publication_scheduled'
  | 'publication_scheduled_freely'
  | 'published'

const before: Record<PieceFact, { from: readonly PieceStatus[]; to: PieceStatus }> = {
  approval_requested: {
    from: ['idea', 'backlog', 'briefing', 'in_progress', 'rework', 'deferred'],
    to: 'in_review',
  },
  approved: {
    from: ['idea', 'backlog', 'briefing', 'in_progress', 'in_review', 'rework', 'deferred'],
    to: 'approved',
  },
  sent_back: { from: ['in_review', 'approved'], to: 'in_progress' },
  approval_voided: { from: ['in_review', 'approved', 'scheduled'], to: 'in_progress' },
  // Withdrawn or run out of time before anybody decided.
  approval_ended: { from: ['in_review'], to: 'in_progress' },
  publication_scheduled: { from: ['approved'], to: 'scheduled' },
  // Where the workspace asks for no approval.
  publication_scheduled_freely: {
    from: ['idea', 'backlog', 'briefing', 'in_progress', 'approved', 'rework', 'deferred'],
    to: 'scheduled',
  },
  published: { from: pieceStatuses.filter((status) => status !== 'published'), to: 'published' },
}

/** The status after a fact; null when the fact changes nothing (it came late, or the piece is elsewhere already). */
export function afterFact(status: PieceStatus, fact: PieceFact): PieceStatus | null {
  const step = before[fact]
  return step.from.includes(status) ? step.to : null
}

type Planned = { plannedOn: Day | null; plannedPrecision: PlannedPrecision; plannedTime: string | null }

/**
 * A plan that fits together: without a day there is no precision, a week stands on its Monday, a month on its first,
 * and only a day has a time.
 */
export function plannedFrom(wish: {
  plannedOn: Day | null
  plannedPrecision?: PlannedPrecision | undefined
  plannedTime: string | null
}): Planned {
  if (wish.plannedOn === null || wish.plannedPrecision === 'none')
    return { plannedOn: null, plannedPrecision: 'none', plannedTime: null }
  switch (wish.plannedPrecision) {
    case 'week':
      return { plannedOn: mondayOf(wish.plannedOn), plannedPrecision: 'week', plannedTime: null }
    case 'month':
      return { plannedOn: `${wish.plannedOn.slice(0, 7)}-01`, plannedPrecision: 'month', plannedTime: null }
    case 'day':
    case undefined:
      return { plannedOn: wish.plannedOn, plannedPrecision: 'day', plannedTime: wish.plannedTime }
  }
}

/** Trims, drops empty and repeated channel words (case does not count), keeps the order. */
export function tidyChannelWords(words: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const word of words.map((each) => each.trim())) {
    const key = channelKeyOf(word)
    if (key !== '' && !seen.has(key)) seen.set(key, word)
  }
  return [...seen.values()]
}

/** What makes two spellings of a channel the same: "LinkedIn " and "linkedin". */
export function channelKeyOf(word: string): string {
  return word.trim().toLowerCase().normalize('NFC')
}

const expansions: Record<string, string> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss', æ: 'ae', ø: 'oe', å: 'aa' }

/** Lower case with German umlauts spelt out (ä → ae) and other accents dropped. */
export function fold(text: string): string {
  return stripAccents(
    text
      .toLowerCase()
      .normalize('NFC')
      .replace(/[äöüßæøå]/g, (letter) => expansions[letter] ?? letter),
  )
}

/** Orders titles as a German reader expects, by plain comparison of bytes. */
export function sortKeyOf(title: string): string {
  return fold(title)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .slice(0, 80)
}

const longestToken = 40
const mostTokens = 120

/**
 * The words under which a piece is found by their beginning. A word with an umlaut is found as "für", "fuer" and
 * "fur", a compound with a hyphen whole and by its parts.
 */
export function searchTokensOf(piece: {
  number: number
  title: string
  format: string
  channelWords: readonly string[]
  note: string
}): string[] {
  const tokens = new Set([String(piece.number)])
  for (const text of [piece.title, ...piece.channelWords, piece.format, piece.note]) {
    for (const word of wordsOf(text)) {
      if (tokens.size >= mostTokens) return [...tokens]
      tokens.add(fold(word).slice(0, longestToken))
      tokens.add(stripAccents(word.toLowerCase().replaceAll('ß', 'ss')).slice(0, longestToken))
    }
  }
  tokens.delete('')
  return [...tokens]
}

/** The beginnings of words a search asks for; all must occur. At most eight, longest first. */
export function searchPrefixesOf(text: string): string[] {
  const prefixes = wordsOf(text).map((word) => fold(word).slice(0, longestToken))
  return [...new Set(prefixes)]
    .filter((prefix) => prefix !== '')
    .sort((a, b) => b.length - a.length)
    .slice(0, 8)
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
}

function stripAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')
}
