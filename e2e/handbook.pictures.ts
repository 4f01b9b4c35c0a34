import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import type { BrowserContext, Locator, Page } from 'playwright-core'
import { pieces } from '../src/cli/demo/company.ts'
import { languages, type Language } from '../src/kernel/text/text.ts'
import { memberText } from '../src/manage/person/member.text.ts'
import { workspaceText } from '../src/manage/workspace/workspace.text.ts'
import { exchangeText } from '../src/plan/exchange/exchange.text.ts'
import { manuscriptText } from '../src/produce/manuscript/manuscript.text.ts'
import { reviewText } from '../src/produce/review/review.text.ts'
import { channelText } from '../src/publish/channel/channel.text.ts'
import { publicationText } from '../src/publish/publication/publication.text.ts'
import { openBrowser } from './support/browser.ts'
import { startLeitstand } from './support/leitstand.ts'

// Takes the pictures of the handbook from the demo company: `npm run handbook:pictures`. They show the days around the
// one on which they are taken; each language gets the same pictures under the same names.

const target = join(import.meta.dirname, '../docs/handbook/img')
// A page of the handbook stays light.
const mostBytes = 60_000

type Scene = {
  name: string
  /** Below the address of the workspace; a title stands for the page of that piece. */
  at: string | { title: string }
  /** Brings the page to what is shown. */
  act?(page: Page, language: Language): Promise<unknown>
  /** What the picture shows: the smallest part of the page with all of it. */
  frame(page: Page, language: Language): Locator[]
  /** Height of the picture in pixels, where the frame is longer than what is explained. */
  height?: number
  /** Pixels around the frame: 12, or none for a window over the page. */
  room?: number
}

const titleOf = (isMeant: (piece: (typeof pieces)[number]) => boolean): string => {
  const found = pieces.find(isMeant)
  if (!found) throw new Error('The demo company has no such piece any more: correct the scenes.')
  return found.title
}
const published = titleOf(({ stage, costs }) => stage === 'published' && costs !== undefined)
const inWriting = titleOf(({ stage, text }) => stage === 'writing' && text !== undefined)
const today = titleOf(({ day }) => day === 0)
const awaited = titleOf(({ stage }) => stage === 'asked')

const main = (page: Page) => page.getByRole('main')
const heading = (page: Page) => page.locator('main header')
// The page without the navigation beside it.
const content = (page: Page) => page.locator('main :has(> header)')
const dialog = (page: Page) => page.getByRole('dialog')
const button = (page: Page, name: string) => main(page).getByRole('button', { name, exact: true }).first()
const grid = (page: Page) => main(page).getByRole('grid')
const card = (page: Page, title: string) => page.locator('article[data-piece]').filter({ hasText: title })
const region = (page: Page, name: string) => main(page).getByRole('region', { name, exact: true })

const sheet = [
  'Datum;Uhrzeit;Kanal;Thema;Format;Wer;Status;Freigabe Fachabteilung',
  '12.01.2027;09:00;Blog;Licht im Flur: drei Fehler;Blogartikel;Silke Aßmann;in Arbeit;ja',
  'KW 3/2027;;LinkedIn;Blick in die Werkstatt;Video;Mats Brandt;geplant;',
  'Februar 2027;;Newsletter, Blog;Frühjahrsneuheiten;Newsletter;Jonna Petersen;Idee;',
  '31.02.2027;;Blog;Energielabel erklärt;Ratgeber;Silke Aßmann;wartet auf Foto;offen',
].join('\r\n')
const upload = (page: Page) =>
  page.setInputFiles('input[type=file]', {
    name: 'Redaktionsplan 2027.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFF${sheet}`),
  })

const scenes: readonly Scene[] = [
  { name: 'today', at: 'today', frame: (page) => [heading(page), main(page).getByRole('region').last()] },
  { name: 'plan', at: 'plan', frame: (page) => [content(page)] },
  {
    name: 'plan-card',
    at: 'plan?view=week',
    act: async (page) => {
      await card(page, today).getByRole('button').click()
      await page.getByRole('menu').waitFor()
    },
    frame: (page) => [card(page, today), page.getByRole('menu')],
  },
  { name: 'statuses', at: 'plan?view=table', frame: (page) => [grid(page)], height: 520 },
  {
    name: 'import-columns',
    at: 'plan/import',
    act: async (page, language) => {
      await upload(page)
      await button(page, exchangeText[language].mapping.next).waitFor()
    },
    frame: (page) => [content(page)],
    height: 700,
  },
  {
    name: 'import-preview',
    at: 'plan/import',
    act: async (page, language) => {
      await upload(page)
      await button(page, exchangeText[language].mapping.next).click()
      await main(page).getByText(exchangeText[language].preview.words).waitFor()
    },
    frame: (page) => [content(page)],
    height: 780,
  },
  { name: 'piece', at: { title: published }, frame: (page) => [content(page)], height: 820 },
  {
    name: 'writing',
    at: { title: inWriting },
    frame: (page, language) => [region(page, manuscriptText[language].title)],
  },
  { name: 'production', at: 'produce', frame: (page) => [heading(page), grid(page)] },
  {
    name: 'approval-request',
    at: { title: inWriting },
    act: async (page, language) => {
      await button(page, reviewText[language].panel.request).click()
      await dialog(page).getByText(reviewText[language].request.guest).click()
      await dialog(page).getByLabel(reviewText[language].request.name).fill('Ida Lorenz')
      await dialog(page).getByLabel(reviewText[language].request.email).fill('ida@kundin.example')
    },
    frame: (page) => [dialog(page)],
    room: 0,
  },
  {
    name: 'approval-decide',
    at: 'produce/reviews',
    act: async (page, language) => {
      await main(page).getByText(awaited).click()
      await button(page, reviewText[language].decide.approve).waitFor()
    },
    frame: (page) => [content(page)],
  },
  { name: 'publications', at: 'publish', frame: (page) => [heading(page), grid(page)] },
  {
    name: 'publication-plan',
    at: { title: inWriting },
    act: async (page, language) => {
      await button(page, publicationText[language].plan).click()
      await dialog(page).getByLabel(publicationText[language].field.channel).first().waitFor()
    },
    frame: (page) => [dialog(page)],
    room: 0,
  },
  {
    name: 'channels',
    at: 'publish/channels',
    frame: (page, language) => [heading(page), main(page).getByText(channelText[language].withArchived)],
  },
  {
    name: 'wordpress',
    at: 'publish/channels',
    act: async (page, language) => {
      await button(page, channelText[language].add.wordpress).click()
      await dialog(page).getByLabel(channelText[language].field.name).fill('Magazin')
      await dialog(page)
        .getByLabel(channelText[language].field.address)
        .fill('https://www.hafenlicht.example')
    },
    frame: (page) => [dialog(page)],
    room: 0,
  },
  { name: 'results', at: 'measure', frame: (page) => [content(page)], height: 820 },
  {
    name: 'team',
    at: 'manage/members',
    frame: (page, language) => [heading(page), region(page, memberText[language].invitations).or(grid(page))],
  },
  {
    name: 'invitation',
    at: 'manage/members',
    act: async (page, language) => {
      await button(page, memberText[language].invite.open).click()
      await dialog(page).getByLabel(memberText[language].email).fill('ida.lorenz@hafenlicht.example')
      await dialog(page).getByLabel(memberText[language].invite.name).fill('Ida Lorenz')
    },
    frame: (page) => [dialog(page)],
    room: 0,
  },
  {
    name: 'workspace',
    at: 'manage/settings',
    frame: (page, language) => [
      main(page).getByText(workspaceText[language].name, { exact: true }),
      main(page).getByLabel(workspaceText[language].zone, { exact: true }),
      button(page, workspaceText[language].save),
    ],
  },
  { name: 'outbox', at: 'manage/outbox', frame: (page) => [content(page)], height: 560 },
  { name: 'audit-log', at: 'manage/audit', frame: (page) => [content(page)], height: 560 },
  { name: 'profile', at: 'manage/profile', frame: (page) => [main(page).locator('form').first()] },
]

const asked = process.argv.slice(2)
const wanted = asked.length === 0 ? scenes : scenes.filter(({ name }) => asked.includes(name))
const [leitstand, browser] = await Promise.all([startLeitstand(), openBrowser()])
try {
  const { stdout } = await promisify(execFile)(process.execPath, [
    'src/cli.ts',
    'demo',
    '--data',
    leitstand.dataDir,
  ])
  const context = await browser.newContext({
    // As high as the longest picture, so that nothing has to be scrolled.
    viewport: { width: 1280, height: 1400 },
    deviceScaleFactor: 1,
    colorScheme: 'light',
    reducedMotion: 'reduce',
    locale: 'de-DE',
    timezoneId: 'Europe/Berlin',
  })
  const workspace = await signIn(context, /https?:\S+\/reset\/\S+/.exec(stdout)?.[0] ?? '')
  for (const language of languages) {
    await context.request.patch(`${leitstand.url}/api/me`, {
      data: { language, theme: 'light' },
      headers: { origin: leitstand.url },
    })
    if (asked.length === 0) await rm(join(target, language), { recursive: true, force: true })
    await mkdir(join(target, language), { recursive: true })
    for (const scene of wanted) await take(context, workspace, scene, language)
  }
} finally {
  await browser.close()
  await leitstand.stop()
}

/** Chooses the password of the demo's first account; the address of its workspace. */
async function signIn(context: BrowserContext, passwordLink: string): Promise<string> {
  const page = await context.newPage()
  await page.goto(passwordLink)
  await page.locator('input[type=password]').first().fill('Schiefer-Kompass-41')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/today')
  await page.close()
  return page.url().replace(/today$/, '')
}

async function take(context: BrowserContext, workspace: string, scene: Scene, language: Language) {
  const page = await context.newPage()
  const path = typeof scene.at === 'string' ? scene.at : await addressOf(context, workspace, scene.at.title)
  await page.goto(`${workspace}${path}`)
  await settled(page)
  await scene.act?.(page, language)
  await settled(page)
  const clip = await boxAround(scene.frame(page, language), scene)
  const taken = await page.screenshot({ clip, animations: 'disabled', caret: 'hide' })
  const picture = await sharp(taken).webp({ nearLossless: true, quality: 60, effort: 6 }).toBuffer()
  const file = join(target, language, `${scene.name}.webp`)
  if (picture.length > mostBytes)
    throw new Error(`${file} would have ${picture.length} bytes: choose a smaller frame.`)
  await writeFile(file, picture)
  process.stdout.write(
    `${language}/${scene.name}.webp ${clip.width} × ${clip.height}, ${picture.length} bytes\n`,
  )
  await page.close()
}

async function addressOf(context: BrowserContext, workspace: string, title: string): Promise<string> {
  const slug = new URL(workspace).pathname.split('/')[2] ?? ''
  const answer = await context.request.get(
    `${leitstand.url}/api/pieces?text=${encodeURIComponent(title.split(':')[0] ?? title)}`,
    { headers: { 'leitstand-workspace': slug } },
  )
  const { pieces: found } = (await answer.json()) as { pieces: { id: string; title: string }[] }
  const piece = found.find((candidate) => candidate.title === title)
  if (!piece) throw new Error(`No piece is called ${title}.`)
  return `pieces/${piece.id}`
}

async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.waitForFunction(
    () => document.querySelector('.mantine-Loader-root, .mantine-Skeleton-root') === null,
  )
}

async function boxAround(parts: readonly Locator[], { height = Number.POSITIVE_INFINITY, room = 12 }: Scene) {
  const boxes = []
  for (const part of parts) {
    await part.waitFor()
    const box = await part.boundingBox()
    if (box) boxes.push(box)
  }
  const left = Math.max(0, Math.min(...boxes.map(({ x }) => x)) - room)
  const top = Math.max(0, Math.min(...boxes.map(({ y }) => y)) - room)
  const right = Math.min(1280, Math.max(...boxes.map(({ x, width }) => x + width)) + room)
  const bottom = Math.max(...boxes.map(({ y, height: own }) => y + own)) + room
  return {
    x: Math.round(left),
    y: Math.round(top),
    width: Math.round(right - left),
    height: Math.round(Math.min(bottom - top, height)),
  }
}
