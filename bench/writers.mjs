/**
 * What it costs to write one record, beside citation-js over the same records: from the record in memory, for citation-js
 * its CSL-JSON already parsed, to the bytes that are sent. Both are warmed and take turns of five lists; times are of the
 * processor, so that a busy machine moves them less. Run: `npm run bench:writers`.
 */
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-csl'
import { toCsl } from '../dist/model/csl/write.js'
import { loadFormats } from '../dist/rendering/registry.js'
import { publicationAt } from './data/records.mjs'

const count = 1000
const rounds = 15
/** Lists that a contender writes one after the other. */
const turn = 5
const stamps = { created: '2026-01-01T00:00:00Z', updated: '2026-01-01T00:00:00Z', version: 1 }
const records = Array.from({ length: count }, (_, i) => {
  const json = JSON.stringify({ ...publicationAt(i), ...stamps, key: `key${i}` })
  return { key: `key${i}`, version: 1, updated: 0, json, publication: JSON.parse(json) }
})
const items = records.map(({ publication }) => JSON.parse(JSON.stringify(toCsl(publication))))

const { byName } = await loadFormats(new URL('../dist/formats/', import.meta.url))
const context = { baseUrl: '', style: 'apa', locale: 'en-US', profile: 'utf8', venueName: 'long' }
const list = { ...context, title: '', total: count, links: { self: '', first: '' }, parameters: {} }
const ours = (name) => () => byName.get(name).list(list).batch(records, 0)
const citationJs = (format) => () => new Cite(items).format(format)

const contenders = {
  BibTeX: [ours('bibtex'), citationJs('bibtex')],
  BibLaTeX: [ours('biblatex'), citationJs('biblatex')],
  'CSL-JSON': [ours('csl'), citationJs('data')],
  RIS: [ours('ris'), undefined],
}
try {
  await import('@citation-js/plugin-ris')
  contenders.RIS[1] = citationJs('ris')
} catch {
  // The plugin for RIS is no part of this project; where it is installed it is measured too.
}

let bytes = 0
/** Microseconds of the processor for one record. */
function measure(work) {
  bytes += Buffer.from(work()).length
  const begin = process.cpuUsage()
  for (let i = 0; i < turn; i++) bytes += Buffer.from(work()).length
  const { user, system } = process.cpuUsage(begin)
  return (user + system) / count / turn
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
console.log(
  `Node ${process.version}, ${count} records of ${(items.reduce((sum, { author }) => sum + (author?.length ?? 0), 0) / count).toFixed(1)} authors, medians of ${rounds}\n`,
)
console.log(
  '| format | Offprint, µs a record | citation-js, µs a record | ratio |\n| --- | ---: | ---: | ---: |',
)
for (const [name, [first, second]] of Object.entries(contenders)) {
  const times = [[], []]
  for (let round = -3; round < rounds; round++) {
    for (const [i, work] of [first, second].entries()) {
      if (!work) continue
      const time = measure(work)
      if (round >= 0) times[i].push(time)
    }
  }
  const [a, b] = times.map((values) => (values.length ? median(values) : undefined))
  console.log(`| ${name} | ${a.toFixed(1)} | ${b?.toFixed(1) ?? '–'} | ${b ? (b / a).toFixed(1) : '–'} |`)
}
if (bytes === 0) throw new Error('Nothing was written.')
