/** Queries that were never asked before, every answer made anew: against the obvious build over the same records. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { obvious, offprint, scratch } from '../contenders.mjs'
import { storeOf } from '../data.mjs'
import { combined } from '../queries.mjs'
import { figure, goal } from '../report.mjs'
import { alternate, warmUp } from './serve.mjs'

const kinds = {
  'years and venue': ['year', 'venue'],
  'years, venue, type': ['year', 'venue', 'type'],
  'years and author': ['year', 'author'],
  'years and tag': ['year', 'tag'],
  'one word, years, venue': ['q', 'year', 'venue'],
  'one word and years': ['q', 'year'],
}

/** Both give the same publications for the same query, or the comparison would mean nothing. */
async function agree(paths, [ours, theirs]) {
  for (const path of paths) {
    const [mine, other] = await Promise.all(
      [ours, theirs].map(async ({ url }) => {
        const answer = await fetch(url + path)
        const text = await answer.text()
        if (!answer.ok) throw new Error(`${answer.status} at ${url + path}: ${text}`)
        const { items, total } = JSON.parse(text)
        return JSON.stringify([total, items.map(({ key }) => key)])
      }),
    )
    if (mine !== other) throw new Error(`Not the same publications at ${path}:\n${mine}\n${other}`)
  }
}

export default async function miss(options, log) {
  const store = await storeOf(options.count)
  const ours = await offprint(store, { env: { ANSWER_CACHE: '0' } })
  const theirs = await obvious(store)
  const wanted = options.count < 10_000 ? 500 : 20_000
  const file = join(scratch, 'paths.txt')
  const targetsFor = (paths) => {
    writeFileSync(file, `${paths.join('\n')}\n`)
    const headers = { accept: 'application/json' }
    return [theirs, ours].map(({ pid, url }) => ({
      pid,
      url,
      headers,
      paths: file,
      offset: 25,
      connections: 4,
    }))
  }
  const rows = []
  for (const [name, fields] of Object.entries(kinds)) {
    const paths = combined(fields, options.count, wanted)
    await agree(paths.slice(0, 25), [ours, theirs])
    const targets = targetsFor(paths)
    const others = Math.floor(paths.length / 2)
    await warmUp(targets.map((target) => ({ ...target, offset: others })))
    const [obviously, offprintly] = await alternate(targets, options)
    rows.push({
      name,
      obviously,
      offprintly,
      ratio: offprintly.times.micros,
      distinct: paths.length,
    })
    log(
      `${name}: ${figure(obviously.micros)} and ${figure(offprintly.micros)} µs, ${figure(rows.at(-1).ratio)}`,
    )
  }
  await Promise.all([ours.stop(), theirs.stop()])
  const worst = rows.reduce((a, b) => (a.ratio < b.ratio ? a : b))
  return {
    title: 'Miss: a query nobody has asked',
    about: `Different queries one after another over ${options.count.toLocaleString('en')} publications, the twenty newest and the total as JSON, the kept answers of Offprint off (\`ANSWER_CACHE=0\`). The obvious build is in [obvious/](obvious): plain tables and indexes, drizzle, joins in code, FTS5 for words. Before it is measured, both are seen to give the same publications, and each has answered other queries of the same kind for ten seconds.`,
    tables: [
      {
        head: [
          '',
          'obvious, requests/s',
          'Offprint',
          'obvious, µs of processor',
          'Offprint',
          'ratio',
          'obvious, p99 ms',
          'Offprint',
        ],
        rows: rows.map(({ name, obviously, offprintly, ratio }) => [
          name,
          obviously.perSecond,
          offprintly.perSecond,
          obviously.micros,
          offprintly.micros,
          ratio,
          obviously.p99,
          offprintly.p99,
        ]),
      },
    ],
    goals: [
      goal(
        '10 times the obvious build or more',
        `lowest ${figure(worst.ratio)} (${worst.name})`,
        worst.ratio >= 10,
      ),
    ],
    bars: [],
  }
}
