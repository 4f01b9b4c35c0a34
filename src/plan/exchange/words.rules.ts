import type { ImportStatus } from './exchange.schema.ts'

/** Folds a word for comparison: lower case, umlauts written out, soft hyphens and repeated spaces gone. */
export function folded(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss')
    .replace(/[\u00ad\u200b\ufeff]/g, '')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim()
}

const emptyWords = new Set([
  '',
  '-',
  '–',
  '—',
  '/',
  '?',
  '...',
  '…',
  'n/a',
  'na',
  'n.a.',
  'n.n.',
  'nn',
  'tbd',
  'tba',
])

/** Whether a cell says that there is nothing yet: `-`, `n/a`, `tbd`. */
export function isBlankWord(text: string): boolean {
  return emptyWords.has(folded(text))
}

// plan-import.md §6.3, with the English words of real sheets. Two differ from it on purpose: an import schedules
// nothing, so "geplant" is a row of the plan and "terminiert" a finished piece that waits for its publication.
const statusDictionary: Record<ImportStatus, string> = {
  idea: 'idee|vorschlag|pitch|idea|proposal|brainstorm|concept',
  backlog:
    'offen|backlog|pendent|themenspeicher|todo|to do|to-do|geplant|in planung|planung|neu|not started|nicht begonnen|noch nicht begonnen|planned|open|new|pending',
  briefing: 'briefing|brief|gebrieft|beauftragt|assigned|briefed',
  in_progress:
    'entwurf|in arbeit|in bearbeitung|in produktion|produktion|aufnahme|dreh|wip|begonnen|angefangen|draft|drafting|in progress|writing|in production|started|work in progress|doing|rough draft|first draft',
  in_review:
    'review|in review|korrektur|lektorat|zur freigabe|freigabe ausstehend|abstimmung|in abstimmung|in pruefung|pruefung|zur pruefung|pending review|in approval|waiting for approval|needs approval|editing',
  approved:
    'freigegeben|fertig|fertiggestellt|ok|freigabe erteilt|eingeplant|terminiert|approved|ready|ready to publish|final|scheduled|finished',
  published:
    'veroeffentlicht|live|online|gepostet|versendet|verschickt|erledigt|publiziert|erschienen|published|posted|sent|done|complete|completed',
  rework:
    'nachbessern|nachbesserung|aktualisieren|ueberarbeiten|ueberarbeitung|rework|revise|needs update|update',
  deferred: 'verschoben|zurueckgestellt|pausiert|spaeter|postponed|on hold|paused|deferred',
  declined: 'abgesagt|abgelehnt|gestrichen|entfaellt|verworfen|declined|rejected|cancelled|canceled|dropped',
  archived: 'archiv|archiviert|archived',
}
const statusByWord = new Map<string, ImportStatus>()
for (const [status, words] of Object.entries(statusDictionary) as [ImportStatus, string][])
  for (const word of words.split('|')) statusByWord.set(word, status)

/** The state a word of a status column means; null when it is not known. Progress in per cent counts too. */
export function statusOfWord(word: string): ImportStatus | null {
  const plain = folded(word)
    .replace(/[.!✓✔☑✅🟢🟡🔴⚪]+/gu, '')
    .trim()
  const known = statusByWord.get(plain)
  if (known) return known
  const percent = /^(\d{1,3})(?:[.,]\d+)? ?%$/.exec(plain)
  if (!percent) return null
  const share = Number(percent[1])
  if (share > 100) return null
  return share === 100 ? 'published' : share === 0 ? 'backlog' : 'in_progress'
}

const channelNames = new Map<string, string>()
for (const names of [
  'Instagram|ig|insta',
  'Facebook|fb',
  'LinkedIn|li|linked in',
  'YouTube|yt|you tube',
  'TikTok|tik tok|tt',
  'X|twitter|x/twitter|twitter/x',
  'XING',
  'Pinterest',
  'Newsletter|nl',
  'Blog',
  'Website|webseite',
  'WhatsApp',
  'Threads',
  'Bluesky',
  'Mastodon',
  'Podcast',
  'Google Business|google unternehmensprofil|gmb|google my business',
]) {
  const [name = '', ...others] = names.split('|')
  for (const word of [folded(name), ...others]) channelNames.set(word, name)
}

/** The channels a cell names: `FB/IG + Blog` → Facebook, Instagram, Blog. Unknown names are kept as written. */
export function channelsOfCell(text: string): string[] {
  const found: string[] = []
  for (const part of text.split(/[,;+\n|•·]|\s(?:und|and|&)\s/)) {
    const word = part.trim().replace(/[\s\u00a0]+/g, ' ')
    if (isBlankWord(word)) continue
    const whole = channelNames.get(folded(word))
    const isAddress = /:\/\/|\.[a-z]{2,}\//i.test(word)
    const pieces =
      whole !== undefined ? [whole] : isAddress ? [word] : word.split('/').map((name) => name.trim())
    for (const piece of pieces) {
      if (isBlankWord(piece)) continue
      const name = (channelNames.get(folded(piece)) ?? piece).slice(0, 80)
      if (!found.some((other) => folded(other) === folded(name))) found.push(name)
    }
  }
  return found.slice(0, 30)
}

/** A member as the import looks for them. */
export type Candidate = { memberId: string; name: string; email: string }

/**
 * The one member a name in a sheet means: full name, e-mail address, first or last name, initials. Null when nobody
 * or more than one fits, because a wrong owner is worse than none.
 */
export function memberOfWord(word: string, members: readonly Candidate[]): Candidate | null {
  const wanted = folded(word).replace(/^@/, '')
  if (wanted === '') return null
  const tests: ((member: Candidate) => boolean)[] = [
    (member) => member.email.toLowerCase() === wanted,
    (member) => folded(member.name) === wanted,
    (member) => namesOf(member).toReversed().join(' ') === wanted.replace(/,/g, ''),
    (member) => member.email.toLowerCase().split('@')[0] === wanted,
    (member) => namesOf(member).includes(wanted),
    (member) => wanted.replace(/\./g, '').length > 1 && initialsOf(member) === wanted.replace(/[.\s]/g, ''),
  ]
  for (const test of tests) {
    const fitting = members.filter(test)
    if (fitting.length > 0) return fitting.length === 1 ? (fitting[0] ?? null) : null
  }
  return null
}

const namesOf = (member: Candidate) => folded(member.name).split(/[\s-]+/)
const initialsOf = (member: Candidate) =>
  namesOf(member)
    .map((name) => name[0] ?? '')
    .join('')

/** The people a cell names: `Jana, Max` or `Jana / Max`; one name stays one. */
export function peopleOfCell(text: string): string[] {
  return text
    .split(/[;\n/+&]|\s(?:und|and)\s|,(?=\s*\p{Lu})/u)
    .map((name) => name.trim())
    .filter((name) => !isBlankWord(name))
}
