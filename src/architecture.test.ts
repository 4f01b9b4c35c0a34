import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

// The rules of docs/architecture.md. Each test names all offenders at once.

const root = import.meta.dirname
const every = globSync('**/*.{ts,tsx}', { cwd: root })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.gen.ts') && !path.endsWith('.d.ts'))
const isTest = (path: string) => /\.test\.tsx?$|(^|\/)testing\//.test(path)
const sources = every.filter((path) => !isTest(path))
const textOf = new Map(every.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
// What the rules look at: comments say any word they like.
const codeOf = new Map(
  [...textOf].map(([path, text]) => [
    path,
    text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1'),
  ]),
)

type Import = { from: string; to: string; names: string; isTypeOnly: boolean }

// Static imports, re-exports and import(); of our own files `to` is the path below src.
function importsOf(path: string): Import[] {
  const found = (codeOf.get(path) ?? '').matchAll(
    /^\s*(?:import|export)\s+(type\s+)?([^'";]*?)\s*(?:from\s+)?'([^']+)'|import\('([^']+)'\)/gm,
  )
  return [...found].map(([, type, names = '', named, dynamic]) => {
    const target = named ?? dynamic ?? ''
    const to = target.startsWith('.') ? normalize(join(dirname(path), target)).replaceAll('\\', '/') : target
    return { from: path, to, names, isTypeOnly: type !== undefined }
  })
}
const imports = sources.flatMap(importsOf)
const ours = imports.filter(({ to }) => textOf.has(to))
const placeOf = (path: string) => (path.includes('/') ? (path.split('/')[0] ?? '') : '(root)')
const shown = ({ from, to }: Import) => `${from} → ${to}`

const slices = ['manage', 'plan', 'produce', 'publish', 'promote', 'measure']
const isSlice = (place: string) => slices.includes(place)
const isUi = (path: string) => /\/ui\/|(^|\/)ui\.ts$|\.tsx$/.test(path)

describe('who may import whom', () => {
  it('the kernel knows nothing of ours', () => {
    expect(
      ours.filter(({ from, to }) => placeOf(from) === 'kernel' && placeOf(to) !== 'kernel').map(shown),
    ).toEqual([])
  })

  it('the kit knows the kernel only', () => {
    const foreign = ours.filter(
      ({ from, to }) => placeOf(from) === 'kit' && !['kit', 'kernel'].includes(placeOf(to)),
    )
    expect(foreign.map(shown)).toEqual([])
  })

  it('a slice knows smaller slices through index.ts and ui.ts, and never a larger one', () => {
    const wrong = ours.filter(({ from, to, isTypeOnly }) => {
      const [mine, other] = [placeOf(from), placeOf(to)]
      if (!isSlice(mine) || !isSlice(other) || mine === other) return false
      if (slices.indexOf(other) > slices.indexOf(mine)) return true
      // The typed client needs the types of the procedures, and nothing of their code.
      const isDoor =
        [`${other}/index.ts`, `${other}/ui.ts`].includes(to) || (isTypeOnly && to === `${other}/api.ts`)
      return !isDoor
    })
    expect(wrong.map(shown)).toEqual([])
  })

  it('slices know neither the web shell nor connectors nor the composition root', () => {
    const wrong = ours.filter(
      ({ from, to }) => isSlice(placeOf(from)) && !['kernel', 'kit', ...slices].includes(placeOf(to)),
    )
    expect(wrong.map(shown)).toEqual([])
  })

  it('connectors know the kernel and ports; nobody but the composition root knows them', () => {
    const wrong = ours.filter(({ from, to }) => {
      if (placeOf(from) === 'connect')
        return !['connect', 'kernel'].includes(placeOf(to)) && !/\/port\.ts$/.test(to)
      return placeOf(to) === 'connect' && placeOf(from) !== '(root)'
    })
    expect(wrong.map(shown)).toEqual([])
  })

  it('within an entity: schema ← rules ← store ← procedures | jobs', () => {
    const order = ['schema', 'rules', 'store', 'procedures']
    const rankOf = (path: string) =>
      order.indexOf(/\.(schema|rules|store|procedures)\.ts$/.exec(path)?.[1] ?? '')
    const wrong = ours.filter(({ from, to, isTypeOnly }) => {
      if (isTypeOnly || dirname(from) !== dirname(to)) return false
      return rankOf(from) >= 0 && rankOf(to) > rankOf(from)
    })
    expect(wrong.map(shown)).toEqual([])
  })

  it('the browser loads no server code', () => {
    const isServer = (to: string) =>
      /\.(store|procedures|jobs|door)\.ts$/.test(to) ||
      /^(pg|kysely|hono|pino|undici|sharp|better-auth|nodemailer)(\/|$)/.test(to) ||
      to.startsWith('node:') ||
      /^(manage|plan|produce|publish|promote|measure)\/(index|api|events)\.ts$/.test(to)
    const wrong = imports.filter(
      ({ from, to, isTypeOnly }) =>
        (isUi(from) || ['web', 'kit'].includes(placeOf(from))) && !isTypeOnly && isServer(to),
    )
    expect(wrong.map(shown)).toEqual([])
  })

  it('there are no cycles', () => {
    const next = new Map<string, string[]>()
    for (const { from, to, isTypeOnly } of ours)
      if (!isTypeOnly) next.set(from, [...(next.get(from) ?? []), to])
    const state = new Map<string, 'open' | 'done'>()
    const cycles: string[] = []
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return
      if (state.get(path) === 'open') {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '))
        return
      }
      state.set(path, 'open')
      for (const to of next.get(path) ?? []) visit(to, [...trail, path])
      state.set(path, 'done')
    }
    for (const path of sources) visit(path, [])
    expect(cycles).toEqual([])
  })
})

describe('what a file may hold', () => {
  const having = (pattern: RegExp, files = sources) =>
    files.filter((path) => pattern.test(codeOf.get(path) ?? ''))

  it('at most 400 lines', () => {
    const long = every.map((path) => [path, (textOf.get(path) ?? '').split('\n').length - 1] as const)
    expect(long.filter(([, lines]) => lines > 400)).toEqual([])
  })

  it('no default export, except what a tool asks for', () => {
    const asked = /^(kernel\/testing\/(closingLine|globalSetup)|connect\/wordpress\/testing\/startPeer)\.ts$/
    expect(having(/^export default /m, every).filter((path) => !asked.test(path))).toEqual([])
  })

  it('the environment is read in one place', () => {
    expect(having(/process\.env/).filter((path) => path !== 'config.ts')).toEqual([])
  })

  it('no any, no silenced compiler', () => {
    expect(having(/\bas any\b|: any\b|<any>/)).toEqual([])
    const silenced = every.filter((path) => /@ts-(ignore|expect-error|nocheck)/.test(textOf.get(path) ?? ''))
    expect(silenced.filter((path) => path !== 'architecture.test.ts')).toEqual([])
  })

  it('rules are pure: no clock, no chance, no waiting, no world', () => {
    const impure =
      /new Date\(\)|Date\.now|Temporal\.Now|Math\.random|\basync\b|\bawait\b|from 'node:|randomUUID|fetch\(/
    const rules = sources.filter((path) => path.endsWith('.rules.ts'))
    expect(having(impure, rules)).toEqual([])
  })

  it('rules do not reach for a store', () => {
    const wrong = ours.filter(
      ({ from, to }) => from.endsWith('.rules.ts') && /\.(store|procedures|jobs)\.ts$/.test(to),
    )
    expect(wrong.map(shown)).toEqual([])
  })

  it('time comes from the clock of the app, not from the machine', () => {
    // Where a process measures itself, or a browser shows the present.
    const allowed = /^(kernel|kit|web|cli|connect)\/|^(cli|main|gen)\.ts$|\/ui\/|\.tsx$/
    expect(having(/new Date\(\)|Date\.now\(\)/).filter((path) => !allowed.test(path))).toEqual([])
  })

  it('no barrels but index.ts and ui.ts of a slice', () => {
    const barrels = sources.filter(
      (path) => /(^|\/)index\.tsx?$/.test(path) && !/^[a-z]+\/index\.ts$/.test(path),
    )
    expect(barrels).toEqual([])
  })

  it('outgoing requests go through kernel/outside', () => {
    const allowed = /^(kernel\/(outside|rpc)|kit|web)\/|\.tsx$|browser\.js$/
    expect(having(/\bfetch\(|from 'undici'/).filter((path) => !allowed.test(path))).toEqual([])
  })
})
