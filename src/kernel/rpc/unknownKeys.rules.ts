import { z } from 'zod'

/**
 * The paths of properties that an input has and its schema does not know. zod drops them in silence; we refuse them, so
 * that nobody believes a misspelt property was taken, or tries what the server sets itself (`role`, `workspaceId`;
 * threats R35). Of alternatives the one that knows most counts.
 */
export function unknownKeysIn(
  schema: z.core.$ZodType,
  input: unknown,
  path: readonly string[] = [],
): (readonly string[])[] {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return isRecord(input)
        ? Object.entries(input).flatMap(([key, value]) => {
            const known = Object.hasOwn(def.shape, key) ? def.shape[key] : def.catchall
            return known ? unknownKeysIn(known, value, [...path, key]) : [[...path, key]]
          })
        : []
    case 'array':
      return Array.isArray(input)
        ? input.flatMap((each, index) => unknownKeysIn(def.element, each, [...path, String(index)]))
        : []
    case 'tuple':
      return Array.isArray(input)
        ? def.items.flatMap((item, index) => unknownKeysIn(item, input[index], [...path, String(index)]))
        : []
    case 'record':
      return isRecord(input)
        ? Object.entries(input).flatMap(([key, value]) => unknownKeysIn(def.valueType, value, [...path, key]))
        : []
    case 'union':
      return closest(def.options, input, path)
    case 'lazy':
      return unknownKeysIn(def.getter(), input, path)
    case 'pipe':
      return unknownKeysIn(def.in, input, path)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return unknownKeysIn(def.innerType, input, path)
    default:
      return []
  }
}

function closest(options: readonly z.core.$ZodType[], input: unknown, path: readonly string[]) {
  const fitting = options.filter((option) => z.safeParse(option, input).success)
  const found = (fitting.length > 0 ? fitting : options).map((option) => unknownKeysIn(option, input, path))
  return found.toSorted((a, b) => a.length - b.length)[0] ?? []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
