/** Of what Crossref, OpenAlex and ORCID give, no value is lost: what cannot be placed is told, and kept with the record. */
import t from 'tap'
import type { Reader } from '../../src/importing/reader.ts'
import { reader as crossref } from '../../src/importing/readers/crossref.ts'
import { reader as openalex } from '../../src/importing/readers/openalex.ts'
import { reader as orcid } from '../../src/importing/readers/orcid.ts'
import { crossrefWork, openalexWork, orcidRecord } from '../fixtures/api-samples.ts'
import { readAll } from '../fixtures/reading.ts'

type Path = (string | number)[]
const bad = 'Zq7x'

function* leaves(value: unknown, path: Path = []): Generator<Path> {
  if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value))
      yield* leaves(one, [...path, Array.isArray(value) ? Number(name) : name])
  else if (typeof value === 'string' || typeof value === 'number') yield path
}

function changed(sample: object, path: Path, value: unknown): object {
  const copy = structuredClone(sample)
  let node = copy as Record<string | number, unknown>
  for (const step of path.slice(0, -1)) node = node[step] as typeof node
  node[path.at(-1)!] = value
  return copy
}

const parts = (...given: number[]) => ({ 'date-parts': [given] })
const wrapped = (value: string) => ({ value })
const person = { given: 'Ann', family: 'Lee', suffix: 'Jr.', ORCID: 'https://orcid.org/0000-0002-1825-0097' }

const samples: {
  reader: Reader
  sample: object
  /** Paths whose values change by themselves, or say nothing of the work. */
  passing: RegExp
  /** Paths that have no place, and are kept without a word. */
  quiet: RegExp
}[] = [
  {
    reader: crossref,
    sample: {
      ...crossrefWork,
      editor: [person],
      translator: [person],
      chair: [{ ...person, affiliation: [{ name: 'X', place: ['Here'] }] }],
      published: parts(2023, 10, 23),
      'published-online': parts(2023, 9, 1),
      accepted: parts(2023, 8),
      posted: parts(2023, 10, 23),
      'short-title': ['Growth'],
      'original-title': ['Wuchs'],
      ISSN: ['0360-0300'],
      'article-number': 'e7',
      volume: '3',
      issue: '4',
      'edition-number': '2',
      degree: ['PhD'],
      event: { ...crossrefWork.event, start: parts(2023, 10, 20), end: parts(2023, 10, 24) },
      institution: [{ name: 'Some Institute' }],
      'journal-issue': { issue: '4' },
      'standards-body': { name: 'ISO' },
      subtype: 'other',
    },
    passing:
      /^(?:indexed|reference-count|content-domain|is-referenced|score)|sequence|content-version|content-type|asserted-by|id-type/,
    quiet:
      /^(?:link|institution|degree|journal-issue|alternative-id|standards-body|subtype|event.end)|place|funder.*DOI/,
  },
  {
    reader: openalex,
    sample: {
      ...openalexWork,
      primary_location: { ...openalexWork.primary_location, pdf_url: 'https://x.org/a.pdf' },
    },
    passing:
      /^(?:id$|display_name|cited_by|locations)|author_position|author\.id|score|host_organization_name|source\.type/,
    quiet: /^(?:type_crossref|ids\.openalex)/,
  },
  {
    reader: orcid,
    sample: {
      'put-code': 5,
      ...orcidRecord['activities-summary'].works.group[0]!['work-summary'][0],
      'short-description': 'Of ceramics',
      'language-code': 'en',
      url: wrapped('https://example.org/a'),
      contributors: {
        contributor: [
          {
            'contributor-orcid': { path: '0000-0002-1825-0097' },
            'credit-name': wrapped('Ann Lee'),
            'contributor-attributes': { 'contributor-sequence': 'first', 'contributor-role': 'author' },
          },
        ],
      },
      country: wrapped('US'),
    },
    passing: /^(?:put-code|visibility)|sequence|external-id-(?:type|relationship)/,
    quiet: /^country/,
  },
  {
    reader: orcid,
    sample: {
      ...orcidRecord,
      person: {
        ...orcidRecord.person,
        emails: { email: [{ email: 'a@example.org' }] },
        addresses: { address: [{ country: wrapped('US') }] },
      },
      'activities-summary': {
        ...orcidRecord['activities-summary'],
        works: { group: [] },
        fundings: { group: [{ 'funding-summary': [{ title: { title: wrapped('Grant') } }] }] },
      },
    },
    passing: /^orcid-identifier\.(?:uri|host)|disambiguation-source/,
    quiet: /^(?:person\.addresses|activities-summary\.fundings)/,
  },
]

for (const { reader, sample, passing, quiet } of samples) {
  t.test(`${reader.title}: ${Object.keys(sample)[0]}`, async (t) => {
    t.strictSame(
      (await readAll(reader, JSON.stringify(sample)))[0]!.findings,
      [],
      'nothing to say of a good one',
    )
    const [lost, unsaid]: [string[], string[]] = [[], []]
    let tried = 0
    for (const path of leaves(sample)) {
      const name = path.join('.')
      if (passing.test(name)) continue
      for (const value of [bad, { odd: bad }, [bad]]) {
        tried++
        const shape = `${name}: ${JSON.stringify(value)}`
        const [entry] = await readAll(reader, JSON.stringify(changed(sample, path, value)))
        const { publication, person, affiliations, findings } = entry!
        const { extra, ...placed } = { ...(publication ?? person) } as { extra?: unknown }
        const isPlaced = JSON.stringify([placed, affiliations]).includes(bad)
        if (!isPlaced && !JSON.stringify(extra ?? {}).includes(bad)) lost.push(shape)
        const isSaid = findings.some((one) => one.message.includes(bad) && one.file && one.entry)
        if (!isPlaced && !isSaid && !quiet.test(name)) unsaid.push(shape)
      }
    }
    t.strictSame(lost, [], `each of ${tried} odd values is with the record`)
    t.strictSame(unsaid, [], 'and is told, with file and entry')
  })
}

t.test('a date that is right in part', async (t) => {
  const work = { ...crossrefWork, issued: parts(2023, 13, 1), accepted: { 'date-parts': [[null]] } }
  const [entry] = await readAll(crossref, JSON.stringify(work))
  t.match(entry!.publication, { issued: '2023', extra: { crossref: { issued: parts(2023, 13, 1) } } })
  t.match(entry!.findings, [
    {
      severity: 'warning',
      entry: crossrefWork.DOI,
      field: 'issued',
      message: /2023,13,1.* is no date but for 2023/,
    },
  ])
})
