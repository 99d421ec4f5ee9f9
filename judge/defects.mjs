/**
 * The hard set of the corpora as BibTeX, by this project, citation-js, pandoc and bibutils: which defects each has, field by
 * field. What is a defect is said by the checks below; they look at the file as text, the way a person repairing it would.
 * Writes docs/DEFECTS.md. bibutils does not read CSL-JSON, so it is given our MODS, which has all that it asks for.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import { cutEntries } from '../dist/importing/bibtex/cut.js'
import { parseFields } from '../dist/importing/bibtex/fields.js'
import { fromCsl } from '../dist/model/csl/read.js'
import { fieldChecks, fileChecks } from './defect-checks.mjs'
import { corpora, recordOf } from './records.mjs'
import { inFolder, run } from './tools.mjs'
import { writeList } from './write.mjs'

const text = readFileSync(join(corpora, 'tricky.csl.json'), 'utf8')
const items = JSON.parse(text)
const records = items.map((item) => recordOf({ ...fromCsl(item), key: item.id }))

const command = (program, args, input) =>
  execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
const mods = await writeList('mods', records)
const outputs = {
  Offprint: await writeList('bibtex', records),
  'citation-js': new Cite(items).format('bibtex'),
  pandoc: command('pandoc', ['-f', 'csljson', '-t', 'bibtex'], text),
  bibutils: await inFolder(
    { 'in.xml': mods },
    async (folder) => (await run('xml2bib', ['in.xml'], folder)).stdout,
  ),
}

async function entriesOf(bib) {
  const entries = []
  async function* chunks() {
    yield { text: bib }
  }
  for await (const raw of cutEntries(chunks())) {
    if (/^(?:comment|string|preamble)$/.test(raw.type)) continue
    const { key, fields, troubles } = parseFields(raw, new Map())
    entries.push({
      type: raw.type,
      key,
      source: raw.source,
      troubles,
      fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
    })
  }
  return entries
}

const found = {}
for (const [converter, bib] of Object.entries(outputs)) {
  const defects = []
  found[converter] = defects
  const entries = await entriesOf(bib)
  for (const message of await fileChecks(bib, entries, items))
    defects.push({ field: 'file', key: '', message })
  for (const [i, item] of items.entries()) {
    // Converters keep the order; one that loses or forges an entry is told by its key.
    const entry =
      entries.find(({ key }) => key === item.id) ?? (entries.length === items.length ? entries[i] : undefined)
    if (!entry) {
      defects.push({ field: 'file', key: item.id, message: 'the entry is missing, or another has its place' })
      continue
    }
    for (const [field, checks] of Object.entries(fieldChecks)) {
      for (const check of checks) {
        const message = check(entry, item)
        if (message) defects.push({ field, key: item.id, message })
      }
    }
  }
}

const fields = ['file', ...Object.keys(fieldChecks)]
const converters = Object.keys(outputs)
const count = (converter, field) =>
  found[converter].filter((defect) => field === undefined || defect.field === field).length
const version = (program, args = ['--version']) => command(program, args).split('\n')[0].trim()
const lines = [
  '# Defects of BibTeX writers',
  '',
  `The ${items.length} hard records of the corpora as BibTeX, checked field by field by \`npm run judge:defects\` with ${version('pandoc')},`,
  'bibutils 7.2 and citation-js 0.8.2. A defect is something a person would repair by hand; `judge/defect-checks.mjs` says',
  'what counts. bibutils reads no CSL-JSON and was given our MODS.',
  '',
  `| field | ${converters.join(' | ')} |`,
  `| --- |${' ---: |'.repeat(converters.length)}`,
  ...fields.map(
    (field) => `| ${field} | ${converters.map((converter) => count(converter, field)).join(' | ')} |`,
  ),
  `| **all** | ${converters.map((converter) => `**${count(converter)}**`).join(' | ')} |`,
  '',
  ...converters.flatMap((converter) => [
    `## ${converter}`,
    '',
    ...(found[converter].length === 0
      ? ['None.']
      : found[converter].map(
          ({ field, key, message }) => `- ${field}${key ? `, \`${key}\`` : ''}: ${message}`,
        )),
    '',
  ]),
]
writeFileSync(new URL('../docs/DEFECTS.md', import.meta.url), `${lines.join('\n').trimEnd()}\n`)
console.log(lines.slice(6, 9 + fields.length).join('\n'))
if (found.Offprint.length) {
  console.log(found.Offprint)
  process.exitCode = 1
}
