/** What formats of tags, EndNote's XML and DataCite hold that has no place, or is not what it should be, is kept and comes back. */
import t from 'tap'
import type { Reader } from '../../src/importing/reader.ts'
import { reader as datacite } from '../../src/importing/readers/datacite.ts'
import { reader as endnote } from '../../src/importing/readers/endnote.ts'
import { reader as endnoteXml } from '../../src/importing/readers/endnote-xml.ts'
import { reader as nbib } from '../../src/importing/readers/nbib.ts'
import { reader as ris } from '../../src/importing/readers/ris.ts'
import { loadFormats } from '../../src/rendering/registry.ts'
import { recordOf } from '../fixtures/publication-record.ts'
import { readAll } from '../fixtures/reading.ts'
import { stored, writeList } from '../fixtures/rendering.ts'

const { all } = await loadFormats(new URL('../../src/formats/', import.meta.url))
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** A value that is no date, number, address or name of anything. */
const value = (i: number) => `Zq${i}x`

interface Case {
  reader: Reader
  tags: string[]
  types: string[]
  record(type: string, tag: string, values: string[]): string
}
const cases: Case[] = [
  {
    reader: ris,
    tags: letters
      .flatMap((a) => [...letters, ...'0123456789'].map((b) => a + b))
      .filter((tag) => !['TY', 'ER'].includes(tag)),
    types: ['JOUR', 'BOOK', 'CHAP', 'CONF', 'RPRT', 'SLIDE'],
    record: (type, tag, values) =>
      `TY  - ${type}\nTI  - Title\n${values.map((one) => `${tag}  - ${one}\n`).join('')}ER  - \n`,
  },
  {
    reader: endnote,
    tags: [...letters, ...'123456789!@$^&*()+=?[]<>~#_;:,.'],
    types: ['Journal Article', 'Book', 'Book Section', 'Conference Paper', 'Report', 'Web Page'],
    record: (type, tag, values) =>
      `%0 ${type}\n%T Title\n${values.map((one) => `%${tag} ${one}\n`).join('')}\n`,
  },
  {
    reader: nbib,
    tags: `AB AD AID AUID CI CIN COIS CON CRDT DCOM DEP DP EDAT ED EIN EN FAU FED FIR GN GR IP IR IS ISBN JID JT LA LID LR
      MH MHDA MID OCI OID OT OTO OWN PB PG PHST PL PMC PS PST PT RF RN SB SI SO STAT TA TI TT VI ZZ`.split(
      /\s+/,
    ),
    types: ['Journal Article', 'Book Chapter'],
    record: (type, tag, values) =>
      `PMID- 123\nTI  - Title\nPT  - ${type}\n${values.map((one) => `${tag.padEnd(4)}- ${one}\n`).join('')}\n`,
  },
  {
    reader: endnoteXml,
    tags: `auth-address caption custom1 custom2 custom7 electronic-resource-num isbn modified-date odd-one pages
      research-notes report-id volume work-type`.split(/\s+/),
    types: ['Journal Article', 'Book'],
    record: (type, tag, [one]) =>
      `<xml><records><record><ref-type name="${type}">1</ref-type><titles><title>Title</title></titles><${tag}><style face="normal">${one}</style></${tag}><urls><pdf-urls><url>internal-pdf://a.pdf</url></pdf-urls></urls></record></records></xml>`,
  },
]

for (const { reader, tags, types, record } of cases) {
  t.test(reader.title, async (t) => {
    const format = all.find(({ name }) => name === reader.name)!
    const [lost, gone]: [string[], string[]] = [[], []]
    for (const type of types) {
      for (const tag of tags) {
        const values = [value(1), value(2)].slice(0, reader === endnoteXml ? 1 : 2)
        const [entry] = await readAll(reader, record(type, tag, values))
        const publication = entry!.publication!
        const found = JSON.stringify(publication)
        const text = await writeList(format, [stored(recordOf({ key: 'k', ...publication }).publication)])
        for (const one of values) {
          if (!found.includes(one)) lost.push(`${type} ${tag} ${one}`)
          else if (!text.includes(one)) gone.push(`${type} ${tag} ${one}`)
        }
      }
    }
    t.strictSame(lost, [], 'everything is with the record')
    t.strictSame(gone, [], 'and comes back')
  })
}

t.test('DataCite', async (t) => {
  const attributes = {
    doi: '10.5072/x',
    titles: [{ title: 'Data' }],
    types: { resourceTypeGeneral: 'Dataset' },
    publicationYear: 'soon',
    sizes: ['1 MB', '20 pages'],
    formats: ['text/csv'],
    dates: [
      { dateType: 'Collected', date: '2019-01/2019-03' },
      { dateType: 'Issued', date: 'never' },
    ],
    geoLocations: [{ geoLocationPlace: 'Here' }],
    relatedIdentifiers: [
      { relatedIdentifier: '10.1000/y', relatedIdentifierType: 'DOI', relationType: 'IsReviewedBy' },
    ],
    relatedItems: [{ relatedItemType: 'Text', relationType: 'IsCitedBy', titles: [{ title: 'Citing' }] }],
  }
  const [entry] = await readAll(datacite, JSON.stringify({ data: { type: 'dois', attributes } }))
  t.match(entry!.findings, [{ severity: 'warning', field: 'publicationYear', message: '"soon" is no year' }])
  t.match(entry!.publication, { numberOfPages: '20', extra: { datacite: { publicationYear: 'soon' } } })
  const format = all.find(({ name }) => name === 'datacite')!
  const text = await writeList(format, [stored(recordOf({ key: 'k', ...entry!.publication }).publication)])
  const [back] = JSON.parse(text)
  for (const name of ['sizes', 'formats', 'dates', 'geoLocations', 'relatedItems'] as const) {
    for (const one of attributes[name])
      t.ok(
        back[name].some((other: unknown) => JSON.stringify(other) === JSON.stringify(one)),
        `${name}: ${JSON.stringify(one)}`,
      )
  }
})
