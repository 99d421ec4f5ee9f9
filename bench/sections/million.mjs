/** Every shape of query over a million publications, each asked alone, and what ten times the data cost. */
import { client, linkTo, sinceStart, timed } from '../client.mjs'
import { offprint } from '../contenders.mjs'
import { storeOf } from '../data.mjs'
import { atRest } from '../processes.mjs'
import { pathsOf, shapes } from '../queries.mjs'
import { figure, goal, median } from '../report.mjs'
import { exportsOf, exportUrl, notesOf, tableOf } from '../whole-export.mjs'

const pageSize = 20
const deepPage = 10_000

/** All shapes over one store: name → p50, p99, n. */
async function askAll(server, count, { seconds, only }, log) {
  const one = client(server)
  const results = new Map()
  for (const shape of shapes.filter(({ name }) => !only || name.includes(only))) {
    const result = await timed(one, pathsOf(shape, count, 405), { seconds })
    results.set(shape.name, result)
    log(`${count}, ${shape.name}: p50 ${figure(result.p50)}, p99 ${figure(result.p99)} ms of ${result.n}`)
  }
  one.close()
  return results
}

/** Follows `next` for a while and times it: pages beside one another, all different. */
async function walk(one, path, pages) {
  const times = []
  for (let at = path; at && times.length < pages; ) {
    const answer = await one.ask(at)
    times.push(answer.ms)
    at = linkTo('next', answer.headers)
  }
  return median(times)
}

/** @returns the path of the page `rows` further on, in the size of the others; by pages of a thousand keys */
async function goTo(one, path, rows, seconds) {
  const end = performance.now() + seconds * 1000
  let at = path.replace(`limit=${pageSize}`, 'limit=1000&fields=key')
  let passed = 0
  while (passed < rows && performance.now() < end) {
    const next = linkTo('next', (await one.ask(at)).headers)
    if (!next) break
    at = next
    passed += 1000
  }
  const cursor = new URL(at, 'http://localhost').searchParams.get('cursor')
  return cursor && { path: `${path}&cursor=${encodeURIComponent(cursor)}`, page: passed / pageSize + 1 }
}

/** Pages from the first on beside pages from the ten thousandth on. */
async function depths(server, log) {
  const one = client(server)
  const rows = []
  for (const [name, query] of [
    ['newest first', ''],
    ['by title', 'sort=title&'],
    ['articles in journals', 'type=article-journal&'],
  ]) {
    const path = `/publications?${query}limit=${pageSize}`
    const deep = await goTo(one, path, pageSize * deepPage, 120)
    if (!deep) continue
    const [first, later] = [[], []]
    for (let round = 0; round < 5; round++) {
      first.push(await walk(one, path, 15))
      later.push(await walk(one, deep.path, 15))
    }
    rows.push({ name, page: deep.page, first: median(first), later: median(later) })
    log(`${name}: page 1 ${figure(median(first))}, page ${deep.page} ${figure(median(later))} ms`)
  }
  one.close()
  return rows
}

export default async function million(options, log) {
  const [small, large] = [await storeOf(options.count), await storeOf(options.large)]
  // At this address the exports have been written by then.
  const env = { ANSWER_CACHE: '0', BASE_URL: exportUrl }
  const exports = await exportsOf(large, log)
  const seconds = options.seconds * 2
  const server = await offprint(large, { env })
  const started = await sinceStart(server)
  log(`after the start: ${Object.values(started).map(figure).join(', ')} ms`)
  await atRest(server.pid)
  const at = await askAll(server, options.large, { ...options, seconds }, log)
  const pages = await depths(server, log)
  await server.stop()
  const before = await offprint(small, { env })
  await atRest(before.pid)
  const smaller = await askAll(before, options.count, { ...options, seconds: seconds / 2 }, log)
  await before.stop()

  const rows = shapes
    .filter(({ name }) => at.has(name))
    .map(({ group, name }) => ({
      group,
      name,
      ...at.get(name),
      growth: at.get(name).p50 / smaller.get(name).p50,
    }))
    .sort((a, b) => b.p99 - a.p99)
  return {
    title: `Million: every shape of query over ${options.large.toLocaleString('en')} publications`,
    about: `One client, one connection, kept answers off (\`ANSWER_CACHE=0\`), values drawn from the publications themselves; milliseconds from the request to the last byte of twenty publications and their total. The slowest first; the very first of each shape stands apart, because what it needs may have to be read into memory. Asked of a server at rest; in the ten seconds after its start it was read into memory, the first answer took ${figure(started.first / 1000)} s, and the others were p50 ${figure(started.p50)}, p99 ${figure(started.p99)} ms. The store took ${figure(large.seconds)} s to make and has ${figure(large.bytes / 2 ** 20)} MiB; growth is the median against that of ${options.count.toLocaleString('en')}.`,
    tables: [
      {
        head: ['', 'of', 'first, ms', 'p50, ms', 'p99, ms', 'asked', 'growth'],
        rows: rows.map(({ group, name, first, p50, p99, n, growth }) => [
          name,
          group,
          first,
          p50,
          p99,
          String(n),
          growth,
        ]),
      },
      {
        caption: `Page by page, following \`next\`, ${pageSize} on each:`,
        head: ['', 'far page', 'page 1, ms', 'far page, ms', 'ratio'],
        rows: pages.map(({ name, page, first, later }) => [
          name,
          page.toLocaleString('en'),
          first,
          later,
          later / first,
        ]),
      },
      tableOf(exports),
    ],
    notes: notesOf(exports),
    goals: goals(rows, pages, exports),
    bars: [],
  }
}

function goals(rows, pages, { cases }) {
  const of = (name) => cases.find((one) => one.name === name)
  const [never, ahead] = [of('never written'), of('written ahead')]
  const most = (name) => Math.max(...cases.map((one) => one[name]))
  const judge = (group, text, p50, p99) => {
    const judged = rows.filter((row) => row.group === group)
    if (judged.length === 0) return goal(text, '–', undefined)
    const worst = (name) => judged.reduce((a, b) => (a[name] > b[name] ? a : b))
    const [slow, slowest] = [worst('p50'), worst('p99')]
    const within = judged.filter((row) => row.p50 < p50 && row.p99 < p99).length
    const said = `p50 up to ${figure(slow.p50)} (${slow.name}), p99 up to ${figure(slowest.p99)} (${slowest.name}); ${within} of ${judged.length} shapes within`
    return goal(text, said, within === judged.length)
  }
  const growing = rows.filter(({ group }) => group === 'filter' || group === 'one')
  const steepest = growing.reduce((a, b) => (a.growth > b.growth ? a : b), growing[0])
  const uneven = pages.reduce(
    (a, b) => (Math.abs(a.later / a.first - 1) > Math.abs(b.later / b.first - 1) ? a : b),
    pages[0],
  )
  const ratio = uneven && uneven.later / uneven.first
  return [
    judge('filter', 'filters and sorts: p50 under 2 ms, p99 under 20 ms', 2, 20),
    judge('search', 'search: p50 under 5 ms, p99 under 60 ms', 5, 60),
    judge('facets under a filter', 'facets under a filter: p99 under 100 ms', Infinity, 100),
    judge('facets of everything', 'facets of everything: p50 under 2 ms', 2, Infinity),
    goal(
      `page ${deepPage.toLocaleString('en')} within 20 % of page 1`,
      uneven ? `${figure(ratio)} (${uneven.name}, page ${uneven.page.toLocaleString('en')})` : '–',
      uneven && ratio >= 0.8 && ratio <= 1.2,
    ),
    goal(
      'ten times the data under 1.3 times the time, one and filters',
      steepest
        ? `up to ${figure(steepest.growth)} (${steepest.name}), median ${figure(median(growing.map(({ growth }) => growth)))}`
        : '–',
      steepest && steepest.growth < 1.3,
    ),
    goal(
      'export over 100 MB/s, written ahead since the start',
      `${figure(ahead.perSecond)} MB/s; ${figure(never.perSecond)} where nothing was written before`,
      ahead.perSecond > 100,
    ),
    goal(
      'export under 200 MB of memory',
      `${figure(most('own'))} MiB of its own, ${figure(most('peak'))} with program and libraries`,
      most('peak') < 190,
    ),
  ]
}
