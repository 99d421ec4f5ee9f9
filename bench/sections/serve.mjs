/** Answers that were made before: against servers that send the same bytes and have nothing else to do. */
import { capture, constant, jsonServer, nginx, obvious, offprint } from '../contenders.mjs'
import { storeOf } from '../data.mjs'
import { load } from '../load.mjs'
import { atRest } from '../processes.mjs'
import { figure, goal, median } from '../report.mjs'

const list = '/publications?year=2020..2024&limit=20'
const representations = {
  JSON: {},
  BibTeX: { accept: 'application/x-bibtex' },
  RIS: { accept: 'application/x-research-info-systems' },
  'CSL-JSON': { accept: 'application/vnd.citationstyles.csl+json' },
  'APA text': { accept: 'text/x-bibliography' },
}
const encodings = { '': 'identity', gzip: 'gzip', br: 'br' }

/** What is asked for: each representation in each encoding, and the 304 of the first. */
async function cases({ url }) {
  const all = []
  for (const [name, accept] of Object.entries(representations)) {
    for (const [label, encoding] of Object.entries(encodings)) {
      const headers = { accept: '*/*', ...accept, 'accept-encoding': encoding }
      const answer = await capture(url + list, headers)
      if (answer.status !== 200) throw new Error(`${answer.status} for ${name}: ${answer.body}`)
      const coded = answer.headers['content-encoding'] ?? ''
      if (coded !== label) throw new Error(`${name} was asked for in ${encoding} and came in "${coded}"`)
      all.push({ name: [name, label].filter(Boolean).join(', '), headers, answer })
    }
  }
  const { headers, answer } = all[0]
  const known = { ...headers, 'if-none-match': answer.headers.etag }
  const unchanged = await capture(url + list, known)
  if (unchanged.status !== 304)
    throw new Error(`${unchanged.status} and not 304 for ${known['if-none-match']}`)
  all.splice(1, 0, { name: 'JSON, 304', headers: known, answer: unchanged })
  return all.map((one, i) => ({ ...one, path: `/answer${i}` }))
}

/**
 * A second each in turn, because what else a machine does comes and goes within seconds; the first of each is not counted.
 * @returns medians, and how many times as good each is as the first: the median of what each pair of seconds says
 */
export async function alternate(targets, { rounds, seconds }) {
  const runs = targets.map(() => [])
  for (let turn = -1; turn < rounds * seconds; turn++) {
    for (const [i, target] of targets.entries()) {
      const result = await load({ ...target, seconds: 1 })
      if (turn >= 0) runs[i].push(result)
    }
  }
  const [first] = runs
  return runs.map((results) => ({
    perSecond: median(results.map(({ perSecond }) => perSecond)),
    micros: median(results.map(({ micros }) => micros)),
    p99: median(results.map(({ p99 }) => p99)),
    times: {
      perSecond: median(results.map(({ perSecond }, turn) => perSecond / first[turn].perSecond)),
      micros: median(results.map(({ micros }, turn) => first[turn].micros / micros)),
    },
  }))
}

/** Seconds for which each contender answers before it is measured. */
const warm = 10

/** Lets each answer for a while, or the first rows would pay for what is compiled and what is written ahead after a start. */
export async function warmUp(targets) {
  for (const target of targets) await load({ ...target, seconds: warm })
  for (const { pid } of targets) await atRest(pid)
}

export default async function serve(options, log) {
  const store = await storeOf(options.count)
  const ours = await offprint(store)
  const asked = await cases(ours)
  const answers = asked.map(({ path, answer }) => ({ path, ...answer }))
  const fast = await constant('fastify', answers)
  const target = (server, one) => ({ pid: server.pid, url: server.url + one.path, headers: one.headers })
  const pairOf = (one) => [target(fast, one), { ...target(ours, one), url: ours.url + list }]
  await warmUp(pairOf(asked.at(-1)))
  const rows = []
  for (const one of asked) {
    const pair = pairOf(one)
    const [constantly, offprintly] = await alternate(pair, options)
    const ratios = [offprintly.times.perSecond, offprintly.times.micros]
    rows.push({ ...one, constantly, offprintly, ratios })
    log(`${one.name}: ${figure(constantly.micros)} and ${figure(offprintly.micros)} µs, ${figure(ratios[1])}`)
  }
  const others = await compareAll(store, asked[0], answers, { ours, fast }, options, log)
  await Promise.all([ours.stop(), fast.stop()])
  const worst = rows.reduce((a, b) => (Math.min(...a.ratios) < Math.min(...b.ratios) ? a : b))
  const low = Math.min(...worst.ratios)
  return {
    title: 'Serve: an answer that was made before',
    about: `\`GET ${list}\` of ${options.count.toLocaleString('en')} publications: twenty of them in each representation, from Offprint and from Fastify sending the same bytes and headers as a constant, both warm.`,
    tables: [
      {
        head: [
          '',
          'bytes',
          'Fastify, requests/s',
          'Offprint',
          'ratio',
          'Fastify, µs of processor',
          'Offprint',
          'ratio',
        ],
        rows: rows.map(({ name, answer, constantly, offprintly, ratios }) => [
          name,
          answer.body.length.toLocaleString('en'),
          constantly.perSecond,
          offprintly.perSecond,
          ratios[0],
          constantly.micros,
          offprintly.micros,
          ratios[1],
        ]),
      },
      {
        caption: 'The same JSON, uncompressed, from others:',
        head: ['', 'requests/s', 'µs of processor a request', 'p99, ms'],
        rows: others.map(({ name, perSecond, micros, p99 }) => [name, perSecond, micros, p99]),
      },
    ],
    goals: [
      goal(
        'each representation at 0.95 or more of Fastify sending a constant',
        `lowest ${figure(low)} (${worst.name})`,
        low >= 0.95,
      ),
    ],
    bars: others.map(({ name, micros }) => ({ label: name, value: micros })),
  }
}

/** Everybody who can answer the plain JSON. */
async function compareAll(store, one, answers, { ours, fast }, options, log) {
  const headers = one.headers
  const started = [await constant('http', answers), await nginx(answers), await obvious(store)].filter(
    Boolean,
  )
  const { items } = JSON.parse(one.answer.body)
  const json = await jsonServer(items)
  if (json) started.push(json)
  else log('json-server cannot be had here: left out')
  const paths = { Offprint: list, 'the obvious build': list, 'json-server': '/publications?_limit=20' }
  const servers = [...started, fast, ours]
  const targets = servers.map(({ name, pid, url }) => ({
    pid,
    url: url + (paths[name] ?? one.path),
    headers,
  }))
  // Some need half a minute for as many answers as say something.
  const results = await alternate(targets, { rounds: Math.min(options.rounds, 3), seconds: 1 })
  await Promise.all(started.map((server) => server.stop()))
  return servers.map(({ name }, i) => ({ name, ...results[i] })).sort((a, b) => a.micros - b.micros)
}
