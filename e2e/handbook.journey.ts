import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { kitText } from '../src/kit/text.ts'
import { accessibilityTroubles } from './support/axe.ts'
import { desktop, openBrowser } from './support/browser.ts'
import { startLeitstand, type RunningLeitstand } from './support/leitstand.ts'

const pages = [
  ['today', 'heute', 'today'],
  ['plan', 'plan', 'plan'],
  ['plan/import', 'plan-importieren', 'import-a-plan'],
  ['produce', 'schreiben', 'writing'],
  ['produce/reviews', 'freigaben', 'approvals'],
  ['publish', 'veroeffentlichen', 'publish'],
  ['publish/channels', 'wordpress-verbinden', 'connect-wordpress'],
  ['measure', 'messen', 'measure'],
  ['manage/members', 'team-einladen', 'invite-your-team'],
  ['manage/settings', 'arbeitsbereich', 'workspace'],
  ['manage/outbox', 'postausgang', 'outbox'],
  ['manage/audit', 'protokoll', 'audit-log'],
  ['manage/profile', 'profil', 'profile'],
] as const

let leitstand: RunningLeitstand
let browser: Browser
let context: BrowserContext

beforeAll(async () => {
  ;[leitstand, browser] = await Promise.all([startLeitstand(), openBrowser()])
  context = await browser.newContext(desktop)
  const setUp = await context.request.post(`${leitstand.url}/api/setup`, {
    data: {
      name: 'Jana Muster',
      email: 'jana@beispiel.test',
      password: 'Schiefer-Kompass-41',
      workspaceName: 'Musterhaus',
      language: 'de',
      zone: 'Europe/Berlin',
    },
    headers: { origin: leitstand.url },
  })
  expect(setUp.status()).toBe(200)
})

afterAll(async () => {
  await browser?.close()
  await leitstand?.stop()
})

it.each(['de', 'en'] as const)('the ? of every page opens its page of the handbook: %s', async (language) => {
  await context.request.patch(`${leitstand.url}/api/me`, {
    data: { language },
    headers: { origin: leitstand.url },
  })
  const created = await context.request.post(`${leitstand.url}/api/pieces`, {
    data: { title: `Messebericht ${language}` },
    headers: { origin: leitstand.url, 'leitstand-workspace': 'musterhaus' },
  })
  const { id } = (await created.json()) as { id: string }
  for (const [path, de, en] of [...pages, [`pieces/${id}`, 'beitrag', 'piece'] as const]) {
    const page = await context.newPage()
    const pictures: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('.webp')) pictures.push(request.url())
    })
    await page.goto(`${leitstand.url}/w/musterhaus/${path}`)
    await page.getByRole('button', { name: kitText[language].help, exact: true }).waitFor()
    // The first load brings none of the handbook.
    expect(pictures).toEqual([])
    await page.getByRole('button', { name: kitText[language].help, exact: true }).click()
    const drawer = page.getByRole('dialog')
    const text = await readFile(
      join(import.meta.dirname, '../docs/handbook', language, `${language === 'de' ? de : en}.md`),
      'utf8',
    )
    await drawer.getByRole('heading', { name: /^# (.+)$/m.exec(text)?.[1] ?? '', exact: true }).waitFor()
    const picture = drawer.locator('img').first()
    await picture.scrollIntoViewIfNeeded()
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0), {
        timeout: 10_000,
      })
      .toBe(true)
    if (path === 'plan') expect(await accessibilityTroubles(page)).toEqual([])
    await page.close()
  }
})
