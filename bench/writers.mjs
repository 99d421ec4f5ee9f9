/**
 * What it costs to write one record, beside citation-js over the same records, both warmed, in turns. Records come from
 * the corpora beside this checkout where they are there, else from the seed. Run: `npm run bench:writers`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-csl'
import { readSeed } from '../dist/importing/seed.js'
import { fromCsl } from '../dist/model/csl/read.js'
import { toCsl } from '../dist/model/csl/write.js'
import { loadFormats } from '../dist/rendering/registry.js'

const count = 1000
const rounds = 15
const corpus = new URL('../../shared/corpora/clients/symbioticlab.zotero.csl.json', import.meta.url)

const inputs = existsSync(corpus)
  ? JSON.parse(readFileSync(corpus, 'utf8')).map((item) => fromCsl(item))
  : (await readSeed(new URL('../seed', import.meta.url).pathname)).publications
const stamps = { created: '2026-01-01T00:00:00Z', updated: '2026-01-01T00:00:00Z', version: 1 }
const records = Array.from({ length: count }, (_, i) => {
  const publication = { ...inputs[i % inputs.length], ...stamps, key: `key${i}` }
  const json = JSON.stringify(publication)
  return { key: publication.key, version: 1, updated: 0, json, publication: JSON.parse(json) }
})
const items = records.map(({ publication }) => JSON.parse(JSON.stringify(toCsl(publication))))

const { byName } = await loadFormats(new URL('../dist/formats/', import.meta.url))
const context = { baseUrl: '', style: 'apa', locale: 'en-US', profile: 'utf8', venueName: 'long' }
const list = { ...context, title: '', total: count, links: { self: '', first: '' }, parameters: {} }
const write = (name) => () => byName.get(name).list(list).batch(records, 0)
const cite = new Cite(items)
const citationJs = (format) => () => cite.format(format)

const contenders = {
  BibTeX: [write('bibtex'), citationJs('bibtex')],
  BibLaTeX: [write('biblatex'), citationJs('biblatex')],
  'CSL-JSON': [write('csl'), citationJs('data')],
  RIS: [write('ris'), undefined],
}
try {
  await import('@citation-js/plugin-ris')
  contenders.RIS[1] = citationJs('ris')
} catch {
  // The plugin for RIS is no part of this project; where it is installed it is measured too.
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
console.log(
  `Node ${process.version}, ${count} records (${existsSync(corpus) ? 'symbioticlab' : 'seed'}), medians of ${rounds}\n`,
)
console.log('| format | Offprint, µs a record | citation-js, µs a record | ratio |\n|---|---|---|---|')
for (const [name, [ours, theirs]] of Object.entries(contenders)) {
  const times = [[], []]
  for (let round = -5; round < rounds; round++) {
    for (const [i, run] of [ours, theirs].entries()) {
      if (!run) continue
      const begin = performance.now()
      run()
      if (round >= 0) times[i].push(((performance.now() - begin) * 1000) / count)
    }
  }
  const [a, b] = times.map((values) => (values.length ? median(values) : undefined))
  console.log(`| ${name} | ${a.toFixed(1)} | ${b?.toFixed(1) ?? '–'} | ${b ? (b / a).toFixed(1) : '–'} |`)
}
