import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { germanPlan, xlsxFixture } from '../src/plan/exchange/testing/xlsxFixture.ts'
import { accessibilityTroubles } from './support/axe.ts'
import { desktop, openBrowser, phone } from './support/browser.ts'
import { startLeitstand, type RunningLeitstand } from './support/leitstand.ts'

let leitstand: RunningLeitstand
let browser: Browser
let context: BrowserContext
let page: Page
let folder: string

beforeAll(async () => {
  ;[leitstand, browser, folder] = await Promise.all([
    startLeitstand(),
    openBrowser(),
    mkdtemp(join(tmpdir(), 'leitstand-plan-')),
  ])
  context = await browser.newContext(desktop)
  page = await context.newPage()
  await page.goto(leitstand.url)
  const status = await page.evaluate(async () => {
    const body = {
      name: 'Jana Muster',
      email: 'jana@beispiel.test',
      password: 'Schiefer-Kompass-41',
      workspaceName: 'Musterhaus',
      language: 'de',
      zone: 'Europe/Berlin',
    }
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/setup', { method: 'POST', headers, body: JSON.stringify(body) })).status
  })
  expect(status).toBe(200)
})

afterAll(async () => {
  await browser?.close()
  await leitstand?.stop()
})

const address = () => `${leitstand.url}/w/musterhaus/plan/import`
const upload = async (on: Page, name: string, bytes: Uint8Array | string) => {
  const path = join(folder, name)
  await writeFile(path, bytes)
  await on.setInputFiles('input[type=file]', path)
}

it('a sheet comes into the plan by keyboard and out of it again; what cannot be read is refused in words', async () => {
  await page.goto(address())
  await upload(page, 'Plan.xlsx', 'Datum;Thema\n1.1.2027;Text')
  await page.getByRole('alert').getByText('enthält aber einfachen Text').waitFor()

  await upload(page, 'Redaktionsplan 2026.xlsx', xlsxFixture([{ name: 'Plan', rows: germanPlan }]))
  await page.getByLabel('Spalte D (Thema) wird zu').waitFor()
  expect(await page.getByLabel('Spalte D (Thema) wird zu').inputValue()).toBe('title')
  expect(await accessibilityTroubles(page)).toEqual([])
  await page.getByLabel('Spalte H (Bemerkung) wird zu').selectOption({ label: 'Zusatzfeld behalten' })

  await page.getByRole('button', { name: 'Weiter zur Vorschau' }).press('Enter')
  await page.getByText('5 Beiträge kommen in den Plan').waitFor()
  await page.getByText('Dieses Datum gibt es nicht', { exact: true }).waitFor()
  expect(await accessibilityTroubles(page)).toEqual([])

  await page.getByRole('button', { name: '5 Beiträge importieren' }).press('Enter')
  await page.getByText('5 Beiträge sind im Plan').waitFor()
  expect(await page.getByRole('link', { name: 'Messerückblick' }).getAttribute('href')).toMatch(
    /\/pieces\/[0-9a-f-]{36}$/,
  )

  // The address alone leads back to the result, on any device.
  const handheld = await browser.newContext({ ...phone, storageState: await context.storageState() })
  const small = await handheld.newPage()
  await small.goto(page.url())
  await small.getByText('5 Beiträge sind im Plan').waitFor()
  expect(await accessibilityTroubles(small)).toEqual([])
  expect(await small.evaluate(() => document.documentElement.scrollWidth)).toBe(390)

  await page.getByRole('button', { name: 'Import rückgängig machen' }).press('Enter')
  await page.getByText('Der Import ist rückgängig gemacht').waitFor()
  // The other device hears of it by itself.
  await small.getByText('Der Import ist rückgängig gemacht').waitFor()
})
