/** The page that makes embeds: as a plain form, in a browser, and its lines as they are pasted elsewhere. */
import t from 'tap'
import ts from 'typescript'
import { hostPage, publicAddress, publicContext, startBrowser, withoutBrowser } from '../fixtures/browser.ts'
import { library } from '../library.ts'
import { startServer } from '../server.ts'

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]!)
/** The lines to copy, by their ids. */
const linesOf = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/<code id="([\w-]+)">([\s\S]*?)<\/code>/g)].map(([, id, code]) => [id, plain(code!)]),
  )

t.test('the lines ask for what was chosen', async (t) => {
  const { get } = await startServer(t, library)
  const { status, text, headers } = await get(
    '/embed?person=ada-muller&from=2020&to=&type=article-journal&tag=&style=ieee&groupBy=year&highlight=owner&accent=%23b00020&compact=true&filters=none',
  )
  t.equal(status, 200)
  t.match(headers.get('content-security-policy'), "script-src 'self'")
  t.notMatch(text, /<script(?![^>]*src=)|<[^>]+ on[a-z]+=/, 'nothing inline')
  const lines = linesOf(text)
  t.equal(
    lines['html-0'],
    `<style>
publication-list {
  --offprint-accent: light-dark(#b00020, color-mix(in oklab, #b00020 50%, white));
  --offprint-space: .4rem;
  --offprint-abstract: none;
}
</style>
<script type="module" src="http://localhost:3000/embed.js"></script>
<publication-list src="http://localhost:3000" person="ada-muller" year="2020.." type="article-journal" group-by="year" highlight="ada-muller" citation-style="ieee" filters="none">
  <a href="http://localhost:3000/publications.html?person=ada-muller&amp;year=2020..&amp;type=article-journal&amp;groupBy=year&amp;highlight=ada-muller&amp;style=ieee">Publications</a>
</publication-list>`,
  )
  t.match(text, 'role="status">1 publication</p>')
  for (const id of ['html-0', 'hugo-1', 'jekyll-1', 'react-0', 'frame-0', 'wordpress-1', 'include-0'])
    t.match(lines[id], '2020..', id)
  const { integrity } = (await get('/embed.json')).json
  t.match(lines['csp-1'], `integrity="${integrity}" crossorigin="anonymous"`)
  t.notMatch(lines['csp-1'], /<style| style=/)
  t.notMatch(lines['html-0'], 'integrity')
  t.match(linesOf((await get('/embed?pin=true')).text)['html-0'], `integrity="${integrity}"`)
  const listed = /(?<=")http:\/\/localhost:3000(\/publications\.html[^"]*)/.exec(lines['html-0']!)![1]!
  t.equal((await get(plain(listed))).status, 200)
  const frame = /src="http:\/\/localhost:3000(\/publications\.frame[^"]*)/.exec(lines['frame-0']!)![1]!
  t.match((await get(plain(frame))).text, '--offprint-space: .4rem')
})

t.test('the address of a list is one of this page', async (t) => {
  const { get } = await startServer(t, library)
  const { text } = await get('/embed?year=2019..2021&venue=SYMT&venue=ZfÄ&author=!Chen&sort=title')
  const lines = linesOf(text)
  t.match(lines['html-0'], 'author="!Chen" year="2019..2021" venue="SYMT|ZfÄ"')
  t.match(text, /name="from"[\s\S]*?<option value="2019" selected>/)
  t.match(text, '<input type="hidden" name="author" value="!Chen">')
  t.match(text, '<input type="hidden" name="venue" value="ZfÄ">')
  t.match(text, 'role="status">1 publication</p>')
})

t.test('what is wrong is said on the page, and what was typed stays', async (t) => {
  const { get } = await startServer(t, library)
  for (const [query, hint] of [
    ['style=iee', /iee&quot; is not a value of style\. Did you mean .*ieee/],
    ['from=2022&to=2020', /2020\.\.2022/],
    ['person=ada-mullr', 'ada-muller'],
    ['accent=url(x)', '#0b57a4'],
    ['colour=red', 'There is no parameter'],
  ] as const) {
    const { status, text, headers } = await get(`/embed?q=street&${query}`)
    t.equal(status, 400, query)
    t.match(headers.get('content-type'), 'text/html')
    t.match(/role="alert">(.*?)<\/p>/.exec(text)![1], hint, query)
    t.match(text, 'name="q" value="street"')
    t.same(linesOf(text), {}, 'no lines for something else')
  }
})

t.test('no value breaks out of a line', async (t) => {
  const { get } = await startServer(t, library)
  const hostile = `"><script>{{ x }} {% y %} {z} \\' $a </code>`
  const { text } = await get(`/embed?q=${encodeURIComponent(hostile)}`)
  const lines = linesOf(text)
  t.notMatch(text, '<script>{{')
  for (const id of ['html-0', 'csp-1', 'hugo-1', 'jekyll-1', 'wordpress-0', 'frame-0'])
    t.notMatch(lines[id], '<script>', id)
  t.equal(lines['hugo-1']!.split('}}').length, 2)
  t.equal(lines['jekyll-1']!.split('%}').length, 2)
  const { outputText, diagnostics } = ts.transpileModule(lines['react-0']!, {
    reportDiagnostics: true,
    fileName: 'Publications.tsx',
    compilerOptions: { jsx: ts.JsxEmit.React, target: ts.ScriptTarget.ES2022 },
  })
  t.same(diagnostics, [])
  t.match(outputText, JSON.stringify(hostile))
})

t.test('TypeScript knows the element, and refuses what it does not take', async (t) => {
  const { get } = await startServer(t, library)
  const lines = linesOf((await get('/embed?q=street&accent=teal')).text)
  const react = `declare module 'react' {
  export interface HTMLAttributes<T> { style?: { [name: string]: string }; children?: unknown; title?: string }
  export type DetailedHTMLProps<E, T> = E
  export function useEffect(effect: () => void, watched: unknown[]): void
  export namespace JSX { interface IntrinsicElements { a: { href: string; children?: unknown } } }
}
declare module 'react/jsx-runtime' {
  export { JSX } from 'react'
  export const jsx: unknown
  export const jsxs: unknown
}`
  const wrong = 'export const wrong = <publication-list yeer="2020" />'
  const dir = t.testdir({
    'react.d.ts': react,
    'publication-list.d.ts': lines['react-1']!,
    'Publications.tsx': lines['react-0']!,
    'wrong.tsx': wrong,
  })
  const program = ts.createProgram(
    ['react.d.ts', 'publication-list.d.ts', 'Publications.tsx', 'wrong.tsx'].map((name) => `${dir}/${name}`),
    {
      jsx: ts.JsxEmit.ReactJSX,
      strict: true,
      noEmit: true,
      types: [],
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    },
  )
  const found = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => [
      file?.fileName.split('/').at(-1),
      ts.flattenDiagnosticMessageText(messageText, ' '),
    ])
  t.same(
    found.filter(([name]) => name !== 'wrong.tsx'),
    [],
  )
  t.match(found.filter(([name]) => name === 'wrong.tsx')[0], ['wrong.tsx', /yeer/])
})

t.test('the page shows the list as the form changes', { skip: withoutBrowser }, async (t) => {
  const { url } = await startServer(t, library)
  const browser = await startBrowser(t)
  const context = await publicContext(browser, url, { viewport: { width: 320, height: 900 } })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  await page.goto(`${publicAddress}/embed`)
  const list = page.locator('publication-list')
  await list.locator('.pub').first().waitFor()
  const taken = await page.evaluate(
    "[...customElements.get('publication-list').observedAttributes].sort().join()",
  )
  const declared = await page.locator('#react-1').textContent()
  const named = [...declared!.matchAll(/\| '([\w-]+)'/g)].map(([, name]) => name)
  t.same(
    new Set(named),
    new Set([...(taken as string).split(',').filter((name) => name !== 'style'), 'filters']),
    'the lines and the script know the same attributes',
  )

  await page.locator('#maker [name=type]').selectOption('book')
  await page.locator('#html-0', { hasText: 'type="book"' }).waitFor()
  await list.locator('.pub[data-type=book]').first().waitFor()
  await list.locator('.pub[data-type=article-journal]').first().waitFor({ state: 'detached' })
  t.equal(await list.locator('.pub').count(), 2)
  t.equal(await page.locator('#count').textContent(), '2 publications')
  t.match(page.url(), 'type=book')
  await page.locator('#maker [name=accent]').fill('#b00020')
  await page.locator('#html-0', { hasText: '#b00020' }).waitFor()
  const colour =
    'getComputedStyle(document.querySelector("publication-list").shadowRoot.querySelector(".op a.button, .op a")).getPropertyValue("--accent")'
  t.match(await page.evaluate(colour), '#b00020')
  await page.locator('#maker [name=style]').fill('iee')
  await page.getByRole('alert').filter({ hasText: 'ieee' }).waitFor()
  await page.locator('#maker [name=style]').fill('')
  await page.locator('.trouble:empty').waitFor({ state: 'attached' })
  t.same(
    complaints.filter((text) => !/favicon|400/.test(text)),
    [],
  )
  await page.reload()
  t.equal(await page.locator('#maker [name=type]').inputValue(), 'book', 'the address holds the choice')

  const site = await hostPage(t, (await page.locator('#html-0').textContent())!)
  const other = await context.newPage()
  await other.goto(site)
  await other.locator('.pub').first().waitFor()
  t.equal(await other.locator('.pub').count(), 2, 'the lines show the same elsewhere')
})

t.test('without scripts it is a form, with a frame of the list', { skip: withoutBrowser }, async (t) => {
  const { url } = await startServer(t, library)
  const browser = await startBrowser(t)
  const context = await publicContext(browser, url, { javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto(`${publicAddress}/embed`)
  await page.locator('#maker [name=type]').selectOption('book')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.waitForURL(/type=book/)
  t.match(await page.locator('#html-0').textContent(), 'type="book"')
  const frame = page.frameLocator('iframe')
  await frame.locator('.pub').first().waitFor()
  t.equal(await frame.locator('.pub').count(), 2)
})

t.test(
  'with the hash of another script, nothing runs and the link stays',
  { skip: withoutBrowser },
  async (t) => {
    const { url, get } = await startServer(t, library)
    const lines = linesOf((await get('/embed?pin=true')).text)
    const browser = await startBrowser(t)
    const context = await publicContext(browser, url)
    const page = await context.newPage()
    await page.goto(await hostPage(t, lines['html-0']!))
    await page.locator('.pub').first().waitFor()
    await page.goto(await hostPage(t, lines['html-0']!.replace(/sha384-..../, 'sha384-AAAA')))
    await page.waitForLoadState('networkidle')
    t.equal(await page.locator('.pub').count(), 0)
    t.ok(await page.getByRole('link', { name: 'Publications' }).isVisible())
  },
)
