/** The same library, read here from one format and by a peer from another: how far the two agree, field by field. */

import { readFileSync } from 'node:fs'
import { readerNamed, recogniseReader } from '../../src/importing/readers.ts'
import { words } from '../../src/model/fold.ts'
import type { PublicationInput } from '../../src/model/publication.ts'
import { plainTitle } from '../../src/model/title.ts'
import { corpora, corpusFiles, readCorpus } from '../fixtures/reading.ts'

const folded = (text: string | undefined) => (text ? words(plainTitle(text)).join(' ') : undefined)

/** What is compared, in a form in which only differences of substance are left. */
const fields: Record<string, (p: PublicationInput) => string | undefined> = {
  type: (p) => p.type,
  title: (p) => folded(p.title),
  names: (p) =>
    p.contributors
      ?.filter(({ role }) => role === 'author' || role === 'editor')
      .map((one) =>
        folded(
          one.literal ??
            [one.given, one.droppingParticle, one.particle, one.family, one.suffix].filter(Boolean).join(' '),
        ),
      )
      .sort()
      .join('; '),
  date: (p) => p.issued,
  venue: (p) => folded(p.venue?.name),
  pages: (p) => p.pages?.replace(/\s*[-–—]+\s*/g, '-'),
  doi: (p) => p.identifiers?.doi?.toLowerCase(),
}
export const fieldNames = Object.keys(fields)

/** A date says the same as one that is less exact. */
const agrees = (field: string, one: string | undefined, other: string | undefined) =>
  one === other || (field === 'date' && one && other && (one.startsWith(other) || other.startsWith(one)))

/** Format → files as this reads them, and the same as the peer gives them. */
const pairs: [reader: string, ours: RegExp, theirs: (path: string) => [reader: string, path: string]][] = [
  ['mods', /^clients\/.*\.zotero\.mods\.xml$/, (path) => ['csl', path.replace('mods.xml', 'csl.json')]],
  ['ris', /^clients\/.*\.zotero\.ris$/, (path) => ['csl', path.replace('.ris', '.csl.json')]],
  [
    'ris',
    /^clients\/.*\.(?:jabref3|bibutils)\.ris$/,
    (path) => ['csl', path.replace(/\.(?:jabref3|bibutils)\.ris/, '.zotero.csl.json')],
  ],
  ['ris', /^ris\/jabref\/RisImporterTest.*\.ris$/, (path) => ['bibtex', path.replace('.ris', '.bib')]],
  [
    'endnote',
    /^clients\/.*\.endnote\.txt$/,
    (path) => ['csl', path.replace('.jabref3.endnote.txt', '.zotero.csl.json')],
  ],
  ['csl', /^clients\/.*\.pandoc\.csl\.json$/, (path) => ['csl', path.replace('.pandoc.', '.zotero.')]],
]

export interface Row {
  reader: string
  file: string
  records: number
  refused: number
  matched: number
  /** By field: how many have it in the peer's, and how many agree. */
  found: Record<string, { of: number; same: number }>
  differences: string[]
}

/** Of several with one title, as a preprint and its article, the one that agrees most; it is taken out. */
function nearest(
  wanted: PublicationInput,
  candidates: PublicationInput[] = [],
): PublicationInput | undefined {
  const score = (one: PublicationInput) =>
    Object.entries(fields).filter(([name, value]) => agrees(name, value(one), value(wanted))).length
  const [best] = candidates.toSorted((a, b) => score(b) - score(a))
  if (best) candidates.splice(candidates.indexOf(best), 1)
  return best
}

async function publications(reader: string, path: string) {
  const entries = await readCorpus(await readerNamed(reader), path)
  return { entries, list: entries.flatMap(({ publication }) => publication ?? []) }
}

export async function agreement(): Promise<Row[]> {
  const rows: Row[] = []
  for (const [reader, pattern, theirs] of pairs) {
    for (const file of corpusFiles(pattern)) {
      const [peer, path] = theirs(file)
      if (corpusFiles(new RegExp(`^${path.replace(/[.\\]/g, '\\$&')}$`)).length === 0) continue
      const ours = await publications(reader, file)
      const expected = (await publications(peer, path)).list
      const byTitle = new Map<string, PublicationInput[]>()
      for (const one of ours.list)
        byTitle.set(folded(one.title)!, [...(byTitle.get(folded(one.title)!) ?? []), one])
      const row: Row = {
        reader,
        file,
        records: ours.list.length,
        refused: ours.entries.filter(
          ({ publication, findings }) => !publication && findings.some((one) => one.severity === 'error'),
        ).length,
        matched: 0,
        found: Object.fromEntries(fieldNames.map((name) => [name, { of: 0, same: 0 }])),
        differences: [],
      }
      for (const wanted of expected) {
        const given =
          expected.length === 1 && ours.list.length === 1
            ? ours.list[0]
            : nearest(wanted, byTitle.get(folded(wanted.title)!))
        if (!given) {
          row.differences.push(`not found: ${wanted.title}`)
          row.found.title!.of++
          continue
        }
        row.matched++
        for (const [name, value] of Object.entries(fields)) {
          const [one, other] = [value(given), value(wanted)]
          if (other === undefined || other === '') continue
          row.found[name]!.of++
          if (agrees(name, one, other)) row.found[name]!.same++
          else row.differences.push(`${name}: ${one} <> ${other}`)
        }
      }
      rows.push(row)
    }
  }
  return rows
}

/** Differences that are not this reader's: what the file does not hold, or what the two take for different things. */
const explained: { file: RegExp; field: string; of: number; why: string }[] = [
  {
    file: /biblatex-examples\.zotero\.ris$/,
    field: 'names',
    of: 4,
    why: "Zotero's RIS of a patent leaves its inventors out: the file has no name to read",
  },
  {
    file: /mlsys2020\.jabref3\.endnote\.txt$/,
    field: 'names',
    of: 12,
    why: 'JabRef 3 tears names with hyphens, particles and accents apart ("Hsin-,Pai Cheng") when it writes Refer, and leaves TeX in them',
  },
  {
    file: /symbioticlab\.jabref3\.endnote\.txt$/,
    field: 'doi',
    of: 1,
    why: 'JabRef 3 writes no DOI into Refer',
  },
  {
    file: /mlsys2020\.jabref3\.(?:ris|endnote\.txt)$/,
    field: 'type',
    of: 1,
    why: 'JabRef 3 writes proceedings as a type that says nothing, or as a paper',
  },
  {
    file: /mlsys2020\.bibutils\.ris$/,
    field: 'type',
    of: 1,
    why: 'bibutils writes whole proceedings as CONF, which is a paper everywhere else',
  },
  {
    file: /mlsys2020\.jabref3\.ris$/,
    field: 'names',
    of: 1,
    why: 'JabRef 3 leaves the editors of whole proceedings out of RIS',
  },
  {
    file: /ovid_psycinfo\.zotero\.(?:ris|mods\.xml)$/,
    field: 'names',
    of: 3,
    why: 'One "editor" whose name is a list of thirty surnames with commas; Zotero and we cut it at different commas',
  },
  {
    file: /symbioticlab\.(?:bibutils|jabref3|pandoc)\./,
    field: 'names',
    of: 1,
    why: 'The source has "Harsha Madhyastha AND Mosharaf Chowdhury": only Zotero takes AND in capitals for "and"',
  },
  {
    file: /RisImporterTest(?:8_date|Date1|WithEmptyER)/,
    field: 'venue',
    of: 1,
    why: 'The record has the journal in full and abbreviated; JabRef takes the abbreviation, we the full name',
  },
  {
    file: /RisImporterTestDoiAndJournalTitle/,
    field: 'venue',
    of: 1,
    why: 'A patent with a secondary title, which JabRef calls a journal; a patent is in no journal',
  },
  {
    file: /RisImporterTest1\.ris$/,
    field: 'title',
    of: 1,
    why: 'A file of eleven TY, most of them in a row, and every tag many times over, of which JabRef makes one entry with all titles joined; here each TY begins a record, and the eight with nothing in them are refused',
  },
]

/** Every file of the corpora, by the reader that is found for it as for a user. */
async function everything(): Promise<string[]> {
  const counts = new Map<
    string,
    { files: number; read: number; repaired: number; refused: number; why: Set<string> }
  >()
  const unknown: string[] = []
  const files = corpusFiles(/^(?!abbrev\/|csl-json\/schema\/|MANIFEST).*\.(?!csv$|md$|py$|txt\.md$)\w+$/)
  for (const file of files) {
    const path = new URL(file, corpora).pathname
    const head = readFileSync(path).subarray(0, 4096).toString('utf8')
    const reader = await recogniseReader(path, head)
    if (!reader) {
      unknown.push(file)
      continue
    }
    const count = counts.get(reader.name) ?? { files: 0, read: 0, repaired: 0, refused: 0, why: new Set() }
    counts.set(reader.name, count)
    count.files++
    for (const { publication, person, findings } of await readCorpus(reader, file)) {
      const errors = findings.filter(({ severity }) => severity === 'error')
      if (publication || person) {
        count.read++
        if (findings.some(({ severity }) => severity === 'warning')) count.repaired++
      } else if (errors.length) {
        count.refused++
        count.why.add(errors[0]!.message.replace(/: .*/, '').replace(/"[^"]*"/g, '…'))
      }
    }
  }
  const rows = [...counts].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    ...rows.map(
      ([name, { files, read, repaired, refused, why }]) =>
        `| ${name} | ${files} | ${read} | ${repaired} | ${refused} | ${[...why].sort().join('; ')} |`,
    ),
    '',
    `No reader: ${unknown.map((file) => `\`${file}\``).join(', ') || 'none'}.`,
  ]
}

/** The document, whole, and the fields with their shares. */
export async function agreementDocument() {
  const rows = await agreement()
  const total = Object.fromEntries(fieldNames.map((name) => [name, { of: 0, same: 0, explained: 0 }]))
  const why = new Map<string, number>()
  for (const row of rows) {
    for (const name of fieldNames) {
      const { of, same } = row.found[name]!
      const known = explained.filter((one) => one.field === name && one.file.test(row.file))
      const excused = Math.min(
        of - same,
        known.reduce((sum, one) => sum + one.of, 0),
      )
      total[name]!.of += of
      total[name]!.same += same
      total[name]!.explained += excused
      if (excused) why.set(known[0]!.why, (why.get(known[0]!.why) ?? 0) + excused)
    }
  }
  const cell = ({ same, of }: { same: number; of: number }) => (of ? `${same}/${of}` : '')
  const lines = rows.map(
    ({ reader, file, records, refused, found }) =>
      `| ${reader} | ${file} | ${records} | ${refused} | ${fieldNames.map((name) => cell(found[name]!)).join(' | ')} |`,
  )
  const share = (name: string) => {
    const { of, same } = total[name]!
    return `${((100 * same) / of).toFixed(1)} %`
  }
  const rest = (name: string) => {
    const { of, same, explained: known } = total[name]!
    return `${((100 * same) / (of - known)).toFixed(1)} %`
  }
  const text = `# What the readers agree on with others

The same libraries, read here from one format and by Zotero, pandoc or JabRef from another (\`../shared/corpora\`), each
record compared field by field where the peer has the field: \`UPDATE=1 npx tap test/importing/agreement.test.ts\` writes
this file, and the test fails where it is no longer true, or where a field agrees in less than 98 of 100 without a reason.
Case, markup and punctuation do not count, a date agrees with a less exact one, and any dash is a dash.

| reader | file | records | refused | ${fieldNames.join(' | ')} |
| --- | --- | --: | --: |${' --: |'.repeat(fieldNames.length)}
${lines.join('\n')}
| **all** | | | | ${fieldNames.map(share).join(' | ')} |
| **less what is explained** | | | | ${fieldNames.map(rest).join(' | ')} |

## Everything

Every file, read by the reader that its beginning or its name calls for. An entry that is repaired is read with a warning.

| reader | files | read | repaired | refused | refused because |
| --- | --: | --: | --: | --: | --- |
${(await everything()).join('\n')}

## Differences explained

${[...why].map(([reason, count]) => `- ${count}: ${reason}.`).join('\n')}
`
  return { text, total }
}
