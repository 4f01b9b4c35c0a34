import { isDay, LocalSlot } from '../../kernel/calendar.ts'
import { Money } from '../../kernel/money.ts'

type Entry = { before: Record<string, unknown> | null; after: Record<string, unknown> | null }

/** A value an audit row shows; what depends on language and zone is written by the page. */
export type Shown =
  | { kind: 'text'; text: string }
  | { kind: 'flag'; isOn: boolean }
  | { kind: 'day'; day: string }
  | { kind: 'slot'; slot: LocalSlot }
  | { kind: 'money'; money: Money }
  | { kind: 'nothing' }

/** `before` is undefined where nothing was before. */
export type Change = { field: string; before: Shown | undefined; after: Shown }

const longest = 80
// Bookkeeping: numbers, fingerprints and times that say nothing to a person.
const silent =
  /^(id|version|number|workspaceId|hash|createdAt|updatedAt|testedAt|categoriesReadAt|plannedCount|utmCampaign|findings|account)$/
const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The fields an audit row shows, each with what it was and what it is; what was and stays empty is left out. */
export function changesOf({ before, after }: Entry): Change[] {
  const fields = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])]
  return fields
    .filter((field) => !silent.test(field) && !isId(before?.[field]) && !isId(after?.[field]))
    .map((field) => ({
      field,
      before: before === null ? undefined : shownOf(before[field]),
      after: shownOf(after?.[field]),
    }))
    .filter((change) => change.after.kind !== 'nothing' || (change.before?.kind ?? 'nothing') !== 'nothing')
}

const isId = (value: unknown) => typeof value === 'string' && idShape.test(value)

function shownOf(value: unknown): Shown {
  if (typeof value === 'boolean') return { kind: 'flag', isOn: value }
  if (typeof value === 'string' && isDay(value)) return { kind: 'day', day: value }
  const slot = LocalSlot.safeParse(value)
  if (slot.success) return { kind: 'slot', slot: slot.data }
  const money = Money.safeParse(value)
  if (money.success) return { kind: 'money', money: money.data }
  const text = textOf(value)
  if (text === '') return { kind: 'nothing' }
  return { kind: 'text', text: text.length > longest ? `${text.slice(0, longest - 1)}…` : text }
}

// A list by its members, a thing by its name.
function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value))
    return value
      .map(textOf)
      .filter((text) => text !== '')
      .join(', ')
  if (typeof value !== 'object') return String(value)
  return 'name' in value ? textOf(value.name) : JSON.stringify(value)
}
