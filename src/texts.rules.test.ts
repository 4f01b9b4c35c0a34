import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { textAt, type Catalogue } from './kernel/text/text.ts'

// Every text in both languages, every refusal and every notification with its text.

const root = import.meta.dirname
const filesLike = (pattern: string) =>
  globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/'))
const sources = filesLike('**/*.{ts,tsx}')
  .filter((path) => !/\.test\.tsx?$|(^|\/)testing\/|\.gen\.ts$|\.d\.ts$/.test(path))
  .map((path) => ({ path, code: readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '') }))

type Leaf = [key: string, text: string]
function leavesOf(catalogue: Catalogue, prefix = ''): Leaf[] {
  return Object.entries(catalogue).flatMap(([key, value]): Leaf[] =>
    typeof value === 'string' ? [[prefix + key, value]] : leavesOf(value, `${prefix}${key}/`),
  )
}

// Catalogues are named by their language: `pieceDe`, `pieceEn`.
async function cataloguesIn(path: string): Promise<Catalogue> {
  const module = (await import(join(root, path))) as Record<string, Catalogue>
  return Object.fromEntries(
    Object.entries(module).map(([name, texts]) => [name.replace(/(de|en)$/i, ''), texts]),
  )
}

const placeholders = (text: string) => [...text.matchAll(/\{(\w+)/g)].map(([, name]) => name).toSorted()

describe.each(filesLike('**/*.text.de.ts'))('%s', async (path) => {
  const de = await cataloguesIn(path)
  const en = await cataloguesIn(path.replace('.de.ts', '.en.ts'))

  it('has the same keys in English', () => {
    expect(
      leavesOf(en)
        .map(([key]) => key)
        .toSorted(),
    ).toEqual(
      leavesOf(de)
        .map(([key]) => key)
        .toSorted(),
    )
  })

  it('fills the same values in', () => {
    const inEnglish = new Map(leavesOf(en))
    const names = (text: string | undefined) => [...new Set(placeholders(text ?? ''))]
    const different = leavesOf(de).filter(
      ([key, text]) => `${names(text)}` !== `${names(inEnglish.get(key))}`,
    )
    expect(different).toEqual([])
  })

  it('leaves nothing empty and no sentence untranslated', () => {
    const inEnglish = new Map(leavesOf(en))
    const isSentence = (text: string) => /\p{Ll}{2,} \p{L}{2,} \p{L}{2,}/u.test(text)
    const wrong = leavesOf(de).filter(
      ([key, text]) =>
        text.trim() === '' || inEnglish.get(key) === '' || (isSentence(text) && inEnglish.get(key) === text),
    )
    expect(wrong).toEqual([])
  })

  it('spells umlauts and quotation marks as Germans do', () => {
    const wrong = leavesOf(de).filter(([, text]) =>
      /\b([Ff]uer|[Uu]eber|[Kk]oenn|[Mm]oegl|[Aa]ender|[Ll]oesch|[Oo]effn|[Ww]aehl|[Pp]ruef|[Zz]urueck|muess)|"/.test(
        text,
      ),
    )
    expect(wrong).toEqual([])
  })
})

type Both = { de: Catalogue; en: Catalogue }
type SliceTexts = { refusalText?: Both; notificationText?: Both }
const slices = await Promise.all(
  filesLike('*/text.ts').map(async (path) => (await import(join(root, path))) as SliceTexts),
)
const { kitText } = (await import('./kit/text.ts')) as {
  kitText: { de: { refusal: Catalogue }; en: { refusal: Catalogue } }
}

describe.each(['de', 'en'] as const)('in %s', (language) => {
  it('every refusal says what happened', () => {
    const known: Catalogue[] = [kitText[language].refusal]
    for (const { refusalText } of slices) if (refusalText) known.push(refusalText[language])
    const hasText = (code: string) =>
      known.some((catalogue) => typeof catalogue[code] === 'string' || textAt(catalogue, code) !== undefined)
    const patterns = [
      /new Refusal\(\s*'([^']+)'/g,
      /refuseOnConstraint\(\s*'[^']+',\s*'([^']+)'/g,
      /foundOrRefuse\([^;]*?'([a-z_]+\.[a-z_]+)'\s*,?\s*\)/g,
    ]
    const inRules = /(?:return|[?:])\s*'([a-z_]+\.[a-z_]+)'/g
    const used = sources.flatMap(({ path, code }) =>
      [...patterns, ...(path.endsWith('.rules.ts') ? [inRules] : [])].flatMap((pattern) =>
        [...code.matchAll(pattern)].map(([, found = '']) => ({ code: found, where: `${found} (${path})` })),
      ),
    )
    expect(used.length).toBeGreaterThan(20)
    expect([...new Set(used.filter(({ code }) => !hasText(code)).map(({ where }) => where))]).toEqual([])
  })

  it('every notification says what it is about', () => {
    const known: Catalogue[] = []
    for (const { notificationText } of slices) if (notificationText) known.push(notificationText[language])
    const hasText = (kind: string) =>
      known.some((catalogue) => catalogue[kind] !== undefined || textAt(catalogue, kind))
    const used = sources
      .filter(({ path, code }) => /\bnotify\(/.test(code) && !path.startsWith('manage/notification/'))
      .flatMap(({ path, code }) =>
        [...code.matchAll(/\bkind: ([^,;\n)]+)/g)]
          .flatMap(([, kinds = '']) => [...kinds.matchAll(/'([a-z_]+\.[a-z_]+)'/g)])
          .map(([, kind = '']) => ({ kind, where: `${kind} (${path})` })),
      )
    expect(used.filter(({ kind }) => !hasText(kind)).map(({ where }) => where)).toEqual([])
  })
})
