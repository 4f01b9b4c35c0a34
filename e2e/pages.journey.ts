import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityTroubles } from './support/axe.ts'
import { desktop, openBrowser, phone } from './support/browser.ts'
import { startLeitstand, type RunningLeitstand } from './support/leitstand.ts'

const pages = [
  'today',
  'plan',
  'plan?view=week',
  'plan?view=table',
  'plan/import',
  'produce',
  'produce/reviews',
  'publish',
  'publish/channels',
  'measure',
  'manage/members',
  'manage/settings',
  'manage/outbox',
  'manage/audit',
  'manage/profile',
]

// Every page with the data of the demo company, as different people see it.
describe('every page', () => {
  let leitstand: RunningLeitstand
  let browser: Browser
  let workspace: string
  let passwordLink: string
  let session: Awaited<ReturnType<BrowserContext['storageState']>>

  beforeAll(async () => {
    ;[leitstand, browser] = await Promise.all([startLeitstand(), openBrowser()])
    const demo = ['src/cli.ts', 'demo', '--data', leitstand.dataDir]
    const { stdout } = await promisify(execFile)(process.execPath, demo)
    passwordLink = /https?:\S+\/reset\/\S+/.exec(stdout)?.[0] ?? ''
  })

  afterAll(async () => {
    await browser?.close()
    await leitstand?.stop()
  })

  it('opens with the link the command prints', async () => {
    const page = await browser.newPage(desktop)
    await page.goto(passwordLink)
    await page.getByLabel('Neues Passwort', { exact: true }).fill('Schiefer-Kompass-41')
    await page.getByRole('button', { name: 'Passwort speichern' }).click()
    await page.waitForURL('**/today')
    workspace = new URL(page.url()).pathname.split('/')[2] ?? ''
    session = await page.context().storageState()
    await page.close()
  })
  it.each([
    { name: 'German, wide, light', options: { ...desktop, colorScheme: 'light' as const }, language: 'de' },
    { name: 'German, phone, dark', options: { ...phone, colorScheme: 'dark' as const }, language: 'de' },
    { name: 'English, wide, dark', options: { ...desktop, colorScheme: 'dark' as const }, language: 'en' },
    { name: 'English, phone, light', options: { ...phone, colorScheme: 'light' as const }, language: 'en' },
  ])('is accessible, fits and asks nobody else: $name', async ({ options, language }) => {
    const context = await browser.newContext({ ...options, storageState: session })
    const page = await context.newPage()
    const troubles: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(leitstand.url) && !/^(data|blob):/.test(request.url()))
        troubles.push(`asks ${request.url()}`)
    })
    page.on('pageerror', (error) => troubles.push(error.message))
    await page.request.patch(`${leitstand.url}/api/me`, {
      data: { language, theme: 'auto' },
      headers: { origin: leitstand.url },
    })
    for (const path of [...pages, await onePiece(page)]) {
      await page.goto(`${leitstand.url}/w/${workspace}/${path}`)
      await settled(page)
      troubles.push(...(await accessibilityTroubles(page)).map((trouble) => `${path} ${trouble}`))
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      if (width > (options.viewport?.width ?? 0)) troubles.push(`${path} is ${width} px wide`)
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language)
    }
    expect(troubles).toEqual([])
    await context.close()
  })

  /** A published piece: the one with the most on its page. */
  async function onePiece(page: Page): Promise<string> {
    const answer = await page.request.get(`${leitstand.url}/api/pieces?status[]=published`, {
      headers: { 'leitstand-workspace': workspace },
    })
    const { pieces } = (await answer.json()) as { pieces: { id: string }[] }
    return `pieces/${pieces[0]?.id ?? ''}`
  }

  async function settled(page: Page): Promise<void> {
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForFunction(
      () => document.querySelector('.mantine-Loader-root, .mantine-Skeleton-root') === null,
    )
  }
})
