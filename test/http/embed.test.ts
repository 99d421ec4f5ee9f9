/** The list on other people's pages: in a real browser, from another origin, under a strict policy, without a server. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { hostPage, publicContext, startBrowser, withoutBrowser } from '../fixtures/browser.ts'
import { library } from '../library.ts'
import { startServer } from '../server.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

t.test('the script is small, has a hash, and asks nobody else', async (t) => {
  const { get } = await startServer(t, library)
  const { text, headers } = await get('/embed.js')
  t.match(headers.get('content-type'), 'text/javascript')
  t.ok(gzipSync(text).length < 8 * 1024, 'below 8 kB compressed')
  t.notMatch(text, /https?:\/\//)
  const { integrity } = (await get('/embed.json')).json
  t.equal(integrity, `sha384-${createHash('sha384').update(text).digest('base64')}`)
  t.equal((await get('/embed.js', { 'if-none-match': headers.get('etag')! })).status, 304)
})

t.test('the fragment is a list and nothing around it', async (t) => {
  const { get } = await startServer(t, library)
  const { text, status } = await get('/publications.fragment.html?groupBy=year&highlight=owner')
  t.equal(status, 200)
  t.match(text, /^<div class="op"/)
  t.notMatch(text, /<(?:html|head|body|script|style|link|meta)\b/)
  t.match(text, /<strong class="self"[^>]*>Ada Müller<sup title="Contributed equally">\*<\/sup>/)
  t.match(text, '* contributed equally')
  t.match(text, '<span class="award">Best Paper</span>')
  t.match(text, /<summary[^>]*>Abstract<\/summary><p>Measures a street\./)
})

t.test('the component works on a strict page of another origin', { skip: withoutBrowser }, async (t) => {
  const { url } = await startServer(t, library)
  const site = await hostPage(
    t,
    `<script type="module" src="${url}/embed.js"></script><publication-list id="p" src="${url}" group-by="year" highlight="ada-muller"><p>Our papers.</p></publication-list>`,
    `default-src 'none'; script-src ${url}; connect-src ${url} http://localhost:3000`,
  )
  const browser = await startBrowser(t)
  const context = await publicContext(browser, url, {
    viewport: { width: 320, height: 700 },
    colorScheme: 'dark',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(site)
  await page.locator('.pub:visible').first().waitFor()
  // The browser itself asks for the icon, which the policy forbids like everything else.
  t.same(
    complaints.filter((text) => !/favicon/.test(text)),
    [],
  )
  t.equal(await page.evaluate('document.documentElement.scrollWidth'), 320, 'fits')
  t.equal(await page.locator('.self').first().textContent(), 'Ada Müller*')

  await page.locator('input[type=search]').fill('lodz')
  t.equal(await page.locator('.pub:visible').count(), 1, 'search without marks')
  t.match(page.url(), 'p.q=lodz')
  await page.reload()
  await page.locator('.pub:visible').first().waitFor()
  t.equal(await page.locator('.pub:visible').count(), 1, 'the filter is in the address')

  await page.locator('.pub:visible .cite summary').click()
  await page.locator('.pub:visible .cite a', { hasText: 'BibTeX' }).click()
  t.match(await page.locator('.pub:visible pre').textContent(), '@article{muller2021lodz')

  await page.goto(site)
  await page.locator('.pub:visible').first().waitFor()
  const count = await page.locator('.pub').count()
  await page.waitForFunction('localStorage.length > 0')
  await context.route(`${url}/publications.fragment.html**`, (route) => route.abort())
  await page.reload()
  await page.locator('.note[role=status]').waitFor()
  t.equal(await page.locator('.pub').count(), count, 'the last good list is kept')
  await page.evaluate('localStorage.clear()')
  await page.reload()
  await page.locator('[part=message]').waitFor()
  t.ok(await page.getByText('Our papers.').isVisible(), 'what stood there stays in sight')
})

t.test('with scripts off, what stands inside is shown', { skip: withoutBrowser }, async (t) => {
  const { url } = await startServer(t, library)
  const site = await hostPage(
    t,
    `<script type="module" src="${url}/embed.js"></script><publication-list src="${url}"><p>Our papers.</p></publication-list>`,
  )
  const browser = await startBrowser(t)
  const page = await browser.newPage({ javaScriptEnabled: false })
  await page.goto(site)
  t.ok(await page.getByText('Our papers.').isVisible())
})

t.test(
  'axe finds nothing on any page, light or dark, wide or narrow',
  { skip: withoutBrowser },
  async (t) => {
    const { url } = await startServer(t, library)
    const site = await hostPage(
      t,
      `<script type="module" src="${url}/embed.js"></script><h2>Publications</h2><publication-list src="${url}" group-by="year" highlight="ada-muller"></publication-list>`,
    )
    const browser = await startBrowser(t)
    const pages = [
      '/',
      '/publications.html?groupBy=year&highlight=owner',
      '/publications/muller2021lodz.html',
      '/people/bo-chen.html',
      '/people.html',
      '/groups/systems-lab.html',
      '/groups.html',
      '/venues.html',
      '/tags.html',
      '/cv.html',
      '/publications.frame.html?accent=teal&scheme=dark&compact=true',
      '/embed',
      '/embed?style=nonsense',
    ].map((path) => url + path)
    for (const address of [...pages, site]) {
      for (const [width, colorScheme] of [
        [1280, 'light'],
        [320, 'dark'],
      ] as const) {
        const context = await browser.newContext({
          viewport: { width, height: 800 },
          colorScheme,
          bypassCSP: true,
        })
        const page = await context.newPage()
        await page.goto(address, { waitUntil: 'networkidle' })
        await page.evaluate(axe)
        const violations = await page.evaluate(async () => {
          const { violations } = await (globalThis as any).axe.run()
          return violations.map(({ id, nodes }: any) => `${id}: ${nodes[0].html}`)
        })
        t.same(violations, [], `${address} ${width} ${colorScheme}`)
        t.equal(await page.evaluate('document.documentElement.scrollWidth'), width, `${address} fits`)
        await context.close()
      }
    }
  },
)
