/** The element as it is reached by keyboard, in print, from right to left, and with more entries than are there at once. */
import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { hostPage, publicContext, startBrowser, withoutBrowser } from '../fixtures/browser.ts'
import { startServer } from '../server.ts'

const count = 130
const publications = Array.from({ length: count }, (_, i) => ({
  key: `work${i}`,
  type: 'article-journal' as const,
  title: `Work number${i}`,
  issued: String(2000 + (i % 20)),
  abstract: `What number${i} is about.`,
  contributors: [{ role: 'author' as const, given: 'Ada', family: 'Müller' }],
  tags: ['common', `tag${i}`],
}))

async function open(t: Test, attributes = '', language = 'en', direction = 'ltr'): Promise<Page> {
  const { url } = await startServer(t, { publications })
  const site = await hostPage(
    t,
    `<div lang="${language}" dir="${direction}"><script type="module" src="${url}/embed.js"></script><publication-list id="p" src="${url}" ${attributes}></publication-list></div>`,
  )
  const browser = await startBrowser(t)
  const context = await publicContext(browser, url, { viewport: { width: 700, height: 700 } })
  const page = await context.newPage()
  await page.goto(site)
  await page.locator('.pub').first().waitFor()
  return page
}

const all = `document.querySelector('publication-list').shadowRoot.querySelectorAll('.pub').length === ${count}`

t.test(
  'a long list is all there, is searched as a whole, and is printed as a whole',
  { skip: withoutBrowser },
  async (t) => {
    const page = await open(t, 'group-by="year"')
    await page.waitForFunction(all)
    const keys = await page.locator('.pub .title').allTextContents()
    t.equal(new Set(keys).size, count)
    const years = await page
      .locator('.pub')
      .evaluateAll((items) => items.map((item: any) => item.dataset.year))
    t.same(years, [...years].sort().reverse(), 'in order')
    t.equal(await page.locator('[part=item]').count(), count, 'every entry has its parts')
    t.equal(await page.locator('select[name=tag] option').count(), 101, 'the commonest of very many tags')
    await page.locator('input[type=search]').fill('number129')
    t.equal(await page.locator('.pub:not([hidden])').count(), 1)
    t.equal(await page.locator('section:not([hidden])').count(), 1, 'headings without entries are gone')
    await page.locator('input[type=search]').fill('')
    await page.emulateMedia({ media: 'print' })
    t.notOk(await page.locator('.controls').isVisible())
    t.equal(
      await page
        .locator('.pub')
        .last()
        .evaluate((item: any) => (globalThis as any).getComputedStyle(item).contentVisibility),
      'visible',
    )
  },
)

t.test('by keyboard alone', { skip: withoutBrowser }, async (t) => {
  const page = await open(t, 'limit="3"')
  const focused = () =>
    page.evaluate(() => {
      let element: any = (globalThis as any).document.activeElement
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement
      const { width, height } = element.getBoundingClientRect()
      const outline = (globalThis as any).getComputedStyle(element).outlineStyle
      return { text: (element.textContent || element.ariaLabel || '').trim(), width, height, outline }
    })
  const tabTo = async (text: string) => {
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press('Tab')
      const at = await focused()
      t.not(at.outline, 'none', `one sees where one is: ${at.text.slice(0, 20)}`)
      if (at.text === text) return at
    }
    throw new Error(`"${text}" is not reached by Tab`)
  }
  const cite = await tabTo('Cite')
  t.ok(cite.width >= 24 && cite.height >= 24, `${cite.width} by ${cite.height} px, WCAG 2.2, 2.5.8`)
  await page.keyboard.press('Enter')
  await tabTo('BibTeX')
  await page.keyboard.press('Enter')
  await page.locator('pre').waitFor()
  t.match(await page.locator('pre').textContent(), /^@\w+\{work\d+,/)
  await tabTo('Copy')
  await tabTo('Abstract')
  await page.keyboard.press('Enter')
  t.ok(
    await page
      .getByText(/What number\d+ is about/)
      .first()
      .isVisible(),
  )
})

t.test('Cite answers at once, however soon after it opens', { skip: withoutBrowser }, async (t) => {
  const page = await open(t, 'limit="3"')
  await page
    .locator('.cite')
    .first()
    .evaluate((cite: any) => {
      cite.open = true
      cite.querySelector('a[href*=".bib"]').click()
    })
  await page.locator('pre').waitFor()
  t.match(await page.locator('pre').textContent(), /^@\w+\{work\d+,/)
  const ris = page.locator('.cite a', { hasText: 'RIS' }).first()
  await ris.click()
  await page.locator('pre', { hasText: 'TY  - ' }).waitFor()
  t.equal(await page.locator('pre').count(), 1, 'one text at a time')
  t.equal(await page.locator('.cite a[download]').count(), 1)
})

t.test('from right to left', { skip: withoutBrowser }, async (t) => {
  const page = await open(t, 'limit="5"', 'ar', 'rtl')
  for (const width of [700, 320]) {
    await page.setViewportSize({ width, height: 700 })
    const box = await page.locator('.actions').first().boundingBox()
    const button = await page.locator('.actions > *').first().boundingBox()
    t.ok(Math.abs(box!.x + box!.width - (button!.x + button!.width)) < 2, `begins at the right, ${width} px`)
    const [inner, outer] = (await page.evaluate('[document.documentElement.scrollWidth, innerWidth]')) as [
      number,
      number,
    ]
    t.ok(inner <= outer, 'nothing to scroll sideways')
  }
})
