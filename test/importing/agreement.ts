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
          row.differences.push(`title: undefined <> ${wanted.title}`)
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

/**
 * Differences that are not this reader's: what the file does not hold, or what the two take for different things. Each
 * difference is held against them by its own words ("field: ours <> theirs"), so one that is new has no reason.
 */
const explained: { file: RegExp; difference: RegExp; why: string }[] = [
  {
    file: /biblatex-examples\.zotero\.ris$/,
    difference: /^names: undefined <> (?:alberto|f kowalik|alexander thiel|ronald)/,
    why: "Zotero's RIS of a patent leaves its inventors out: the file has no name to read",
  },
  {
    file: /symbioticlab\.jabref3\.endnote\.txt$/,
    difference: /^doi: undefined <> /,
    why: 'JabRef 3 writes no DOI into Refer, in no tag: the file has none to read',
  },
  {
    file: /mlsys2020\.jabref3\.(?:ris|endnote\.txt)$/,
    difference: /^type: (?:document|paper-conference) <> book$/,
    why: 'JabRef 3 writes proceedings as a type that says nothing, or as a paper',
  },
  {
    file: /mlsys2020\.bibutils\.ris$/,
    difference: /^type: paper-conference <> book$/,
    why: 'bibutils writes whole proceedings as CONF, which is a paper everywhere else',
  },
  {
    file: /mlsys2020\.jabref3\.ris$/,
    difference: /^names: {2}<> dimitris s papailiopoulos; inderjit/,
    why: 'JabRef 3 leaves the editors of whole proceedings out of RIS',
  },
  {
    file: /symbioticlab\.(?:bibutils|jabref3|pandoc)\./,
    difference: /^names: .*harsha madhyastha and mosharaf chowdhury; .* <> .*; harsha madhyastha; /,
    why: 'The BibTeX has a no-break space after an "and", which the program that wrote the file took for part of one long name; Zotero, as we do in BibTeX, sees two people',
  },
  {
    file: /symbioticlab\.jabref3\./,
    difference: /^names: .*patrick t j kon.* <> .*patrick tj kon/,
    why: 'JabRef 3 writes the initials "TJ" apart, as "T. J."; Zotero leaves them as the BibTeX has them',
  },
  {
    file: /RisImporterTest(?:8_date|Date1|WithEmptyER)/,
    difference: /^venue: the journal of chemical physics <> j chem phys$/,
    why: 'The record has the journal in full and abbreviated; JabRef takes the abbreviation, we the full name',
  },
  {
    file: /RisImporterTestDoiAndJournalTitle/,
    difference: /^venue: undefined <> journal$/,
    why: 'A patent with a secondary title, which JabRef calls a journal; a patent is in no journal',
  },
  {
    file: /RisImporterTest1\.ris$/,
    difference: /^title: undefined <> Editorial: Open Source/,
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

/** A difference as a line of the document, without the names that both have. */
function example(difference: string): string {
  const [, file, field, ours, theirs] = /^(\S+): (\w+): (.*) <> (.*)$/.exec(difference)!
  const less = (one: string, other: string) =>
    one
      .split('; ')
      .filter((name) => !other.split('; ').includes(name))
      .join('; ')
  const shown = (text: string) => (text && text !== 'undefined' ? `"${text}"` : 'nothing')
  return `\`${file}\`, ${field}: ${shown(less(ours!, theirs!))} / ${shown(less(theirs!, ours!))}`
}

/** The document, whole, the fields with their shares, and every difference for which there is no reason. */
export async function agreementDocument() {
  const rows = await agreement()
  const total = Object.fromEntries(fieldNames.map((name) => [name, { of: 0, same: 0, explained: 0 }]))
  const why = new Map<string, string[]>()
  const unexplained: string[] = []
  for (const { file, found, differences } of rows) {
    for (const [name, { of, same }] of Object.entries(found)) {
      total[name]!.of += of
      total[name]!.same += same
    }
    for (const difference of differences) {
      const known = explained.find((one) => one.file.test(file) && one.difference.test(difference))
      if (!known) unexplained.push(`${file}: ${difference}`)
      else {
        total[difference.slice(0, difference.indexOf(':'))]!.explained++
        why.set(known.why, [...(why.get(known.why) ?? []), `${file}: ${difference}`])
      }
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
this file, and the test fails where it is no longer true, or where a single difference has no reason below.
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

Every one of them, by its reason, with an example: the field, what is read here, and what the peer has. Of lists of names
only those that differ are shown.

${[...why].map(([reason, all]) => `- ${all.length}: ${reason}.\n  ${example(all[0]!)}`).join('\n')}
`
  return { text, total, unexplained }
}
