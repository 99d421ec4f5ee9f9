/**
 * citeproc at its best: the items are in memory, the engine is made and warm. `node bench/citeproc.mjs <items.csl.json>
 * <seconds>` prints the milliseconds of each bibliography of all of them in APA as one line of JSON.
 */
import { readFileSync } from 'node:fs'
import { plugins } from '@citation-js/core'
import '@citation-js/plugin-csl'

const [file, seconds] = process.argv.slice(2)
const items = JSON.parse(readFileSync(file, 'utf8'))
const ids = items.map(({ id }) => id)
const engine = plugins.config.get('@csl').engine(items, 'apa', 'en-US', 'text')
function bibliography() {
  engine.updateItems([])
  engine.updateItems(ids)
  const [, entries] = engine.makeBibliography()
  if (entries.length !== ids.length) throw new Error(`${entries.length} entries of ${ids.length}`)
}
bibliography()
const times = []
const end = performance.now() + Number(seconds) * 1000
while (performance.now() < end || times.length < 3) {
  const begin = performance.now()
  bibliography()
  times.push(performance.now() - begin)
}
console.log(JSON.stringify(times))
