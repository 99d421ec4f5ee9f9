/** Publication → format → publication, field by field: what is kept, what is degraded and what is lost. */
import { isDeepStrictEqual } from 'node:util'
import { readerNamed } from '../../src/importing/readers.ts'
import type { PublicationInput } from '../../src/model/publication.ts'
import type { Format } from '../../src/rendering/format.ts'
import { loadFormats } from '../../src/rendering/registry.ts'
import { recordOf } from '../fixtures/publication-record.ts'
import { stored, writeList } from '../fixtures/rendering.ts'
import { exampleRecord, examples, textsOf } from './values.ts'

type Outcome = 'kept' | 'degraded' | 'written' | 'lost'
type Read = (text: string) => Promise<Partial<PublicationInput> | undefined>

const first =
  (reader: string): Read =>
  async (text) => {
    async function* chunks() {
      yield new TextEncoder().encode(text)
    }
    for await (const { publication } of (await readerNamed(reader)).read({ name: reader, chunks: chunks() }))
      if (publication) return publication
    return undefined
  }

/** Formats that something here reads back. */
const readers: Record<string, Read> = {
  json: first('json'),
  ndjson: first('ndjson'),
  csl: first('csl'),
  bibtex: first('bibtex'),
  cff: first('cff'),
  biblatex: first('bibtex'),
  ris: first('ris'),
  endnote: first('endnote'),
  'endnote-xml': first('endnote-xml'),
  datacite: first('datacite'),
  'datacite-xml': first('datacite-xml'),
  mods: first('mods'),
  nbib: first('nbib'),
}

/** Feeds and pages are for people, bibliographies are text, CSV is for spreadsheets. */
const forPeople = new Set([
  'html',
  'htmlfragment',
  'htmlframe',
  'markdown',
  'bibliography',
  'csv',
  'atom',
  'rss',
  'jsonfeed',
  'vcard',
  'jsonresume',
])

async function outcome(format: Format, name: string): Promise<Outcome> {
  const example = examples[name]!
  const { field, input } = exampleRecord(name, example)
  const record = stored(recordOf(input).publication)
  const text = await writeList(format, [record])
  const isThere = textsOf(example).some((part) => text.includes(part))
  const read = readers[format.name]
  if (!read) return isThere ? 'written' : 'lost'
  const back = await read(text)
  if (
    isDeepStrictEqual(
      JSON.parse(JSON.stringify(back?.[field] ?? null)),
      JSON.parse(JSON.stringify(input[field])),
    )
  )
    return 'kept'
  const without = JSON.stringify(back ?? {})
  return isThere || textsOf(example).some((part) => without.includes(part)) ? 'degraded' : 'lost'
}

const signs: Record<Outcome, string> = { kept: '●', degraded: '◐', written: '○', lost: '–' }

/** The document, whole. */
export async function roundTrips(): Promise<string> {
  const { all } = await loadFormats(new URL('../../src/formats/', import.meta.url))
  const formats = all
    .filter(({ name, list }) => list && !forPeople.has(name))
    .sort(
      (a, b) =>
        Number(a.name in readers ? 0 : 1) - Number(b.name in readers ? 0 : 1) || (a.name < b.name ? -1 : 1),
    )
  const rows: string[] = []
  for (const name of Object.keys(examples)) {
    const cells = []
    for (const format of formats) cells.push(signs[await outcome(format, name)])
    rows.push(`| ${name} | ${cells.join(' | ')} |`)
  }
  return `# What each format can hold

Made by writing a publication with one field of note, and reading it back: \`UPDATE=1 npx tap test/round-trips\` writes this
file, and the test fails where it is no longer true.

● kept: read back as it was. ◐ degraded: there, but in another shape or place. ○ written: it stands in the file; nothing
here reads that format back. – lost: the format has no place for it.

| field | ${formats.map(({ name }) => name).join(' | ')} |
| --- |${' :-: |'.repeat(formats.length)}
${rows.join('\n')}
`
}
