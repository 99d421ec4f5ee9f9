/** A frame on a page of another origin has the height of its list, under strict policies and in a sandbox. */
import type { Page } from 'playwright-core'
import t from 'tap'
import { hostPage, publicAddress, publicContext, startBrowser, withoutBrowser } from '../fixtures/browser.ts'
import { library } from '../library.ts'
import { startServer } from '../server.ts'

const listener = `<script type="module" src="${publicAddress}/embed-frame.js"></script>`
const frame = (more = '') =>
  `<iframe data-offprint title="Publications" width="100%" height="150" src="${publicAddress}/publications.frame.html?groupBy=year"${more}></iframe>`

/** How high the frame is, once it is as high as what it shows. */
async function settledHeight(page: Page, index = 0): Promise<number> {
  const element = page.locator('iframe').nth(index)
  const content = page.frameLocator('iframe').nth(index).locator('html')
  for (;;) {
    const height = Number(await element.getAttribute('height'))
    const inside = await content.evaluate((root) => Math.ceil(root.getBoundingClientRect().height))
    if (height === inside) return height
    await page.waitForTimeout(20)
  }
}

t.test('a frame of another origin is as high as its list', { skip: withoutBrowser }, async (t) => {
  const { url } = await startServer(t, library)
  const browser = await startBrowser(t)
  const context = await publicContext(browser, url, { viewport: { width: 900, height: 600 } })
  const page = await context.newPage()
  const policy = `default-src 'none'; script-src ${publicAddress}; frame-src ${publicAddress}`
  await page.goto(await hostPage(t, `${listener}${frame()}`, policy))
  const wide = await settledHeight(page)
  t.ok(wide > 500, `${wide} px for the whole list`)
  t.notOk(
    await page.frameLocator('iframe').locator('html').evaluate(hasScrollbar),
    'nothing to scroll inside',
  )
  await page.setViewportSize({ width: 320, height: 600 })
  await page.locator(`iframe:not([height="${wide}"])`).waitFor()
  const narrow = await settledHeight(page)
  t.ok(narrow > wide, 'narrower is higher')
  // By keyboard: a click goes to where the frame was, should it still be moving.
  await page.frameLocator('iframe').locator('.abstract summary').first().press('Enter')
  await page.locator(`iframe:not([height="${narrow}"])`).waitFor()
  t.ok((await settledHeight(page)) > narrow, 'an abstract that unfolds makes room for itself')
})

const hasScrollbar = (root: { scrollHeight: number; clientHeight: number }) =>
  root.scrollHeight > root.clientHeight

t.test('a frame that spoke before anybody listened is asked again', { skip: withoutBrowser }, async (t) => {
  const { url } = await startServer(t, library)
  const browser = await startBrowser(t)
  const context = await publicContext(browser, url)
  const page = await context.newPage()
  await page.goto(await hostPage(t, frame()), { waitUntil: 'load' })
  t.equal(await page.locator('iframe').getAttribute('height'), '150', 'nobody listens yet')
  await page.addScriptTag({ type: 'module', url: `${publicAddress}/embed-frame.js` })
  t.ok((await settledHeight(page)) > 150)
})

t.test(
  'frames that are not marked stay as they are, sandboxed ones may be marked',
  { skip: withoutBrowser },
  async (t) => {
    const { url } = await startServer(t, library)
    const browser = await startBrowser(t)
    const context = await publicContext(browser, url)
    const page = await context.newPage()
    const body = `${listener}${frame().replace('data-offprint ', '')}${frame(' sandbox="allow-scripts"')}`
    await page.goto(await hostPage(t, body))
    t.ok((await settledHeight(page, 1)) > 150, 'without an origin of its own')
    t.equal(await page.locator('iframe').first().getAttribute('height'), '150')
  },
)

t.test('a frame looks as its address says', { skip: withoutBrowser }, async (t) => {
  const { url, get } = await startServer(t, library)
  const browser = await startBrowser(t)
  const context = await publicContext(browser, url, { colorScheme: 'light' })
  const page = await context.newPage()
  const at = (query: string) => page.goto(`${publicAddress}/publications.frame.html${query}`)
  const style = (selector: string, name: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((one: any, name) => (globalThis as any).getComputedStyle(one)[name], name)
  await at('?scheme=dark&accent=teal&compact=true')
  t.equal(await style('body', 'backgroundColor'), 'rgb(21, 24, 29)')
  await page.locator('.title a').first().hover()
  t.equal(await style('.title a', 'color'), 'rgb(0, 128, 128)')
  t.equal(await style('.abstract', 'display'), 'none')
  await at('')
  t.equal(await style('body', 'backgroundColor'), 'rgb(255, 255, 255)')
  t.equal(await style('.abstract', 'display'), 'block')
  const { status, json } = await get('/publications.frame.html?accent=red;}body{display:none')
  t.equal(status, 400)
  t.match(json.expected, 'teal')
})
