/** A JSON Schema as the OpenAPI document holds it. */
export type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  items?: Schema
  minItems?: number
  maxItems?: number
  properties?: Record<string, Schema>
  required?: string[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  contentMediaType?: string
}
type Parameter = { name: string; in: 'path' | 'query' | 'header'; schema: Schema; required?: boolean }
export type Operation = {
  name: string
  method: string
  path: string
  parameters: Parameter[]
  body: Schema | null
  /** Media type of the body. */
  bodyType: string
  allow: string | readonly string[]
}

type Document = { paths: Record<string, Record<string, RawOperation>> }
type RawOperation = {
  operationId: string
  parameters?: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  'x-allow': string | string[]
}

/** The operations of an OpenAPI document. */
export function operationsIn(document: object): Operation[] {
  return Object.entries((document as Document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => {
      const [bodyType, body] = Object.entries(raw.requestBody?.content ?? {})[0] ?? ['', null]
      return {
        name: raw.operationId,
        method: method.toUpperCase(),
        path,
        parameters: (raw.parameters ?? []).filter((parameter) => parameter.in !== 'header'),
        body: body?.schema ?? null,
        bodyType,
        allow: raw['x-allow'],
      }
    }),
  )
}

// Texts that fulfil the patterns in use; the first that matches is taken.
const texts = [
  'Beispiel',
  '2026-12-01',
  '10:00',
  'EUR',
  'beispiel',
  'beispiel.de',
  'https://beispiel.de/{url}',
  'a'.repeat(64),
  '123456',
  'A1',
]

// The tree of a text is recursive and checked by rules of its own: the document does not describe it.
const tree = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Hallo' }] }] }

/** A small value that fulfils a schema. `name` is the field, for what a schema does not say (zones). */
function sampleOf(schema: Schema, name = ''): unknown {
  if (name === 'tree') return tree
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const alternatives = schema.anyOf ?? schema.oneOf
  if (alternatives) return sampleOf(alternatives[0] ?? {}, name)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(part, name)))
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          // The document does not know what a text tree is, nor that it must be there.
          .filter(([key]) => schema.required?.includes(key) || key === 'tree')
          .map(([key, property]) => [key, sampleOf(property, key)]),
      )
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, name))
    case 'integer':
    case 'number':
      return Math.max(
        schema.minimum ?? 1,
        (schema.exclusiveMinimum ?? 0) + 1,
        Math.min(1, schema.maximum ?? 1),
      )
    case 'boolean':
      return true
    case 'null':
      return null
    default:
      return textFor(schema, name)
  }
}

function textFor(schema: Schema, name: string): string {
  if (name === 'zone') return 'Europe/Berlin'
  if (schema.format === 'uuid') return '01900000-0000-7000-8000-000000000000'
  if (schema.format === 'email') return 'anna@beispiel.test'
  if (schema.format === 'uri' || schema.format === 'url') return 'https://beispiel.de/'
  if (schema.format === 'date-time') return '2026-12-01T09:00:00Z'
  const { minLength = 0, maxLength = 10_000, pattern } = schema
  const fits = (text: string) => pattern === undefined || new RegExp(pattern, 'u').test(text)
  const found = [...texts, 'Beispieltext '.repeat(20)]
    .map((text) => text.slice(0, maxLength).padEnd(minLength, 'x'))
    .find(fits)
  return found ?? 'Beispiel'
}

/** A place in a request where a value can be put: `['slot', 'date']`. */
export type Place = {
  at: 'path' | 'query' | 'body'
  keys: readonly string[]
  schema: Schema
  isRequired: boolean
}

/** All places of an operation, nested fields of the body included. */
export function placesOf({ parameters, body }: Operation): Place[] {
  const own = parameters.map(({ name, in: at, schema, required = false }): Place => ({
    at: at as 'path' | 'query',
    keys: [name],
    schema,
    isRequired: required,
  }))
  return [...own, ...(body ? fieldsOf(body, []) : [])]
}

function fieldsOf(schema: Schema, keys: readonly string[]): Place[] {
  const whole = keys.length > 5 ? [] : Object.entries(schema.properties ?? {})
  return whole.flatMap(([key, property]): Place[] => [
    {
      at: 'body',
      keys: [...keys, key],
      schema: property,
      isRequired: schema.required?.includes(key) ?? false,
    },
    ...(property.type === 'object' ? fieldsOf(property, [...keys, key]) : []),
  ])
}

/** The parts of a request that fulfils an operation's schemas. */
export function requestFor(operation: Operation, given: Record<string, string> = {}) {
  const path: Record<string, unknown> = {}
  const query: Record<string, unknown> = {}
  for (const parameter of operation.parameters) {
    const value = given[parameter.name] ?? sampleOf(parameter.schema, parameter.name)
    if (parameter.in === 'path') path[parameter.name] = value
    else if (parameter.required) query[parameter.name] = value
  }
  const body = operation.body ? sampleOf(operation.body) : undefined
  return { path, query, body }
}

/** Writes path and query of a request: `/pieces/7?limit=3`. Lists repeat their name, objects use brackets. */
export function addressOf(
  operation: Operation,
  path: Record<string, unknown>,
  query: Record<string, unknown>,
): string {
  const filled = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encode(String(path[name])))
  const pairs = Object.entries(query).flatMap(([name, value]) => pairsOf(name, value))
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`
}

function pairsOf(name: string, value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => pairsOf(`${name}[${index}]`, item))
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([key, item]) => pairsOf(`${name}[${key}]`, item))
  return [`${encode(name)}=${encode(String(value))}`]
}

// A lone surrogate cannot be written in an address; browsers send the replacement character.
const encode = (text: string) => encodeURIComponent(text.toWellFormed())
