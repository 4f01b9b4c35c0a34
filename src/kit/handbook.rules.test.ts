import { globSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { languages } from '../kernel/text/text.ts'

const root = join(import.meta.dirname, '../..')
const handbook = join(root, 'docs/handbook')
const sources = globSync('src/**/*.tsx', { cwd: root })
  .filter((path) => !path.endsWith('.test.tsx'))
  .map((path) => ({ path, code: readFileSync(join(root, path), 'utf8') }))
const pairs = sources.flatMap(({ code }) =>
  [...code.matchAll(/help=\{\{ de: '([^']+)', en: '([^']+)' \}\}/g)].map(([, de = '', en = '']) => ({
    de,
    en,
  })),
)
// The glossary belongs to no page; others link to it.
const asked = [...pairs, { de: 'glossar', en: 'glossary' }]

const pagesIn = (language: string) =>
  readdirSync(join(handbook, language)).map((name) => name.replace(/\.md$/, ''))
const textOf = (language: string, page: string) =>
  readFileSync(join(handbook, language, `${page}.md`), 'utf8')
const picturesOf = (text: string) =>
  [...text.matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)].map(([, alt = '', source = '']) => ({ alt, source }))

test('every page inside a workspace has a ?', () => {
  const without = sources.filter(({ code }) => /<Page\b(?![^]*?help=)/.test(code)).map(({ path }) => path)
  // Where somebody without a session stands.
  const outside = /person\/ui\/(FirstRunPage|SignInPage|ForgottenForm|ResetPage|InvitationPage)\.tsx$/
  expect(without.filter((path) => !outside.test(path))).toEqual([])
})

test('a page of the handbook has one counterpart in the other language, with the same parts', () => {
  expect(new Set(asked.map(({ de }) => de)).size).toBe(new Set(asked.map(({ en }) => en)).size)
  expect(new Set(asked.map(({ de, en }) => `${de} ${en}`)).size).toBe(pagesIn('de').length)
  const partsOf = (text: string) => ({
    headings: [...text.matchAll(/^#+ /gm)].map(([mark]) => mark),
    rows: text.match(/^\|/gm)?.length ?? 0,
    pictures: picturesOf(text).map(({ source }) => source.split('/').at(-1)),
  })
  for (const { de, en } of asked)
    expect({ page: en, ...partsOf(textOf('en', en)) }).toEqual({ page: en, ...partsOf(textOf('de', de)) })
})

describe.each(languages)('the handbook in %s', (language) => {
  const texts = pagesIn(language).map((page) => ({ page, text: textOf(language, page) }))

  it('has exactly the pages that a ? or another page opens', () => {
    const linked = texts.flatMap(({ text }) =>
      [...text.matchAll(/\]\((?:\.\/)?([\w-]+)\.md\)/g)].map((match) => match[1] ?? ''),
    )
    const opened = new Set([...pairs.map((pair) => pair[language]), ...linked])
    expect(pagesIn(language).toSorted()).toEqual([...opened].toSorted())
  })

  it('shows pictures that are there, say what they show, and are light', () => {
    const troubles = texts.flatMap(({ page, text }) => {
      const pictures = picturesOf(text)
      if (pictures.length === 0) return [`${page} has no picture`]
      return pictures.flatMap(({ alt, source }) => {
        const file = statSync(join(handbook, language, source), { throwIfNoEntry: false })
        if (!file || !source.startsWith(`../img/${language}/`)) return [`${page}: ${source} is not there`]
        if (file.size > 60_000) return [`${source} has ${file.size} bytes`]
        return alt.length < 10 ? [`${source} has no words`] : []
      })
    })
    expect(troubles).toEqual([])
  })

  it('keeps no picture that no page shows', () => {
    const shown = new Set(
      texts.flatMap(({ text }) => picturesOf(text).map(({ source }) => source.split('/').at(-1))),
    )
    expect(readdirSync(join(handbook, 'img', language)).filter((name) => !shown.has(name))).toEqual([])
  })
})
