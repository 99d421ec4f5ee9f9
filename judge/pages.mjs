/**
 * The pages as others judge them: the Nu HTML Checker, which is to find nothing, and Lighthouse, for which accessibility,
 * best practices and SEO are to be 100 and performance at least 98. Both come from npm into the temporary folder; the
 * first needs Java, the second Chromium. `npm run judge:pages`.
 */
import { execFile, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { packages } from '../bench/packages.mjs'

const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
const chromium = process.env.CHROME_PATH ?? '/usr/bin/chromium'
const folder = mkdtempSync(join(tmpdir(), 'offprint-pages-'))
const paths = {
  home: '/',
  publications: '/publications.html',
  'by year, in APA': '/publications.html?groupBy=year&style=apa&highlight=owner',
  'a publication': '/publications/ye2023deep.html',
  'a person': '/people/zhisheng-ye.html',
  people: '/people.html',
  'a group': '/groups/neec.html',
  venues: '/venues.html',
  'the curriculum vitae': '/cv.html',
  'the maker of embeds': '/embed',
  'a frame': '/publications.frame.html?groupBy=year',
}

/** A server of the seed, ready. */
async function serve() {
  const port = 20_000 + (process.pid % 20_000)
  const server = spawn(process.execPath, [main, 'serve'], {
    env: {
      ...process.env,
      DATABASE_URL: `file:${join(folder, 'offprint.db')}`,
      PORT: String(port),
      ADMIN_PORT: '0',
      BASE_URL: `http://localhost:${port}`,
      LOG_LEVEL: 'silent',
    },
    stdio: 'ignore',
  })
  const url = `http://localhost:${port}`
  for (let tries = 0; ; tries++) {
    const answer = await fetch(url).catch(() => undefined)
    if (answer?.ok) return { url, stop: () => server.kill() }
    if (tries > 100) throw new Error('The server does not answer.')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Somebody else's page, on another origin, with the element in it. */
async function host(url) {
  const page = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>A lab</title><meta name="viewport" content="width=device-width">
<meta name="description" content="The publications of a lab"><link rel="icon" href="data:,">
<script type="module" src="${url}/embed.js"></script></head>
<body><main><h1>A lab</h1><h2>Publications</h2><publication-list src="${url}" group-by="year" highlight="zhisheng-ye"></publication-list></main></body></html>`
  const server = createServer((request, response) => {
    response.statusCode = request.url === '/' ? 200 : 404
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(page)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://localhost:${server.address().port}/`, page, stop: () => server.close() }
}

/** @returns what the checker says of each file, by name */
async function check(pages) {
  const modules = packages(['vnu-jar@26.9.27'])
  if (!modules || spawnSync('java', ['-version']).status !== 0) return undefined
  const files = Object.entries(pages).map(([name, text], i) => {
    const file = join(folder, `${i}.html`)
    writeFileSync(file, text)
    return [name, file]
  })
  const jar = join(modules, 'vnu-jar/build/dist/vnu.jar')
  const { stderr } = spawnSync('java', ['-jar', jar, '--format', 'json', ...files.map(([, file]) => file)], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const { messages } = JSON.parse(stderr)
  return Object.fromEntries(
    files.map(([name, file]) => [
      name,
      messages.filter(
        ({ url, type, subType }) => url.endsWith(file) && (type === 'error' || subType === 'warning'),
      ),
    ]),
  )
}

const categories = ['performance', 'accessibility', 'best-practices', 'seo']

/** @returns the best of several runs, in hundredths, by category: a busy machine makes them worse, nothing makes them better */
async function lighthouse(modules, url, runs = 2) {
  const best = {}
  for (let run = 0; run < runs; run++) {
    const report = join(folder, 'lighthouse.json')
    // Not waited for in the way, because one of the pages is served from here.
    await promisify(execFile)(
      process.execPath,
      [
        join(modules, 'lighthouse/cli/index.js'),
        url,
        '--quiet',
        '--output=json',
        `--output-path=${report}`,
        `--only-categories=${categories}`,
        '--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync',
      ],
      { env: { ...process.env, CHROME_PATH: chromium }, timeout: 120_000 },
    )
    const { categories: found, audits } = JSON.parse(readFileSync(report, 'utf8'))
    for (const name of categories) {
      const score = Math.round(100 * found[name].score)
      if (score < (best[name]?.score ?? 0)) continue
      const failed = found[name].auditRefs
        .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
        .map(({ id }) => id)
      best[name] = { score, failed }
    }
    if (categories.every((name) => best[name].score >= (name === 'performance' ? 98 : 100))) break
  }
  return best
}

const server = await serve()
const site = await host(server.url)
/** `node judge/pages.mjs home` judges one. */
const only = process.argv[2]
let bad = 0
try {
  const pages = {}
  for (const [name, path] of Object.entries(paths)) {
    const answer = await fetch(server.url + path, { headers: { accept: 'text/html' } })
    pages[name] = await answer.text()
  }
  const fragment = await (await fetch(`${server.url}/publications.fragment.html`)).text()
  pages['a page with a fragment'] = site.page.replace(
    /<publication-list.*<\/publication-list>/,
    () => fragment,
  )
  pages['a page with the element'] = site.page
  const messages = await check(pages)
  const modules = existsSync(chromium) ? packages(['lighthouse@12.2.3']) : undefined
  console.log('| page | Nu HTML Checker | performance | accessibility | best practices | SEO |')
  console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
  const seen = {
    ...Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, server.url + path])),
    'a page with the element': site.url,
  }
  const notes = []
  for (const name of Object.keys(pages).filter((one) => !only || one.includes(only))) {
    const found = messages?.[name]
    bad += found?.length ?? 0
    for (const { message, lastLine } of found ?? []) notes.push(`${name}, line ${lastLine}: ${message}`)
    // Frames are shown in other pages, and are nobody's page.
    const scores =
      modules && seen[name] && name !== 'a frame' ? await lighthouse(modules, seen[name]) : undefined
    for (const [category, { score, failed }] of Object.entries(scores ?? {})) {
      if (score >= (category === 'performance' ? 98 : 100)) continue
      bad++
      notes.push(`${name}, ${category} ${score}: ${failed.join(', ')}`)
    }
    const cells = categories.map((category) => scores?.[category].score ?? '–')
    console.log(`| ${[name, found?.length ?? '–', ...cells].join(' | ')} |`)
  }
  if (!messages) console.log('\nWithout Java or vnu-jar the HTML was not checked.')
  if (!modules) console.log('\nWithout Chromium or Lighthouse there are no scores.')
  if (notes.length) console.log(`\n${notes.join('\n')}`)
} finally {
  site.stop()
  server.stop()
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = bad ? 1 : 0
