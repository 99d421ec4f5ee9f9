/**
 * What it costs to write one record, beside citation-js over the same records: from the record in memory, for citation-js
 * its CSL-JSON already parsed, to the bytes that are sent. Each contender is warmed in a process of its own, so that none
 * pays for the memory of another, and they take turns; times are of the processor, so that a busy machine moves them
 * less. Run: `npm run bench:writers`.
 */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { packages } from './packages.mjs'
import { median } from './report.mjs'

const count = 1000
/** Times each contender has its turn. */
const turns = 3
const warming = 60
const measured = 100
const formats = { BibTeX: 'bibtex', BibLaTeX: 'biblatex', 'CSL-JSON': 'csl', RIS: 'ris' }
/** What citation-js calls them; its BibLaTeX is a plugin's, its CSL-JSON "data". */
const theirs = { bibtex: 'bibtex', biblatex: 'biblatex', csl: 'data', ris: 'ris' }

async function recordsOf() {
  const { publicationAt } = await import('./data/records.mjs')
  const stamps = { created: '2026-01-01T00:00:00Z', updated: '2026-01-01T00:00:00Z', version: 1 }
  return Array.from({ length: count }, (_, i) => {
    const json = JSON.stringify({ ...publicationAt(i), ...stamps, key: `key${i}` })
    return { key: `key${i}`, version: 1, updated: 0, json, publication: JSON.parse(json) }
  })
}

async function withBibtex() {
  await import('@citation-js/plugin-csl')
  await import('@citation-js/plugin-bibtex')
  return import('@citation-js/core')
}

/** The plugin for RIS is no dependency of this project, so it comes with a core of its own. */
async function withRis() {
  const require = createRequire(`${risPackages()}/`)
  require('@citation-js/plugin-ris')
  return require('@citation-js/core')
}
const risPackages = () => packages(['@citation-js/plugin-ris@0.8.2', '@citation-js/core@0.8.2'])

/** @returns a function that gives all records in a format, in bytes */
const contenders = {
  async offprint(format) {
    const { batchBytes } = await import('../dist/rendering/list-bytes.js')
    const { loadFormats } = await import('../dist/rendering/registry.js')
    const { byName } = await loadFormats(new URL('../dist/formats/', import.meta.url))
    const context = { baseUrl: '', style: 'apa', locale: 'en-US', profile: 'utf8', venueName: 'long' }
    const list = { ...context, title: '', total: count, links: { self: '', first: '' }, parameters: {} }
    const records = await recordsOf()
    return () => batchBytes(byName.get(format).list(list), records)
  },
  async 'citation-js'(format) {
    const { Cite } = await (format === 'ris' ? withRis() : withBibtex())
    const { toCsl } = await import('../dist/model/csl/write.js')
    const items = (await recordsOf()).map(({ publication }) => JSON.parse(JSON.stringify(toCsl(publication))))
    return () => Buffer.from(new Cite(items).format(theirs[format]))
  },
}

/** Prints microseconds of the processor for one record, and bytes. */
async function measure(contender, format) {
  const write = await contenders[contender](format)
  let bytes = 0
  for (let i = 0; i < warming; i++) bytes = (await write()).length
  const begin = process.cpuUsage()
  for (let i = 0; i < measured; i++) bytes = (await write()).length
  const { user, system } = process.cpuUsage(begin)
  console.log(JSON.stringify({ time: (user + system) / count / measured, bytes: bytes / count }))
}

function turn(contender, format) {
  try {
    const args = [fileURLToPath(import.meta.url), contender, format]
    const { time, bytes } = JSON.parse(
      execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' }),
    )
    if (!(bytes > 0)) throw new Error(`${contender} wrote nothing`)
    return time
  } catch (error) {
    // Where npm could not get the plugin the others are measured all the same.
    if (format === 'ris' && !risPackages()) return undefined
    throw error
  }
}

function report() {
  console.log(`Node ${process.version}, ${count} records, medians of ${turns} turns\n`)
  console.log('| format | Offprint, µs a record | citation-js, µs a record | ratio |')
  console.log('| --- | ---: | ---: | ---: |')
  for (const [name, format] of Object.entries(formats)) {
    const times = Object.keys(contenders).map(() => [])
    for (let round = 0; round < turns; round++) {
      for (const [i, contender] of Object.keys(contenders).entries()) {
        const time = turn(contender, format)
        if (time !== undefined) times[i].push(time)
      }
    }
    const [a, b] = times.map((values) => (values.length ? median(values) : undefined))
    console.log(`| ${name} | ${a.toFixed(1)} | ${b?.toFixed(1) ?? '–'} | ${b ? (b / a).toFixed(1) : '–'} |`)
  }
}

const [contender, format] = process.argv.slice(2)
if (contender) await measure(contender, format)
else report()
