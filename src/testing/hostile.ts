import type { Schema } from './samples.ts'

/** Texts that have broken programs before: markup, SQL, paths, format letters, letters outside of any expectation. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'vor\u0000nach',
  '\uD800',
  'vor\uDFFFnach',
  '\uFEFF\u202Eelttat',
  '\u200B\u200D\u2060',
  'Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤',
  '👩‍👩‍👧‍👦🏳️‍🌈',
  '田中さんにあげて下さい',
  'الكل في المجمو عة',
  '𝕳𝖆𝖑𝖑𝖔',
  "'; drop table plan.piece; --",
  '" or 1=1 --',
  "1' and pg_sleep(5)--",
  '$1',
  '%s%s%n%p',
  '%00',
  '%',
  '_',
  '\\',
  '../../../../etc/passwd',
  'C:\\Windows\\System32',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  '{{7*7}}${7*7}<%= 7*7 %>',
  'http://169.254.169.254/latest/meta-data/',
  'http://[::1]:5432/',
  'file:///etc/passwd',
  'null',
  'undefined',
  'NaN',
  'true',
  '[]',
  '{}',
  '-1',
  '1e309',
  '9007199254740993',
  '0x10',
  '2026-02-30',
  '2026-11-23T25:00:00Z',
  '0000-00-00',
  '+999999-01-01',
  '24:00',
  'Europe/Nirgendwo',
  '+02:00',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  'a@b',
  '"a b"@beispiel.test',
  '\r\nSet-Cookie: x=1',
  'a\r\nBcc: alle@beispiel.test',
  '(?:a+)+$',
  `${'a'.repeat(64)}!`,
]

/** Values of every kind, sensible nowhere. */
export const hostileValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  -0,
  1e308,
  Number.MAX_SAFE_INTEGER,
  2 ** 53 + 2,
  -(2 ** 31) - 1,
  2 ** 31,
  [],
  {},
  [[[[[]]]]],
  { length: 3 },
  { toString: 'x' },
  JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}'),
  nested(60),
  ...hostileTexts,
]

/** An object within an object within … `depth` times. */
export function nested(depth: number): unknown {
  let value: unknown = 'tief'
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? { tief: value } : [value]
  return value
}

/** Values that surely break what the schema of a field says: another type, too long, too many, too large. */
export function brokenFor(schema: Schema): unknown[] {
  const kinds = kindsOf(schema)
  const broken: unknown[] = []
  if (!kinds.has('string')) broken.push('kein Wert')
  if (!kinds.has('integer') && !kinds.has('number')) broken.push(4711)
  if (!kinds.has('object')) broken.push({ fremd: 1 })
  if (!kinds.has('array')) broken.push([{ fremd: 1 }])
  if (!kinds.has('null')) broken.push(null)
  if (schema.maxLength !== undefined) broken.push('x'.repeat(schema.maxLength + 1))
  if (schema.maximum !== undefined) broken.push(schema.maximum + 1)
  if (schema.minimum !== undefined) broken.push(schema.minimum - 1)
  if (schema.maxItems !== undefined) broken.push(Array.from({ length: schema.maxItems + 1 }, () => 'x'))
  if (schema.enum !== undefined) broken.push('keiner davon')
  if (schema.format === 'uuid') broken.push('keine-id')
  return broken
}

function kindsOf(schema: Schema): Set<string> {
  const alternatives = schema.anyOf ?? schema.oneOf ?? schema.allOf
  if (alternatives) return new Set(alternatives.flatMap((part) => [...kindsOf(part)]))
  if (schema.type !== undefined) return new Set([schema.type].flat())
  if (schema.enum) return new Set(schema.enum.map((value) => typeof value))
  if (schema.const !== undefined) return new Set([typeof schema.const])
  // Without a type anything goes as far as the document knows.
  return new Set(['string', 'integer', 'object', 'array', 'null', 'boolean'])
}
