import type { Day } from '../../kernel/calendar.ts'
import { fold } from '../piece/piece.rules.ts'

/** The name in links that follows from the campaign's name: "Frühling 2027!" → "fruehling-2027". */
export function utmNameFrom(name: string): string {
  const words = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80)
    .replace(/-+$/, '')
  return words === '' ? 'kampagne' : words
}

/** Why a campaign cannot span these days; null when it can. */
export function whyNotSpan(startsOn: Day | null, endsOn: Day | null): string | null {
  return startsOn !== null && endsOn !== null && endsOn < startsOn ? 'campaign.ends_before_start' : null
}
