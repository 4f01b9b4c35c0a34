import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const pagesIn = (language: string) =>
  readdirSync(join(root, 'docs/handbook', language)).map((name) => name.replace(/\.md$/, ''))
const source = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx') && !name.endsWith('.test.tsx'))
  .map((name) => readFileSync(join(root, 'src', name), 'utf8'))
  .join('\n')
const asked = [...source.matchAll(/help=\{\{ de: '([^']+)', en: '([^']+)' \}\}/g)]

test('every page that a ? opens is in the handbook, in both languages', () => {
  expect(asked.length).toBeGreaterThan(5)
  for (const [, de, en] of asked) {
    expect(pagesIn('de')).toContain(de)
    expect(pagesIn('en')).toContain(en)
  }
})

test('every page of the handbook is reached by a ? or by a link of another page', () => {
  for (const [language, column] of [
    ['de', 1],
    ['en', 2],
  ] as const) {
    const texts = pagesIn(language).map((page) =>
      readFileSync(join(root, 'docs/handbook', language, `${page}.md`), 'utf8'),
    )
    const linked = texts.flatMap((text) =>
      [...text.matchAll(/\]\((?:\.\/)?([\w-]+)\.md\)/g)].map((match) => match[1]),
    )
    const reached = new Set([...asked.map((match) => match[column]), ...linked])
    expect(pagesIn(language).filter((page) => !reached.has(page))).toEqual([])
    expect(linked.filter((page) => page !== undefined && !pagesIn(language).includes(page))).toEqual([])
  }
})
