/**
 * The judges: for each format the real programs, schemas and readers that say what is wrong with it. A judge takes
 * records and gives its findings: `{ level: 'error' | 'warning', text, key? }`.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { corpora } from './records.mjs'
import { chunked, has, inFolder, inPairs, run } from './tools.mjs'
import { writeItem, writeList } from './write.mjs'

const require = createRequire(import.meta.url)
const error = (text, key) => ({ level: 'error', text, ...(key ? { key } : {}) })
const warning = (text, key) => ({ level: 'warning', text, ...(key ? { key } : {}) })

const bibtex = (style, profile) => ({
  format: 'bibtex',
  judge: `bibtex ${style}${profile === 'latex' ? ', ASCII' : ''}`,
  needs: ['bibtex'],
  // Styles tell at most 26 works of one author and year apart.
  run: (records) => inPairs(chunked(records, 1000), (piece) => bibtexRun(piece, style, profile)),
})

async function bibtexRun(records, style, profile) {
  const aux = `\\relax\n\\citation{*}\n\\bibstyle{${style}}\n\\bibdata{in}\n`
  const bib = await writeList('bibtex', records, { profile })
  return inFolder({ 'in.bib': bib, 't.aux': aux }, async (folder) => {
    const { status } = await run('bibtex', ['-min-crossrefs=99999', 't'], folder)
    const log = readFileSync(join(folder, 't.blg'), 'utf8')
    const found = [...log.matchAll(/^Warning--(.*?)(?: in (\S+))?$/gm)].map(([, text, key]) =>
      warning(text, key),
    )
    const errors = /^(.*---line \d+ of file .*|I couldn't .*|Too many .*|Sorry---.*)$/gm
    for (const [, text] of log.matchAll(errors)) found.push(error(text))
    const items = readFileSync(join(folder, 't.bbl'), 'utf8').match(/\\bibitem/g)?.length ?? 0
    if (items !== records.length) found.push(error(`${items} entries printed of ${records.length}`))
    if (status !== 0 && !found.length) found.push(error(`exit ${status}`))
    return found
  })
}

const biber = (format) => ({
  format,
  judge: format === 'bibtex' ? 'biber --tool' : 'biber --tool --validate-datamodel',
  needs: ['biber'],
  run: (records) =>
    inPairs(chunked(records, 700), async (piece) =>
      inFolder({ 'in.bib': await writeList(format, piece) }, async (folder) => {
        const args = ['--tool', '--validate-datamodel', '--nolog', '--output-file', 'out.bib', 'in.bib']
        const { stdout, stderr } = await run(
          'biber',
          format === 'bibtex' ? args.filter((one) => one !== '--validate-datamodel') : args,
          folder,
        )
        const found = []
        for (const [, level, text] of (stdout + stderr).matchAll(/^(WARN|ERROR) - (.*)$/gm)) {
          found.push((level === 'WARN' ? warning : error)(text, /entry '([^']+)'/i.exec(text)?.[1]))
        }
        const out = existsSync(join(folder, 'out.bib')) ? readFileSync(join(folder, 'out.bib'), 'utf8') : ''
        const count = out.match(/^@/gm)?.length ?? 0
        if (count !== piece.length) found.push(error(`${count} entries read of ${piece.length}`))
        return found
      }),
    ),
})

/** bibutils counts what it read, and says what it does not know. */
const bibutils = (format, program, pattern) => ({
  format,
  judge: program,
  needs: [program],
  async run(records) {
    return inFolder({ in: await writeList(format, records) }, async (folder) => {
      const args = program === 'ris2xml' ? ['-i', 'utf8', 'in'] : ['in']
      const { stdout, stderr } = await run(program, args, folder)
      const found = stderr
        .split('\n')
        .filter(
          (line) =>
            line.trim() &&
            !/Processed \d+ references|^\s+\S|has unused tags|^\t?Defaulting/.test(line.replace(/^\w+:/, '')),
        )
        .map((text) => warning(text))
      const count = stdout.match(pattern)?.length ?? 0
      if (count !== records.length) found.push(error(`${count} records read of ${records.length}`))
      return found
    })
  },
})

const pandocFormats = () => execFileSync('pandoc', ['--list-input-formats'], { encoding: 'utf8' }).split('\n')

const pandoc = (format, from) => ({
  format,
  judge: `pandoc -f ${from}`,
  needs: ['pandoc'],
  skip: has('pandoc') && !pandocFormats().includes(from) && `this pandoc does not read ${from}`,
  run: (records) =>
    inPairs(chunked(records, 2000), async (piece) =>
      inFolder({ in: await writeList(format, piece) }, async (folder) => {
        const { status, stdout, stderr } = await run('pandoc', ['-f', from, '-t', 'csljson', 'in'], folder)
        const found = stderr
          .split('\n')
          .filter(Boolean)
          .map((text) => (status ? error : warning)(text))
        const count = status ? 0 : JSON.parse(stdout).length
        if (count !== piece.length) found.push(error(`${count} records read of ${piece.length}`))
        return found
      }),
    ),
})

/** @param entry the element of one record; @param count how many of them there have to be */
const xmllint = (format, entry, schema) => ({
  format,
  judge: schema ? `xmllint --schema ${schema}` : 'xmllint',
  needs: ['xmllint'],
  skip:
    schema &&
    !existsSync(join(process.env.OFFPRINT_SCHEMAS ?? '/nowhere', schema)) &&
    `no ${schema} in OFFPRINT_SCHEMAS`,
  async run(records) {
    const text = await writeList(format, records)
    const count = text.match(new RegExp(`<${entry}[ >]`, 'g'))?.length ?? 0
    const found = count === records.length ? [] : [error(`${count} records of ${records.length}`)]
    if (!schema) {
      return inFolder({ 'in.xml': text }, async (folder) => {
        const { status, stderr } = await run('xmllint', ['--nonet', '--noout', '--huge', 'in.xml'], folder)
        return status ? [...found, error(stderr.slice(0, 300))] : found
      })
    }
    const documents = text.match(new RegExp(`<${entry}[ >].*?</${entry}>`, 'gs'))
    const pieces = await inPairs(chunked(documents, 1000), (piece) =>
      inFolder(Object.fromEntries(piece.map((one, i) => [`${i}.xml`, one])), async (folder) => {
        const args = [
          '--nonet',
          '--noout',
          '--schema',
          join(process.env.OFFPRINT_SCHEMAS, schema),
          ...piece.map((_, i) => `${i}.xml`),
        ]
        const { stderr } = await run('xmllint', args, folder)
        return stderr
          .split('\n')
          .filter((line) => line && !line.endsWith(' validates'))
          .map((line) => error(line))
      }),
    )
    return [...found, ...pieces]
  },
})

const rapper = (format, input) => ({
  format,
  judge: `rapper -i ${input}`,
  needs: ['rapper'],
  async run(records) {
    return inFolder({ in: await writeList(format, records) }, async (folder) => {
      const { status, stderr } = await run(
        'rapper',
        ['-c', '-i', input, 'in', 'https://example.org/'],
        folder,
      )
      const found = stderr
        .split('\n')
        .filter((line) => /Error|Warning/.test(line))
        .map((text) => (/Error/.test(text) ? error : warning)(text))
      if (status && !found.length) found.push(error(`exit ${status}`))
      return found
    })
  },
})

const ruby = (format) => ({
  format,
  judge: 'RSS::Parser of Ruby, validating',
  needs: ['ruby'],
  async run(records) {
    const code =
      "require 'rss'; puts RSS::Parser.parse(File.read('in', encoding: 'UTF-8'), true, true).items.size"
    return inFolder({ in: await writeList(format, records) }, async (folder) => {
      const { stdout, stderr } = await run('ruby', ['-e', code], folder)
      return stdout.trim() === String(records.length)
        ? []
        : [error(stderr.split('\n')[0] || `${stdout} items`)]
    })
  },
})

/** Ajv with an official JSON Schema, one record at a time. */
const schema = (format, title, load, documents) => ({
  format,
  judge: title,
  needs: [],
  async run(records) {
    const validate = await load()
    if (!validate) return []
    const found = []
    for (const { key, document } of await documents(records)) {
      if (!validate(document))
        found.push(error(`${validate.errors[0].instancePath} ${validate.errors[0].message}`, key))
    }
    return found
  },
})

async function ajv(schema, more = []) {
  const { default: Ajv } = await import('ajv')
  const { default: addFormats } = await import('ajv-formats')
  const validator = new (Ajv.default ?? Ajv)({ strict: false, allErrors: false })
  ;(addFormats.default ?? addFormats)(validator)
  for (const one of more) validator.addSchema(one)
  return validator.compile(schema)
}

const csl = schema(
  'csl',
  'csl-data.json through Ajv',
  () => ajv(JSON.parse(readFileSync(join(corpora, 'csl-json/schema/csl-data.json'), 'utf8'))),
  async (records) => {
    const items = JSON.parse(await writeList('csl', records))
    return items.map((item) => ({ key: item.id, document: [item] }))
  },
)

const cff = schema(
  'cff',
  'the CFF 1.2.0 schema through Ajv',
  async () => {
    const module = await import(new URL('schema.js', `file://${require.resolve('cffjs')}`).href)
    return ajv(module.schema)
  },
  async (records) => {
    const { parse } = await import('yaml')
    const documents = []
    for (const record of records)
      documents.push({ key: record.key, document: parse(await writeItem('cff', record)) })
    return documents
  },
)

/** A parser of the notation, and a count of what it found. */
const parser = (format, title, count) => ({
  format,
  judge: title,
  needs: [],
  async run(records) {
    try {
      const found = await count(await writeList(format, records))
      return found === records.length ? [] : [error(`${found} records read of ${records.length}`)]
    } catch (cause) {
      return [error(String(cause).slice(0, 300))]
    }
  },
})

export const judges = [
  ...['plain', 'alpha', 'abbrv', 'unsrt', 'IEEEtran', 'apalike'].map((style) => bibtex(style, 'utf8')),
  bibtex('plain', 'latex'),
  biber('bibtex'),
  biber('biblatex'),
  pandoc('biblatex', 'biblatex'),
  pandoc('bibtex', 'bibtex'),
  bibutils('ris', 'ris2xml', /<mods /g),
  pandoc('ris', 'ris'),
  csl,
  pandoc('csl', 'csljson'),
  xmllint('mods', 'mods'),
  bibutils('mods', 'xml2bib', /^\uFEFF?@\w+\{/gm),
  bibutils('endnote', 'end2xml', /<mods /g),
  xmllint('endnote-xml', 'record'),
  bibutils('endnote-xml', 'endx2xml', /<mods /g),
  xmllint('datacite-xml', 'resource'),
  xmllint('dublincore', 'oai_dc:dc', 'oai_dc.xsd'),
  rapper('rdf', 'turtle'),
  rapper('rdfxml', 'rdfxml'),
  rapper('ntriples', 'ntriples'),
  xmllint('atom', 'entry'),
  ruby('atom'),
  ruby('rss'),
  cff,
  parser(
    'hayagriva',
    'YAML 1.2',
    async (text) => Object.keys((await import('yaml')).parse(text, { maxAliasCount: 0 })).length,
  ),
  parser('jsonfeed', 'JSON', (text) => JSON.parse(text).items.length),
  parser('datacite', 'JSON', (text) => JSON.parse(text).length),
  parser('jsonld', 'JSON', (text) => JSON.parse(text)['@graph'].length),
  parser(
    'ndjson',
    'JSON',
    (text) =>
      text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)).length,
  ),
  parser('nbib', 'records and tags', (text) => {
    for (const line of text.split('\n'))
      if (line && !/^[A-Z]{2,4} *- /.test(line)) throw new Error(`no tag: ${line}`)
    return text.match(/^PMID- /gm).length
  }),
].map((judge) => ({
  ...judge,
  skip: judge.skip || (!has(...judge.needs) && `${judge.needs.join(', ')} not installed`),
}))
