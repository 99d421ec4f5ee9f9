/**
 * What it costs to write one record, beside citation-js over the same records: from the record in memory to the bytes
 * that are sent. For citation-js there are two figures. `format` is called on a Cite that is there already, so that
 * writing alone is measured, as it is for Offprint, whose record is parsed too; the goal is judged by this one, the
 * stricter. `new Cite` and `format` is what its user calls for data that has just come: from CSL-JSON that is parsed, with
 * the checks and repairs that citation-js gives its input, which Offprint has done when a record was stored.
 *
 * Each contender is warmed in a process of its own, so that none pays for the memory of another, and they take turns;
 * times are of the processor, so that a busy machine moves them less. Run: `npm run bench:writers`.
 */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { packages } from './packages.mjs'
import { median } from './report.mjs'

const count = 1000
/** Times each contender has its turn. */
const turns = 5
const warming = 40
const measured = 40
/** Microseconds a record at most, and times the speed of citation-js at least. */
const goal = { time: 10, ratio: 5, formats: ['bibtex', 'csl', 'ris'] }
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

/** The core of citation-js that has the format, and the items in its own form. */
async function citationJs(format) {
  const { Cite } = await (format === 'ris' ? withRis() : withBibtex())
  const { toCsl } = await import('../dist/model/csl/write.js')
  const items = (await recordsOf()).map(({ publication }) => JSON.parse(JSON.stringify(toCsl(publication))))
  return { Cite, items }
}

/** Each gives a function that writes all records in a format, in bytes. */
const contenders = {
  async Offprint(format) {
    const { batchBytes } = await import('../dist/rendering/list-bytes.js')
    const { loadFormats } = await import('../dist/rendering/registry.js')
    const { byName } = await loadFormats(new URL('../dist/formats/', import.meta.url))
    const context = { baseUrl: '', style: 'apa', locale: 'en-US', profile: 'utf8', venueName: 'long' }
    const list = { ...context, title: '', total: count, links: { self: '', first: '' }, parameters: {} }
    const records = await recordsOf()
    return () => batchBytes(byName.get(format).list(list), records)
  },
  async 'citation-js, format'(format) {
    const { Cite, items } = await citationJs(format)
    const cite = new Cite(items)
    return () => Buffer.from(cite.format(theirs[format]))
  },
  async 'citation-js, new Cite and format'(format) {
    const { Cite, items } = await citationJs(format)
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

/** @returns microseconds a record, of each contender, undefined where it could not be had */
function timesOf(format) {
  const names = Object.keys(contenders)
  const times = names.map(() => [])
  for (let round = 0; round < turns; round++) {
    for (const [i, name] of names.entries()) {
      const time = turn(name, format)
      if (time !== undefined) times[i].push(time)
    }
  }
  return times.map((values) => (values.length ? median(values) : undefined))
}

function verdict(format, time, ratio) {
  if (!goal.formats.includes(format)) return ''
  if (ratio === undefined) return 'not measured'
  return time <= goal.time && ratio >= goal.ratio ? 'met' : '**not met**'
}

function report() {
  const figure = (value) => value?.toFixed(1) ?? '–'
  console.log(
    `Node ${process.version}, ${count} records, µs of the processor a record, medians of ${turns} turns`,
  )
  console.log(
    `Goal: ${goal.time} µs or less, and ${goal.ratio} times as fast or more as the format of citation-js alone\n`,
  )
  console.log(`| format | ${Object.keys(contenders).join(' | ')} | ratio to format | to both | goal |`)
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | --- |')
  for (const [name, format] of Object.entries(formats)) {
    const [own, alone, both] = timesOf(format)
    const [ratio, ratioOfBoth] = [alone && alone / own, both && both / own]
    const cells = [own, alone, both, ratio, ratioOfBoth].map(figure)
    console.log(`| ${name} | ${cells.join(' | ')} | ${verdict(format, own, ratio)} |`)
  }
}

const [contender, format] = process.argv.slice(2)
if (contender) await measure(contender, format)
else report()
