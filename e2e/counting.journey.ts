import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { desktop, openBrowser } from './support/browser.ts'
import { startLeitstand, type RunningLeitstand } from './support/leitstand.ts'

const visitor =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

// The real script in a real browser on a website of another origin.
describe('website counting', () => {
  let leitstand: RunningLeitstand
  let browser: Browser
  let owner: BrowserContext
  let website: Server
  let address = ''

  const counting = async () => {
    const answer = await owner.request.get(`${leitstand.url}/api/counting`, {
      headers: { 'leitstand-workspace': 'musterhaus' },
    })
    return (await answer.json()) as { siteKey: string; viewsToday: number; lastHost: string | null }
  }

  beforeAll(async () => {
    ;[leitstand, browser] = await Promise.all([startLeitstand(), openBrowser()])
    owner = await browser.newContext(desktop)
    const setUp = await owner.request.post(`${leitstand.url}/api/setup`, {
      headers: { origin: leitstand.url },
      data: {
        name: 'Petra Muster',
        email: 'petra@beispiel.test',
        password: 'Schiefer-Kompass-41',
        workspaceName: 'Musterhaus',
        language: 'de',
        zone: 'Europe/Berlin',
      },
    })
    expect(setUp.status()).toBe(200)

    const page = await owner.newPage()
    await page.goto(`${leitstand.url}/w/musterhaus/measure?setup=true`)
    const tag = await page.getByText('<script defer').innerText()
    await page.getByText('Bisher ist kein Aufruf angekommen.').waitFor()
    // Twice, as it happens with a theme and a plugin.
    const html = `<!doctype html><title>Blog</title>${tag}${tag}<h1>Hallo</h1>`
    website = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end(html)
    }).listen(0, '127.0.0.1')
    await once(website, 'listening')
    const place = website.address()
    address = typeof place === 'object' && place ? `http://127.0.0.1:${place.port}` : ''
  })

  afterAll(async () => {
    await browser?.close()
    website?.close()
    await leitstand?.stop()
  })

  it('counts a page once, and the next page of a single-page app, and keeps nothing on the device', async () => {
    const context = await browser.newContext({ userAgent: visitor })
    const page = await context.newPage()
    const troubles: string[] = []
    page.on('console', (message) => troubles.push(message.text()))
    const sent: string[] = []
    page.on('response', (response) => {
      if (response.request().method() === 'POST')
        sent.push(`${response.status()} ${response.request().postData()}`)
    })
    await page.goto(`${address}/artikel/?utm_id=h7kmx3q&session=geheim#mitte`)
    await expect.poll(() => sent.length).toBe(1)
    await page.evaluate(() => history.pushState({}, '', '/zweite-seite'))
    await page.evaluate(() => history.pushState({}, '', '/zweite-seite#unten'))
    await expect.poll(() => sent.length).toBe(2)

    expect(sent[0]).toMatch(/^204 .*\/artikel\/\?utm_id=h7kmx3q"/)
    expect(sent.join()).not.toContain('geheim')
    expect(await counting()).toMatchObject({ viewsToday: 2, lastHost: new URL(address).host })
    expect(await context.cookies()).toEqual([])
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
    expect(troubles).toEqual([])
    await context.close()
  })

  it('shows that page views arrive', async () => {
    const page = await owner.newPage()
    await page.goto(`${leitstand.url}/w/musterhaus/measure?setup=true`)
    await page.getByText('Daten kommen an', { exact: false }).waitFor()
    await page.close()
  })

  it('leaves those alone who do not want to be counted', async () => {
    const before = await counting()
    const context = await browser.newContext({ userAgent: visitor, extraHTTPHeaders: { 'sec-gpc': '1' } })
    await context.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
    )
    const page = await context.newPage()
    const loaded = page.waitForResponse(`${leitstand.url}/t.js`)
    await page.goto(`${address}/artikel`)
    await loaded
    await page.evaluate(() => history.pushState({}, '', '/noch-eine'))
    expect(await counting()).toMatchObject({ viewsToday: before.viewsToday })
    await context.close()
  })
})
