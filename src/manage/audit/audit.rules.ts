type Entry = { before: Record<string, unknown> | null; after: Record<string, unknown> | null }
/** `before` is undefined where nothing was before. Values are readable; structures are cut short. */
export type Change = {
  field: string
  before: string | boolean | null | undefined
  after: string | boolean | null
}

const longest = 80

/** The fields an audit row shows, each with what it was and what it is. Bookkeeping is left out. */
export function changesOf({ before, after }: Entry): Change[] {
  const fields = [...new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})])]
  return fields
    .filter((field) => !/^(id|version|workspaceId|createdAt|updatedAt)$/.test(field))
    .map((field) => ({
      field,
      before: before === null ? undefined : readable(before[field]),
      after: readable(after?.[field]),
    }))
}

function readable(value: unknown): string | boolean | null {
  if (value === null || value === undefined || value === '') return null
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
