/**
 * citation-js at its best: the items are in memory and it is warm. `node bench/citation.mjs <items.csl.json> <seconds>`
 * prints the milliseconds of each BibTeX of all of them as one line of JSON.
 */
import { readFileSync } from 'node:fs'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'

const [file, seconds] = process.argv.slice(2)
const cite = new Cite(JSON.parse(readFileSync(file, 'utf8')))
for (let i = 0; i < 5; i++) cite.format('bibtex')
const times = []
const end = performance.now() + Number(seconds) * 1000
while (performance.now() < end || times.length < 3) {
  const begin = performance.now()
  cite.format('bibtex')
  times.push(performance.now() - begin)
}
console.log(JSON.stringify(times))
