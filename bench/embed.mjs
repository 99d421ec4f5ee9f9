/**
 * What a page pays for the element with 500 publications: processor time of its main thread until the list is painted and
 * can be used, and until all of it is in place, which it is when there is time; by Chromium's own count (DevTools protocol,
 * Performance.getMetrics). And how far anything moved meanwhile.
 * Run: `npm run bench:embed`.
 */
import { createServer } from 'node:http'
import { chromium } from 'playwright-core'
import { offprint } from './contenders.mjs'
import { storeOf } from './data.mjs'
import { goal, median } from './report.mjs'

const count = 500
const rounds = 9

const server = await offprint(await storeOf(2 * count))
const page = (element) => `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>A lab</title>
<link rel="icon" href="data:,"><h1>A lab</h1><h2>Publications</h2>${element}</html>`
const element = `<script type="module" src="${server.url}/embed.js"></script>
<publication-list src="${server.url}" group-by="year" versions="all" limit="${count}" style="min-height:100vh"></publication-list>`
const host = createServer((request, response) => {
  response.setHeader('content-type', 'text/html; charset=utf-8')
  response.end(page(request.url === '/empty' ? '' : element))
})
await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve))
const address = `http://localhost:${host.address().port}`

const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})

/** Milliseconds of the main thread for a page, and how far its contents moved (Layout Instability, a sum of shifts). */
async function load(path, isUsable, isComplete = isUsable) {
  const context = await browser.newContext({ viewport: { width: 1000, height: 800 } })
  const tab = await context.newPage()
  await tab.addInitScript(() => {
    // What is done when there is time is held back until the first measurement is made.
    const held = []
    const { requestIdleCallback } = globalThis
    globalThis.requestIdleCallback = (work, options) => held.push([work, options])
    globalThis.release = () => {
      globalThis.requestIdleCallback = requestIdleCallback
      for (const one of held.splice(0)) requestIdleCallback(...one)
    }
    globalThis.moved = 0
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) globalThis.moved += value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  const session = await context.newCDPSession(tab)
  await session.send('Performance.enable')
  await tab.goto(address + path)
  const spent = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration').value * 1000
  }
  await tab.waitForFunction(isUsable)
  await tab.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
  const usable = await spent()
  await tab.evaluate('release()')
  await tab.waitForFunction(isComplete)
  const complete = await spent()
  const moved = await tab.evaluate('moved')
  await context.close()
  return { usable, complete, moved }
}

const shown = "document.querySelector('publication-list')?.shadowRoot.querySelectorAll('.pub').length"
const [isThere, isFull] = [`${shown} > 0`, `${shown} === ${count}`]
const isReady = 'document.readyState === "complete"'
const [empty, full] = [[], []]
try {
  await load('/', isThere, isFull)
  for (let round = 0; round < rounds; round++) {
    empty.push(await load('/empty', isReady))
    full.push(await load('/', isThere, isFull))
  }
} finally {
  await browser.close()
  await server.stop()
  host.close()
}
const over = (loads, name) => median(loads.map((one) => one[name]))
const own = over(full, 'usable') - over(empty, 'usable')
console.log(
  `Node ${process.version}, ${count} publications, medians of ${rounds} loads, milliseconds of the main thread\n`,
)
console.log('| page | until it can be used | until all is in place | moved |\n| --- | ---: | ---: | ---: |')
for (const [name, loads] of [
  ['without the element', empty],
  [`with ${count} publications`, full],
]) {
  const cells = ['usable', 'complete'].map((part) => over(loads, part).toFixed(1))
  console.log(`| ${[name, ...cells, over(loads, 'moved').toFixed(3)].join(' | ')} |`)
}
for (const { text, measured, met } of [
  goal(`${count} publications can be used after less than 100 ms`, `${own.toFixed(1)} ms`, own < 100),
  goal('nothing moves', over(full, 'moved').toFixed(3), over(full, 'moved') === 0),
])
  console.log(`\n${met ? 'met' : 'NOT MET'}: ${text} (${measured})`)
