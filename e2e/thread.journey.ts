import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peerEnvironment } from '../src/connect/wordpress/testing/peer.ts'
import { newShortCode } from '../src/kernel/id.ts'
import { accessibilityTroubles } from './support/axe.ts'
import { desktop, openBrowser, phone } from './support/browser.ts'
import { startLeitstand, type RunningLeitstand } from './support/leitstand.ts'

const peer = peerEnvironment()
// A browser that says it is automated is a bot to the counter.
const personsBrowser =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

/** Puts the counting tag into the page as the theme of the website would. Runs in the browser. */
function placeTag(tag: string): void {
  const written = new DOMParser().parseFromString(tag, 'text/html').querySelector('script')
  const script = document.createElement('script')
  for (const { name, value } of written?.attributes ?? []) script.setAttribute(name, value)
  document.head.append(script)
}

// The first version's whole promise, in German, as a new user: from the first run to the cost of a visit.
describe.skipIf(peer === null)('the thread (needs peers/wordpress.sh)', () => {
  const { WP_URL = '', WP_USER = '', WP_APP_PASSWORD = '' } = peer ?? {}
  const title = `Fünf Fehler im Redaktionsplan ${newShortCode()}`
  let leitstand: RunningLeitstand
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let piecePage = ''

  beforeAll(async () => {
    ;[leitstand, browser] = await Promise.all([
      startLeitstand({ LEITSTAND_ALLOW_PRIVATE_HOSTS: new URL(WP_URL).host }),
      openBrowser(),
    ])
    context = await browser.newContext(desktop)
    page = await context.newPage()
  })

  afterAll(async () => {
    await browser?.close()
    await leitstand?.stop()
  })

  const dialog = () => page.getByRole('dialog')

  it('begins with the first run', async () => {
    await page.goto(leitstand.url)
    await page.getByRole('heading', { name: 'Leitstand einrichten' }).waitFor()
    await page.getByLabel('Dein Name').fill('Petra Muster')
    await page.getByLabel('E-Mail').fill('petra@beispiel.test')
    await page.getByLabel('Passwort', { exact: true }).fill('Schiefer-Kompass-41')
    await page.getByLabel('Name des Arbeitsbereichs').fill('Musterhaus')
    await page.getByRole('button', { name: 'Einrichten und loslegen' }).click()
    await page.waitForURL('**/w/musterhaus/today')
    expect(await accessibilityTroubles(page)).toEqual([])
  })

  it('takes in the sheet they have', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leitstand-thread-'))
    const sheet = join(folder, 'Redaktionsplan.csv')
    await writeFile(
      sheet,
      `\uFEFFDatum;Uhrzeit;Kanal;Thema;Format;Verantwortlich;Status;Bemerkung\r\n${[
        `24.11.2026;09:00;Blog;${title};Blogartikel;Petra Muster;in Arbeit;mit Checkliste`,
        '26.11.2026;10:30;XING;Rückblick auf die Messe;Beitrag;Bernd;offen;',
        '03.11.2026;08:00;Blog;Längst erschienen;Blogartikel;Petra Muster;veröffentlicht;',
      ].join('\r\n')}\r\n`,
    )
    await page.getByRole('link', { name: 'Planen' }).first().click()
    await page.getByRole('link', { name: 'Plan importieren' }).first().click()
    await page.setInputFiles('input[type=file]', sheet)
    await page.getByRole('button', { name: 'Weiter zur Vorschau' }).click()
    await page.getByText('3 Beiträge kommen in den Plan').waitFor()
    await page.getByRole('button', { name: '3 Beiträge importieren' }).click()
    await page.getByText('3 Beiträge sind im Plan').waitFor()
    await page.getByRole('link', { name: title }).click()
    await page.getByRole('heading', { name: title }).waitFor()
    piecePage = page.url()
  })

  it('writes, and a closed tab loses nothing', async () => {
    const editor = page.getByRole('textbox', { name: 'Text des Beitrags' })
    await editor.click()
    await page.keyboard.type('Der häufigste Fehler ist ein Plan, den niemand pflegt.')
    await page.close()
    page = await context.newPage()
    await page.goto(piecePage)
    await page.getByText('ein Plan, den niemand pflegt').waitFor()
    expect(await accessibilityTroubles(page)).toEqual([])
  })

  it('connects the website and plans the next full minute', async () => {
    await page.getByRole('link', { name: 'Veröffentlichen' }).first().click()
    await page.getByRole('link', { name: 'Kanäle' }).first().click()
    await page.getByRole('button', { name: 'WordPress verbinden' }).first().click()
    await dialog().getByLabel('Name des Kanals').fill('Blog')
    await dialog().getByLabel('Adresse der Website').fill(WP_URL)
    await dialog().getByLabel('Benutzername in WordPress').fill(WP_USER)
    await dialog().getByLabel('Anwendungspasswort').fill('falsch falsch falsch')
    await dialog().getByRole('button', { name: 'Verbinden und prüfen' }).click()
    await dialog().getByRole('alert').waitFor()
    await dialog().getByLabel('Anwendungspasswort').fill(WP_APP_PASSWORD)
    await dialog().getByRole('button', { name: 'Verbinden und prüfen' }).click()
    await page.getByText('Blog ist verbunden.').waitFor()

    await page.goto(piecePage)
    await page.getByRole('button', { name: 'Ausspielung planen' }).click()
    // Far enough ahead that the guest can decide in between.
    const minute = new Date(Math.ceil((Date.now() + 45_000) / 60_000) * 60_000)
    const inBerlin = (options: Intl.DateTimeFormatOptions) =>
      new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', ...options }).format(minute)
    await dialog()
      .getByLabel('Tag')
      .fill(inBerlin({ day: '2-digit', month: '2-digit', year: 'numeric' }))
    await dialog()
      .getByLabel('Uhrzeit')
      .fill(inBerlin({ hour: '2-digit', minute: '2-digit' }))
    await dialog().getByLabel('Uhrzeit').press('Tab')
    await dialog().getByRole('button', { name: 'Ausspielung planen' }).click()
    await dialog().waitFor({ state: 'detached' })
    await page.getByText('Die Freigabe fehlt noch').first().waitFor()
  })

  it('gets the yes of a guest in another browser, by link and code', async () => {
    await page.getByRole('button', { name: 'Freigabe anfragen' }).click()
    await dialog().getByText('Einen Gast per Link').click()
    await dialog().getByLabel('Name').fill('Gerd Leitung')
    await dialog().getByLabel('E-Mail-Adresse').fill('gerd@beispiel.test')
    await dialog().getByRole('button', { name: 'Anfragen' }).click()
    await dialog().getByText('Link für Gerd Leitung').waitFor()
    const link = await dialog().getByRole('textbox').inputValue()
    await dialog().getByRole('button', { name: 'Fertig' }).click()

    const guest = await (await browser.newContext(phone)).newPage()
    await guest.goto(link)
    await guest.getByRole('button', { name: 'Code anfordern' }).click()
    await guest.getByLabel('Sechsstelliger Code').waitFor()
    await guest.getByLabel('Sechsstelliger Code').fill(await codeFromOutbox())
    await guest.getByRole('button', { name: 'Beitrag öffnen' }).click()
    await guest.getByText('ein Plan, den niemand pflegt').waitFor()
    expect(await accessibilityTroubles(guest)).toEqual([])
    await guest.getByRole('button', { name: 'Freigeben' }).click()
    await guest.getByText('Danke! Du hast den Beitrag freigegeben.').waitFor()
    // The yes arrives on the open page by itself.
    await page.getByText('Freigegeben von Gerd Leitung').waitFor()
  })

  /** The outbox is where mails wait as long as no mail server is set. */
  async function codeFromOutbox(): Promise<string> {
    const outbox = await context.newPage()
    await outbox.goto(`${leitstand.url}/w/musterhaus/manage/outbox`)
    await outbox.getByRole('button', { name: 'Öffnen' }).first().click()
    const mail = await outbox.getByRole('dialog').getByText(/\d{6}/).innerText()
    await outbox.close()
    return /\b\d{6}\b/.exec(mail)?.[0] ?? ''
  }

  it('is online at the minute, once', async () => {
    await page.getByText('Online ansehen').waitFor({ timeout: 120_000 })
    const found = (await (
      await fetch(`${WP_URL}/wp-json/wp/v2/posts?search=${encodeURIComponent(title)}`)
    ).json()) as { link: string; title: { rendered: string } }[]
    expect(found).toHaveLength(1)
    const live = await page.getByRole('link', { name: 'Online ansehen' }).getAttribute('href')
    expect(live).toBe(found[0]?.link)
  })

  it('shows what it brought in for what it cost', async () => {
    await page.getByRole('button', { name: 'Kosten eintragen' }).click()
    await page.getByText('Ist', { exact: true }).click()
    await page.getByLabel('Wofür?').fill('Texthonorar')
    await page.getByLabel('Betrag').fill('120')
    await page.getByRole('button', { name: 'Speichern' }).last().click()
    await page.getByText('120,00').first().waitFor()

    const shortLink = /https?:\/\/[^\s"]+\/go\/[a-z0-9]+/.exec(await page.content())?.[0] ?? ''
    const setUp = await context.newPage()
    await setUp.goto(`${leitstand.url}/w/musterhaus/measure?setup=true`)
    const tag = await setUp.getByText('<script defer').innerText()

    const visitor = await (await browser.newContext({ ...desktop, userAgent: personsBrowser })).newPage()
    expect((await visitor.goto(shortLink))?.status()).toBe(200)
    expect(visitor.url()).toContain('utm_source=')
    const counted = visitor.waitForResponse(`${leitstand.url}/t`)
    await visitor.evaluate(placeTag, tag)
    expect((await counted).status()).toBe(204)

    await page.reload()
    const costPerVisit = page.getByText('Kosten je Besuch').first().locator('xpath=..')
    await costPerVisit.getByText('120,00 €', { exact: true }).waitFor()
    expect(await accessibilityTroubles(page)).toEqual([])
  })
})
